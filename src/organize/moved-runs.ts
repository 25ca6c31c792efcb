/** Runs that moved files of a catalogue, as their journals tell them, and the one that is undone next. */
import type { Catalogue } from "../catalogue/catalogue.ts";
import { isBusy } from "./alone.ts";
import { isOfThisMachine, type Journal, journalsIn, type RunAbout } from "./journal.ts";
import { journalFolder } from "./journal-folder.ts";
import { isUnfinished } from "./recover.ts";

/** A run that moved files. */
export interface MovedRun extends RunAbout {
  /** Its number, by which it is undone. */
  readonly run: number;
  /** Files that it moved, and how many of them are back. */
  readonly files: number;
  readonly undone: number;
  /** `stopped` was killed; the next run that moves files brings it to its end. */
  readonly state: "done" | "undone" | "partly undone" | "under way" | "stopped";
}

const planned = (db: Catalogue): readonly Journal[] =>
  journalsIn(journalFolder(db.url)).filter(({ isPlanned }) => isPlanned);

/**
 * The runs of a catalogue, the latest first.
 *
 * @example
 * for (const { run, kind, files, state } of movedRuns(db)) console.log(run, kind, files, state);
 */
export function movedRuns(db: Catalogue): readonly MovedRun[] {
  const busy = isBusy(db);
  return planned(db)
    .map((journal): MovedRun => {
      const { number, about, steps, did, undone } = journal;
      const count = (numbers: ReadonlySet<number>): number => [...numbers].filter((n) => !steps[n]?.isStop).length;
      return { run: number, ...about, files: count(did), undone: count(undone), state: stateOf(journal, busy) };
    })
    .reverse();
}

function stateOf(journal: Journal, busy: boolean): MovedRun["state"] {
  if (journal.isUndone) return "undone";
  if (isUnfinished(journal)) return busy ? "under way" : "stopped";
  return journal.undone.size > 0 ? "partly undone" : "done";
}

/** The journal of a run: of the latest of this machine that is not undone, or the one of a number, whatever became of it. */
export const journalToUndo = (db: Catalogue, run?: number): Journal | undefined =>
  run === undefined
    ? planned(db).findLast((one) => !one.isUndone && isOfThisMachine(one))
    : planned(db).find(({ number }) => number === run);
