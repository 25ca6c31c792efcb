/** A plan as people see it, and what applying it came to. */

import type { Catalogue } from "../catalogue/catalogue.ts";
import { createDigest } from "../digest.ts";
import { applyPlan } from "../organize/apply.ts";
import { follower } from "../organize/follow.ts";
import { type Journal, journalsIn, type RunAbout } from "../organize/journal.ts";
import { journalFolder } from "../organize/journal-folder.ts";
import type { Planned } from "../organize/plan.ts";
import { isUnfinished, recover } from "../organize/recover.ts";
import type { Plugin } from "../plugin/plugin.ts";
import { heldBy, takeLock } from "../store/lock.ts";
import { jsonLine } from "../text/plain.ts";
import { version } from "../version.ts";
import { exits, Mistake } from "./failure.ts";
import { counted } from "./progress.ts";
import { shortPath } from "./short-path.ts";
import { untilStopped, usualGrace } from "./stop.ts";
import { table, tableWidth } from "./table.ts";

/** What becomes of files, in words: of those that go, and of one. */
const verbs = {
  move: ["would move", "moved"],
  copy: ["would copy", "copied"],
  link: ["would link", "linked"],
  symlink: ["would link", "linked"],
} as const;

/** Rows of a plan that people are shown. */
const shownRows = 40;

/** Prints a plan: 0 when something would go somewhere, 1 when nothing. */
export function printPlan(planned: readonly Planned[], { how }: Pick<RunAbout, "how">, asJson: boolean): number {
  const going = planned.filter(({ outcome }) => outcome === "go");
  if (asJson) process.stdout.write(planned.map((one) => `${jsonLine(objectOf(one))}\n`).join(""));
  else {
    const width = tableWidth();
    // By folder, as they will lie there.
    const sorted = going.toSorted(({ to: a = "" }, { to: b = "" }) => (a < b ? -1 : a > b ? 1 : 0));
    const shown = Number.isFinite(width) ? sorted.slice(0, shownRows) : sorted;
    const rows = shown.map(({ file, to = "" }) => [shortPath(file.path), "->", shortPath(to)]);
    const columns = [
      { heading: "from", numeric: false, isPath: true },
      { heading: "", numeric: false },
      { heading: "to", numeric: false, isPath: true },
    ];
    if (rows.length > 0) process.stdout.write(`${table(columns, rows, width).join("\n")}\n`);
    if (shown.length < going.length)
      process.stderr.write(`... and ${counted(going.length - shown.length, "more file")}\n`);
  }
  const [verb] = verbs[how];
  process.stderr.write(`${summaryOf(planned, verb).join("\n")}\n`);
  if (going.length > 0) process.stderr.write("Nothing has been touched; --apply does it, midiq undo takes it back\n");
  return going.length > 0 ? exits.found : exits.nothing;
}

const objectOf = ({ file, to, outcome, why, isNumbered, isMadeLegal }: Planned): object => ({
  from: file.path,
  to: to ?? null,
  outcome,
  ...(why !== undefined && { why }),
  numbered: isNumbered,
  madeLegal: isMadeLegal,
});

/** How many files come to what, and those that are left by reason. */
function summaryOf(planned: readonly Planned[], verb: string): readonly string[] {
  const count = (test: (one: Planned) => boolean): number => planned.filter(test).length;
  const goes = (one: Planned): boolean => one.outcome === "go";
  const counts = [
    [count(({ outcome }) => outcome === "stay"), "already there"],
    [count((one) => goes(one) && one.isNumbered), "with a number, since their name is taken"],
    [count((one) => goes(one) && one.isMadeLegal), "with letters changed that some systems do not allow"],
  ] as const;
  const said = counts.filter(([number]) => number > 0).map(([number, words]) => `${number} ${words}`);
  const left = Map.groupBy(
    planned.filter(({ outcome }) => outcome === "leave"),
    ({ why = "", file }) => (file.unusable !== undefined && file.archive !== null ? "it lies in an archive" : why),
  );
  const reasons = [...left].map(
    ([why, some]) =>
      `  ${counted(some.length, "file")} left: ${why}, for example ${shortPath(some[0]?.file.path ?? "")}`,
  );
  return [[`${verb} ${counted(count(goes), "file")}`, ...said].join(", "), ...reasons];
}

/** Journals of a catalogue that tell of a run which was killed. */
export const unfinishedIn = (db: Catalogue): readonly Journal[] =>
  journalsIn(journalFolder(db.url)).filter(isUnfinished);

/** Whether a process on this machine moves files of the catalogue just now. */
export const isBusy = (db: Catalogue): boolean => heldBy(journalFolder(db.url))?.isAlive === true;

/**
 * Moves files while no other process does: on a server several may have the catalogue open, and what one is at would look
 * to the other like a run that was killed.
 *
 * @throws Mistake when another process is at it.
 */
export async function alone<T>(db: Catalogue, move: () => Promise<T>): Promise<T> {
  const lock = takeLock(journalFolder(db.url));
  if ("release" in lock) {
    try {
      return await move();
    } finally {
      lock.release();
    }
  }
  const who = lock.holder ? `process ${lock.holder.pid}` : "another process";
  throw new Mistake(`Cannot move files: ${who} moves files of this catalogue; try again when it has ended`);
}

/** Says which runs were killed, where they can only be looked at. */
export function tellUnfinished(db: Catalogue): void {
  if (isBusy(db)) return;
  for (const { number, about, did, steps } of unfinishedIn(db)) {
    const what = `run ${number} (${about.kind}) was stopped after ${did.size} of ${counted(steps.length, "step")}`;
    process.stderr.write(`midiq: ${what}: midiq undo ${number} puts its files back, --apply here goes on from there\n`);
  }
}

/** Brings runs that were killed to an end, and the catalogue in line with the disk. */
export async function recoverAll(db: Catalogue, plugins: readonly Plugin[]): Promise<void> {
  const digest = await createDigest();
  for (const journal of unfinishedIn(db)) {
    await recover(journal, digest, follower(db, plugins, digest));
    process.stderr.write(
      `midiq: run ${journal.number} had been stopped; the catalogue knows now where its files are\n`,
    );
  }
}

/** Shows on a terminal how far a run is. */
export function liveSteps(done: number, of: number): void {
  if (process.stderr.isTTY) process.stderr.write(done < of ? `\r\x1b[K${done} of ${counted(of, "file")}` : "\r\x1b[K");
}

/** How a plan is applied and told. */
interface ApplyAndTellOptions {
  readonly prune?: boolean;
  readonly json?: boolean;
  /** The folder below which files go. */
  readonly root?: string | undefined;
}

/** Applies a plan, and says what came of it: 0, 1 when there was nothing to do, 2 when some files could not be moved. */
export async function applyAndTell(
  planned: readonly Planned[],
  about: Omit<RunAbout, "started" | "version">,
  db: Catalogue,
  plugins: readonly Plugin[],
  { prune = false, json: asJson = false, root }: ApplyAndTellOptions,
): Promise<number> {
  const [, verb] = verbs[about.how];
  if (!planned.some(({ outcome }) => outcome === "go")) {
    process.stderr.write(`${summaryOf(planned, verb).join("\n")}\n`);
    return exits.nothing;
  }
  const last = (): string => "Stopped. The journal has what was moved; the same command goes on from there.";
  return untilStopped({ grace: usualGrace, last }, async (signal) => {
    const digest = await createDigest();
    const run: RunAbout = { ...about, started: new Date().toISOString(), version };
    const applied = await applyPlan(planned, run, journalFolder(db.url), {
      prune,
      digest,
      ...(root !== undefined && { root }),
      signal,
      onStep: liveSteps,
      ...(about.how === "move" && { follow: follower(db, plugins, digest) }),
    });
    if (asJson) process.stdout.write(`${jsonLine(applied)}\n`);
    for (const { from, why } of applied.failed.slice(0, shownRows))
      process.stderr.write(`midiq: ${shortPath(from)}: ${why}\n`);
    const untold = applied.failed.length - shownRows;
    if (untold > 0) process.stderr.write(`midiq: ... and ${counted(untold, "more file")}; --json lists all\n`);
    const emptied = applied.pruned > 0 ? `, removed ${counted(applied.pruned, "empty folder")}` : "";
    const stopped = applied.isStopped ? "Stopped. " : "";
    const back = applied.done > 0 ? `; midiq undo ${applied.run} takes it back` : "";
    process.stderr.write(`${stopped}${verb} ${counted(applied.done, "file")}${emptied}${back}\n`);
    return applied.failed.length > 0 ? exits.mistake : exits.found;
  });
}
