/** Cutting the power in a story, and looking at what is left. */
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { randomIntegers } from "../../fuzz/random.ts";
import { core, open } from "../../mod.ts";
import { checkCatalogue } from "../../src/catalogue/care/check.ts";
import { StoreError } from "../../src/database/error.ts";
import { embedded } from "../crash/engines.ts";
import { look, lostOf } from "../crash/findings.ts";
import type { Ids } from "../crash/kill.ts";
import { Disk } from "./disk.ts";
import { type Entry, readJournal } from "./journal.ts";
import type { Story } from "./story.ts";

/** One cut. */
export interface Cut {
  /** What the process was at. */
  readonly phase: string;
  /** Entries of the journal that came before. */
  readonly at: number;
  /** Share of what was not synced that is kept all the same. */
  readonly chance: number;
}

/** What was left after a cut. */
export interface Left extends Cut {
  /** Confirmed batches and marks of which something is missing. */
  readonly lost: number;
  /** What is wrong, in words; what cannot be opened too. */
  readonly wrong: readonly string[];
  /** Something is lost or wrong, and neither opening nor `db check` says so. */
  readonly isSilent: boolean;
}

/** Every third cut keeps nothing that was not synced; the others some. */
const chances = [0, 0.2, 0.5, 0, 0.8, 0.95] as const;

/** The phase that each entry of a journal was written in. */
function phasesOf(entries: readonly Entry[]): readonly string[] {
  let phase = "set-up";
  return entries.map(({ operation }) => {
    if (operation.op === "tell" && operation.told.phase) phase = operation.told.phase;
    return phase;
  });
}

/** Chooses cuts: each phase in turn, and in half of them the moment after a commit was confirmed, where there is one. */
export function chooseCuts(entries: readonly Entry[], count: number, seed: number): readonly Cut[] {
  const random = randomIntegers(seed);
  const phases = phasesOf(entries);
  const moments = Map.groupBy(entries.keys(), (at) => phases[at] as string);
  const names = [...moments.keys()];
  const isConfirmed = (at: number): boolean => {
    const operation = entries[at]?.operation;
    return operation?.op === "tell" && (operation.told.committed ?? operation.told.marked) !== undefined;
  };
  return Array.from({ length: count }, (_, n): Cut => {
    const phase = names[n % names.length] as string;
    const all = moments.get(phase) ?? [];
    const confirmed = all.filter(isConfirmed);
    const among = confirmed.length > 0 && random(2) === 0 ? confirmed : all;
    return { phase, at: (among[random(among.length)] ?? 0) + 1, chance: chances[n % chances.length] as number };
  }).sort((one, other) => one.at - other.at);
}

/** Cuts the power in a story, and looks at what is left each time. @param onLeft told of each. */
export async function cutPower(
  { journal, catalogue }: Story,
  { home, count, seed, onLeft }: { home: string; count: number; seed: number; onLeft: (left: Left) => void },
): Promise<void> {
  const entries = readJournal(readFileSync(journal));
  const disk = new Disk();
  const committed: Ids[] = [];
  const marked: string[] = [];
  let done = 0;
  for (const cut of chooseCuts(entries, count, seed)) {
    for (; done < cut.at; done++) {
      const entry = entries[done] as Entry;
      disk.follow(entry);
      if (entry.operation.op !== "tell") continue;
      if (entry.operation.told.committed) committed.push(entry.operation.told.committed);
      marked.push(...(entry.operation.told.marked ?? []));
    }
    const kept = mkdtempSync(join(home, "kept-"));
    disk.leave(kept, { chance: cut.chance, random: randomIntegers(seed + cut.at) });
    onLeft({ ...cut, ...(await lookAt(join(kept, catalogue), committed, marked)) });
    rmSync(kept, { recursive: true, force: true });
  }
}

/** Opens what is left as the next command would, and looks at it from all sides. */
async function lookAt(where: string, committed: readonly Ids[], marked: readonly string[]) {
  const nothing = { lost: 0, wrong: [], isSilent: false };
  const all = committed.length + marked.length;
  let db: Awaited<ReturnType<typeof open>>;
  try {
    db = await open(where, { plugins: [core], mode: "write" });
  } catch (error) {
    if (error instanceof StoreError && error.code === "no-catalogue" && all === 0) return nothing;
    return { lost: all, wrong: [`cannot be opened: ${(error as Error).message}`], isSilent: false };
  }
  const wrong: string[] = [];
  let lost = all;
  let isSaid = false;
  try {
    const found = await look(db);
    const marks = new Set(
      (await db.query<{ tag: string }>("select distinct tag from manual_tag")).map(({ tag }) => tag),
    );
    lost = lostOf(committed, found) + marked.filter((name) => !marks.has(`user:${name}`)).length;
    wrong.push(...found.wrong);
    if (found.doubled > 0) wrong.push(`rows doubled: ${found.doubled}`);
    // A copy may come in before the content that it is a copy of.
    const { findings } = await checkCatalogue(db);
    const broken = findings.filter(({ name }) => name !== "copy-content");
    wrong.push(...broken.map(({ name, count }) => `db check: ${name} ${count}`));
    isSaid = broken.length > 0;
  } catch (error) {
    wrong.push((error as Error).message);
    isSaid = true;
  } finally {
    await db.close().catch((error: Error) => wrong.push(`closing: ${error.message}`));
  }
  if (wrong.length === 0) wrong.push(...(await embedded("").verify(where)));
  return { lost, wrong, isSilent: lost + wrong.length > 0 && !isSaid };
}
