/** Files to other paths and back: a plan, its journal, and undo. */
import "../runtime.ts";

export { alone, isBusy, recoverAll, unfinishedIn } from "./alone.ts";
export type { Applied, ApplyOptions } from "./apply.ts";
export { applyPlan } from "./apply.ts";
export type { OrganizedFile } from "./files.ts";
export { filesAt, filesFound } from "./files.ts";
export type { Follow, Taken } from "./follow.ts";
export { follower } from "./follow.ts";
export type { Journal, RunAbout, Step } from "./journal.ts";
export { journalsIn } from "./journal.ts";
export { journalFolder } from "./journal-folder.ts";
export type { MovedRun } from "./moved-runs.ts";
export { movedRuns } from "./moved-runs.ts";
export type { Moved, MoveOptions, Moves, MovingOptions } from "./moves.ts";
export { applyMoves, planAside, planMoves, undoMoves } from "./moves.ts";
export type { Manner } from "./place.ts";
export type { Layout, Planned } from "./plan.ts";
export { planFiles } from "./plan.ts";
export type { LeftFiles, PlanCounts } from "./plan-counts.ts";
export { countPlan } from "./plan-counts.ts";
export { isUnfinished, recover } from "./recover.ts";
export type { Undone } from "./undo.ts";
export { undoRun } from "./undo.ts";
