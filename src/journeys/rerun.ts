/** Doing again: what is stale in a catalogue, by the plugins that it was opened with. */
import type { Catalogue } from "../catalogue/catalogue.ts";
import type { Report } from "../pipeline/report.ts";
import { executeRerun, type RerunOptions } from "./execute-rerun.ts";

/**
 * Computes again what is stale, or what failed where that is wanted: analyzers first, then tags. What is stopped goes on where
 * it was.
 *
 * @example
 * const { counts } = await rerun(db, { retry: ["key"] });
 */
export const rerun = (db: Catalogue, options: RerunOptions = {}): Promise<Report> =>
  executeRerun(db, db.plugins, options);

/** Makes stale tags anew from what is stored: no file is read. Values that are stale stay as they are. */
export const retag = (db: Catalogue, options: Omit<RerunOptions, "only"> = {}): Promise<Report> =>
  executeRerun(db, db.plugins, { ...options, only: "taggers" });
