/** Applies a plan: journal first, then step by step; what cannot be done is told and the rest goes on. */
import { lstatSync, mkdirSync, readdirSync, rmdirSync } from "node:fs";
import { dirname } from "node:path";
import type { Digest } from "../digest.ts";
import { asPath, type SystemPath } from "../sources/bytes.ts";
import { bytesOf, type Follow } from "./follow.ts";
import { beginJournal, type JournalWriter, type RunAbout, type Step } from "./journal.ts";
import { hashAt, placeFile, Unmoved } from "./place.ts";
import { type Planned, sharedFolder } from "./plan.ts";
import { stepsOf } from "./steps.ts";

/** What an applied plan came to. */
export interface Applied {
  /** Number of the run, which `undo` takes. */
  readonly run: number;
  /** Files that have another path now; or copies and links that were made. */
  readonly done: number;
  readonly failed: readonly { readonly from: string; readonly to: string; readonly why: string }[];
  /** Folders that were removed since they became empty. */
  readonly pruned: number;
  readonly isStopped: boolean;
}

/** How a plan is applied. */
export interface ApplyOptions {
  /** Removes folders that became empty. */
  readonly prune: boolean;
  readonly digest: Digest;
  /** Told of steps that were taken, so that the catalogue knows the new paths; not for copies and links. */
  readonly follow?: Follow;
  readonly signal?: AbortSignal;
  /** Told how many steps of how many are behind. */
  readonly onStep?: (done: number, of: number) => void;
}

/** Steps between two syncs of the journal; a crash of the system, not of the process, leaves as many to be looked at. */
const batch = 200;

/**
 * Applies a plan.
 *
 * @param folder of the journals.
 * @throws the system's errors where the journal cannot be written; nothing is touched then.
 */
export async function applyPlan(
  planned: readonly Planned[],
  about: RunAbout,
  folder: string,
  { prune, digest, follow, signal, onStep }: ApplyOptions,
): Promise<Applied> {
  const journal = beginJournal(folder, about);
  const steps = stepsOf(planned, journal.number, about.how === "move");
  const failed: { from: string; to: string; why: string }[] = [];
  let [done, at, pruned] = [0, 0, 0];
  try {
    for (const step of steps) journal.write({ will: step });
    journal.write({ planned: steps.length });
    journal.sync();
    while (at < steps.length && !signal?.aborted) {
      const some = steps.slice(at, at + batch);
      const unmade = makeFolders(some, journal);
      const taken: number[] = [];
      some.forEach((step, n) => {
        const why = unmade.get(dirname(step.to)) ?? take(step, about, digest);
        if (why === undefined) {
          journal.write({ did: at + n });
          taken.push(at + n);
          if (!step.isStop) done++;
        } else {
          journal.write({ not: at + n, why });
          failed.push({ from: step.from, to: step.to, why });
        }
      });
      journal.sync();
      if (follow && taken.length > 0) {
        await follow(taken.map((number) => ({ step: steps[number] as Step, isUndone: false })));
        journal.write({ noted: taken });
      }
      at += some.length;
      onStep?.(at, steps.length);
      // Ctrl-C is heard between batches.
      await new Promise((heard) => setImmediate(heard));
    }
    if (prune && about.how === "move") pruned = pruneFolders(steps, journal);
    journal.write({ ended: new Date().toISOString() });
    journal.sync();
  } finally {
    journal.close();
  }
  return { run: journal.number, done, failed, pruned, isStopped: at < steps.length };
}

/** Takes a step; says why where it is not done. A file whose bytes are not those that the catalogue knows stays. */
function take(step: Step, { how }: RunAbout, digest: Digest): string | undefined {
  const from: SystemPath = bytesOf(step) ?? step.from;
  const is = hashAt(from, digest);
  if (is === undefined) return "it is gone, or cannot be read";
  if (is !== step.hash) return "it has changed since it was added";
  return reasonOf(() => placeFile(from, step.to, how, step.hash, digest));
}

/** Why something could not be done; undefined when it was. */
export function reasonOf(work: () => void): string | undefined {
  try {
    work();
    return undefined;
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (error instanceof Unmoved || code !== undefined) return message;
    throw error;
  }
}

/** Makes the folders of some steps; each is told before. Says why of those that cannot be made, and of those below them. */
function makeFolders(steps: readonly Step[], journal: JournalWriter): ReadonlyMap<string, string> {
  const unmade = new Map<string, string>();
  const missing = new Set<string>();
  for (const { to } of steps) {
    for (let folder = dirname(to); !missing.has(folder); folder = dirname(folder)) {
      if (lstatSync(folder, { throwIfNoEntry: false }) || dirname(folder) === folder) break;
      missing.add(folder);
    }
  }
  if (missing.size === 0) return unmade;
  const shortFirst = [...missing].sort((a, b) => a.length - b.length);
  for (const folder of shortFirst) journal.write({ made: folder });
  journal.sync();
  for (const folder of shortFirst) {
    const why = unmade.get(dirname(folder)) ?? reasonOf(() => mkdirSync(folder));
    // Another process may have made it meanwhile.
    if (why !== undefined && !lstatSync(folder, { throwIfNoEntry: false })) unmade.set(folder, why);
  }
  return unmade;
}

/** Removes the folders that files left and that are empty now, and those above them up to what all files have in common. */
function pruneFolders(steps: readonly Step[], journal: JournalWriter): number {
  const top = sharedFolder(steps.map(({ from }) => from));
  const folders = new Set<string>();
  for (const { from } of steps)
    for (let folder = dirname(from); folder.length > top.length && !folders.has(folder); folder = dirname(folder))
      folders.add(folder);
  let pruned = 0;
  for (const folder of [...folders].sort((a, b) => b.length - a.length)) {
    try {
      if (readdirSync(folder).length > 0) continue;
      journal.write({ pruned: folder, mode: lstatSync(asPath(folder)).mode & 0o7777 });
      rmdirSync(folder);
      pruned++;
    } catch {
      // It is gone, or filled again, or not ours to remove: it stays.
    }
  }
  return pruned;
}
