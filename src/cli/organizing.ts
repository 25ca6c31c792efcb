/** Applying plans while no other process does, what it came to, and runs that were killed. */

import type { Catalogue } from "../catalogue/catalogue.ts";
import { isBusy, recoverAll, unfinishedIn } from "../organize/alone.ts";
import type { Applied } from "../organize/apply.ts";
import type { RunAbout } from "../organize/journal.ts";
import { carryOut } from "../organize/moves.ts";
import type { Manner } from "../organize/place.ts";
import type { Planned } from "../organize/plan.ts";
import { countPlan } from "../organize/plan-counts.ts";
import { counted } from "../text/counted.ts";
import { jsonLine } from "../text/plain.ts";
import { shortPath } from "../text/short-path.ts";
import { exits } from "./failure.ts";
import { didWords, leftLines, sameNames, shownRows, summaryOf, untouched } from "./plan-words.ts";
import { untilStopped, usualGrace } from "./stop.ts";

/** Says which runs were killed, where they can only be looked at. */
export function tellUnfinished(db: Catalogue): void {
  if (isBusy(db)) return;
  for (const { number, about, did, steps } of unfinishedIn(db)) {
    const what = `run ${number} (${about.kind}) was stopped after ${did.size} of ${counted(steps.length, "step")}`;
    process.stderr.write(`midiq: ${what}: midiq undo ${number} moves its files back, --apply continues from there\n`);
  }
}

/** Brings runs that were killed to an end, and says which. */
export const recoverAndTell = async (db: Catalogue): Promise<void> => tellRecovered(await recoverAll(db));

/** Says which runs were brought to an end. */
export function tellRecovered(runs: readonly number[]): void {
  for (const run of runs)
    process.stderr.write(`midiq: run ${run} was stopped earlier; the catalogue is now up to date with its files\n`);
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

/** What became of all files that were found: those that went, and by reason those that did not. */
function tellApplied(planned: readonly Planned[], how: Manner, applied: Applied, going: number): void {
  const { done, failed, pruned, run, isStopped } = applied;
  for (const { from, why } of failed.slice(0, shownRows)) process.stderr.write(`midiq: ${shortPath(from)}: ${why}\n`);
  const untold = failed.length - shownRows;
  if (untold > 0) process.stderr.write(`midiq: ... and ${counted(untold, "more file")}; --json lists all\n`);
  const stayed = planned.filter(({ outcome }) => outcome === "stay").length;
  const ahead = going - done - failed.length;
  const parts = [
    didWords(how, done),
    stayed > 0 ? `${stayed} already there` : "",
    failed.length > 0 ? `${failed.length} failed for the reasons above` : "",
    isStopped && ahead > 0 ? `${ahead} not reached` : "",
    pruned > 0 ? `removed ${counted(pruned, "empty folder")}` : "",
  ];
  const back = done > 0 ? `; midiq undo ${run} reverts it` : "";
  process.stderr.write(`${isStopped ? "Stopped. " : ""}${parts.filter(Boolean).join(", ")}${back}\n`);
  const counts = countPlan(planned);
  const left = leftLines(counts);
  for (const line of left) process.stderr.write(`${line}\n`);
  if (left.length > 0) process.stderr.write("  --json without --apply lists each file with the reason\n");
  for (const line of sameNames(counts)) process.stderr.write(`${line}\n`);
}

/** Applies a plan, and says what came of it: 0, 1 when there was nothing to do, 2 when some files could not be moved. */
export async function applyAndTell(
  planned: readonly Planned[],
  about: Omit<RunAbout, "started" | "version">,
  db: Catalogue,
  { prune = false, json: asJson = false, root }: ApplyAndTellOptions,
): Promise<number> {
  const going = planned.filter(({ outcome }) => outcome === "go").length;
  if (going === 0) {
    process.stderr.write(`${summaryOf(planned, about.how, "did").join("\n")}\n`);
    return exits.nothing;
  }
  const last = (): string => "Stopped. The journal records what was moved; run the same command again to continue.";
  return untilStopped({ grace: usualGrace, last }, async (signal) => {
    const applied = await carryOut(db, planned, about, { prune, root, signal, onProgress: liveSteps });
    if (asJson) process.stdout.write(`${jsonLine({ ...applied, ...untouched(planned) })}\n`);
    tellApplied(planned, about.how, applied, going);
    return applied.failed.length > 0 ? exits.mistake : exits.found;
  });
}
