/** While another process adds to a catalogue, answers are of what is stored so far: that is said in one line. */

import { type RunningRun, runningRun } from "../catalogue/adding/running.ts";
import type { Catalogue } from "../catalogue/catalogue.ts";
import { counted } from "../text/counted.ts";
import { doneOf, durationText } from "./progress.ts";

/** Says that a run goes on, and how far it is. */
export async function tellRunning(db: Catalogue): Promise<void> {
  const run = await runningRun(db.store);
  if (run) process.stderr.write(`${runningLine(run)}\n`);
}

/** `An add has been running for 12 s: ...` */
export function runningLine({ kind, seconds, counts }: RunningRun): string {
  const count = doneOf({ counts });
  const { share, found = 0 } = counts;
  const of =
    share === undefined
      ? ""
      : `, about ${Math.floor((100 * share * Math.min(count, found)) / Math.max(found, 1))} % of all`;
  const files = `${counted(count, "file")} ${count === 1 ? "is" : "are"} ${kind === "add" ? "stored" : "done"}`;
  const what = kind === "add" ? "An add" : "midiq run";
  return `${what} has been running for ${durationText(seconds)}: ${files}${of}. This answer covers only those.`;
}
