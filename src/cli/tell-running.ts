/** While another process adds to a catalogue, answers are of what is stored so far: that is said in one line. */

import type { Catalogue } from "../catalogue/catalogue.ts";
import { type Running, running } from "../journeys/running.ts";
import { durationText } from "../pages/run-words.ts";
import { counted } from "../text/counted.ts";

/** Says that a run goes on, and how far it is. */
export async function tellRunning(db: Catalogue): Promise<void> {
  const run = await running(db);
  if (run) process.stderr.write(`${runningLine(run)}\n`);
}

/** `An add has been running for 12 s: ...` */
function runningLine({ kind, seconds, done, share }: Running): string {
  const of = share === undefined ? "" : `, about ${Math.floor(100 * share)} % of all`;
  const files = `${counted(done, "file")} ${done === 1 ? "is" : "are"} ${kind === "add" ? "stored" : "done"}`;
  const what = kind === "add" ? "An add" : "midiq run";
  return `${what} has been running for ${durationText(seconds)}: ${files}${of}. This answer covers only those.`;
}
