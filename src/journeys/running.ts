/** A run of another process that goes on just now, and how far it is. */
import { runningRun } from "../catalogue/adding/running.ts";
import type { Catalogue } from "../catalogue/catalogue.ts";
import { doneOf } from "./counts.ts";

/** A run that goes on. */
export interface Running {
  /** `add` brings files in, `run` computes values again. */
  readonly kind: "add" | "run";
  /** The machine that it runs on. */
  readonly machine: string;
  /** Since it began. */
  readonly seconds: number;
  /** Files that answers are of already. */
  readonly done: number;
  /** The share of all its files that are done, 0 to 1; undefined where it does not know how many there are. */
  readonly share: number | undefined;
  /** What came of it so far, as in its report. */
  readonly counts: Readonly<Record<string, number>>;
}

/**
 * The run of another process that adds to a catalogue, or computes in it: answers are of what is stored so far.
 *
 * @returns undefined where there is none.
 * @example
 * const run = await running(db);
 * if (run?.share !== undefined) console.log(`${Math.floor(run.share * 100)} % of all files`);
 */
export async function running(db: Catalogue): Promise<Running | undefined> {
  const run = await runningRun(db.store);
  if (!run) return undefined;
  const { share, found = 0 } = run.counts;
  const done = doneOf(run);
  return {
    ...run,
    done,
    share: share === undefined ? undefined : (share * Math.min(done, found)) / Math.max(found, 1),
  };
}
