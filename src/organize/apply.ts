/** Applies a plan: journal first, then step by step; what cannot be done is told and the rest goes on. */
import { chmodSync, lstatSync, mkdirSync, readdirSync, rmdirSync, utimesSync } from "node:fs";
import { dirname } from "node:path";
import type { Digest } from "../digest.ts";
import { asPath, type SystemPath } from "../sources/bytes.ts";
import { factsAt, hashAt } from "../writing/facts.ts";
import { linkOnTheWay, throughLink } from "../writing/inside.ts";
import { reasonOf } from "../writing/unmoved.ts";
import { bytesOf, type Follow, type Taken } from "./follow.ts";
import { beginJournal, type JournalWriter, type RunAbout, type Step } from "./journal.ts";
import { placeFile } from "./place.ts";
import { type Planned, sharedFolder } from "./plan.ts";
import { stepsOf } from "./steps.ts";
import { endStops } from "./stops.ts";

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
  /** The folder below which files go; no link in it is followed. */
  readonly root?: string;
  /** Told of steps that were taken, so that the catalogue knows the new paths; not for copies and links. */
  readonly follow?: Follow;
  readonly signal?: AbortSignal;
  /** Told how many steps of how many are behind. */
  readonly onStep?: (done: number, of: number) => void;
}

/** Steps between two syncs of the journal; a crash of the system, not of the process, leaves as many to be looked at. */
export const batch = 200;

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
  { prune, digest, root, follow, signal, onStep }: ApplyOptions,
): Promise<Applied> {
  const journal = beginJournal(folder, about);
  const steps = stepsOf(planned, journal.number, about.how === "move");
  const failed = new Map<string, { from: string; to: string; why: string }>();
  const taken = new Set<number>();
  // People know no stops.
  const origins = new Map(steps.flatMap(({ isStop, from, to }) => (isStop ? [[to, from] as const] : [])));
  let [done, at, pruned] = [0, 0, 0];
  try {
    for (const step of steps) journal.write({ will: step });
    journal.write({ planned: steps.length });
    journal.sync();
    while (at < steps.length && !signal?.aborted) {
      const some = steps.slice(at, at + batch);
      const unmade = makeFolders(some, journal, root);
      const now: number[] = [];
      some.forEach((step, n) => {
        const why = unmade.get(dirname(step.to)) ?? linkBefore(step.to, root) ?? take(step, about, digest);
        if (why === undefined) {
          journal.write({ did: at + n });
          now.push(at + n);
          taken.add(at + n);
          if (!step.isStop) done++;
        } else {
          journal.write({ not: at + n, why });
          const from = origins.get(step.from) ?? step.member ?? step.from;
          // Where the way to a stop failed, what follows does too, and says less.
          failed.set(from, { from, to: step.to, why: failed.get(from)?.why ?? why });
        }
      });
      journal.sync();
      if (follow && now.length > 0) {
        await follow(now.map((number) => ({ step: steps[number] as Step, isUndone: false })));
        journal.write({ noted: now });
      }
      at += some.length;
      onStep?.(at, steps.length);
      // Ctrl-C is heard between batches.
      await new Promise((heard) => setImmediate(heard));
    }
    const ends = await endAllStops(steps, taken, journal, { digest, ...(follow && { follow }) });
    done += ends.noted.length;
    for (const { from, to, isStop } of ends.unnoted.map((number) => steps[number] as Step)) {
      if (isStop) continue;
      done--;
      failed.set(from, { from, to, why: "the file with that name could not be moved away" });
    }
    if (prune && about.how === "move") pruned = pruneFolders(steps, journal);
    journal.write({ ended: new Date().toISOString() });
    journal.sync();
  } finally {
    journal.close();
  }
  return { run: journal.number, done, failed: [...failed.values()], pruned, isStopped: at < steps.length };
}

/** Files whose next step failed, or was not come to, do not stay at a stop; says which steps were taken, and taken back. */
async function endAllStops(
  steps: readonly Step[],
  taken: ReadonlySet<number>,
  journal: JournalWriter,
  { digest, follow }: Pick<ApplyOptions, "digest" | "follow">,
): Promise<{ readonly noted: readonly number[]; readonly unnoted: readonly number[] }> {
  const [noted, unnoted]: [number[], number[]] = [[], []];
  endStops({ steps, did: taken, undone: new Set() }, digest, {
    done: (did) => {
      journal.write({ did });
      noted.push(did);
    },
    undone: (undone) => {
      journal.write({ undone });
      unnoted.push(undone);
    },
  });
  const told = (numbers: readonly number[], isUndone: boolean): readonly Taken[] =>
    numbers.map((number) => ({ step: steps[number] as Step, isUndone }));
  if (follow && noted.length + unnoted.length > 0) {
    await follow([...told(noted, false), ...told(unnoted, true)]);
    journal.write({ noted });
    journal.write({ unnoted });
  }
  return { noted, unnoted };
}

/** Takes a step; says why where it is not done. A file whose bytes are not those that the catalogue knows stays. */
function take(step: Step, { how }: RunAbout, digest: Digest): string | undefined {
  const from: SystemPath = bytesOf(step) ?? step.from;
  const is = hashAt(from, digest);
  if (is === undefined) return "it is gone or cannot be read";
  if (is !== step.hash) return "it has changed since it was added";
  return reasonOf(() => {
    placeFile(from, step.to, how, step.hash, digest);
    if (step.member === undefined) return;
    // The copy in the cache is read-only and as old as its last use; a member has the time of its archive.
    chmodSync(step.to, 0o666 & ~process.umask());
    utimesSync(step.to, step.mtime / 1000, step.mtime / 1000);
  });
}

/** Why a path must not be written to: a link below the root leads it elsewhere. */
function linkBefore(path: string, root: string | undefined): string | undefined {
  const link = root === undefined ? undefined : linkOnTheWay(root, dirname(path));
  return link === undefined ? undefined : throughLink(root as string, link);
}

/** Makes the folders of some steps; each is told before. Says why of those that cannot be made, and of those below them. */
function makeFolders(
  steps: readonly Step[],
  journal: JournalWriter,
  root: string | undefined,
): ReadonlyMap<string, string> {
  const unmade = new Map<string, string>();
  const missing = new Set<string>();
  for (const { to } of steps) {
    const link = linkBefore(to, root);
    if (link !== undefined) {
      unmade.set(dirname(to), link);
      continue;
    }
    for (let folder = dirname(to); !missing.has(folder); folder = dirname(folder)) {
      if (factsAt(folder) || dirname(folder) === folder) break;
      missing.add(folder);
    }
  }
  if (missing.size === 0) return unmade;
  const shortFirst = [...missing].sort((a, b) => a.length - b.length);
  for (const folder of shortFirst) journal.write({ made: folder });
  journal.sync();
  for (const folder of shortFirst) {
    const why = unmade.get(dirname(folder)) ?? linkBefore(folder, root) ?? reasonOf(() => mkdirSync(folder));
    // Another process may have made it meanwhile.
    if (why !== undefined && !factsAt(folder)) unmade.set(folder, why);
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
