/** What is recorded of a run while it goes on, and when it ends. */
import type { Report } from "../../pipeline/report.ts";
import type { OnIndex } from "../tables/index-building.ts";
import type { WritePlan } from "../tables/plan.ts";

/** What a run was told: paths, number of workers, analyzers. */
export type RunAbout = Readonly<Record<string, unknown>>;

/** The record of one run, in the table of runs. */
export interface RunRecord extends Pick<WritePlan, "run" | "analyzerSet"> {
  /** Adds to what the store counts itself. */
  readonly count: (counts: Readonly<Record<string, number>>) => void;
  /** Notes how far the run is, for other processes; every two seconds at most. */
  readonly tell: (counts: Readonly<Record<string, number>>) => void;
  readonly end: (report: Report, onIndex?: OnIndex, stop?: AbortSignal) => Promise<void>;
}

/** The runs of one open store, one at a time. */
export interface Runs {
  /**
   * Begins a run: `add` reads files, `run` computes values of known contents anew. One that has not ended goes on no longer.
   *
   * @param about what it was told, for the record.
   */
  readonly begin: (kind: "add" | "run", about: RunAbout) => Promise<RunRecord>;
}
