/** midiq config trust, untrust and list: which configurations may run, since they are code. */

import { resolve } from "node:path";
import { nearestConfig } from "../../plugin/config.ts";
import { personalFolder } from "../../settings/personal-folder.ts";
import { counted } from "../../text/counted.ts";
import { jsonLine, plain } from "../../text/plain.ts";
import { table } from "../../text/table.ts";
import * as decisions from "../../trust/decisions.ts";
import { exits, Mistake } from "../failure.ts";
import { loadsWords } from "../trust/loads-words.ts";

/** Lets a configuration run while it, and the code that it loads, stay as they are. */
export function trustConfig(named: string | undefined): number {
  const { file, closure } = decisions.trustConfig(configNamed(named), personalFolder());
  const others = (closure?.files.length ?? 1) - 1;
  const loads = closure ? loadsWords(closure) : "";
  const also = loads === "" ? "" : `, with ${others > 0 ? `${counted(others, "file")} that it loads: ` : ""}${loads}`;
  process.stderr.write(`Trusted as it is now: ${plain(file)}${plain(also)}\n`);
  return exits.found;
}

/** Forgets what was decided on a configuration: it does not run, and a terminal asks again. */
export function untrustConfig(named: string | undefined): number {
  const { file, wasDecided } = decisions.untrustConfig(configNamed(named), personalFolder());
  process.stderr.write(`${wasDecided ? "No longer trusted:" : "You have not decided about"} ${plain(file)}\n`);
  return wasDecided ? exits.found : exits.nothing;
}

/** Lists what was decided, and whether it still holds. */
export function listTrusted(isJson: boolean): number {
  const rows = decisions.decidedConfigs(personalFolder());
  if (isJson) process.stdout.write(`${jsonLine(rows)}\n`);
  else if (rows.length === 0) process.stderr.write("No configuration of a folder is trusted.\n");
  else {
    const columns = ["configuration", "now", "decided"].map((heading) => ({ heading, numeric: false }));
    const cells = rows.map(({ file, state, at }) => [plain(file), state, at.slice(0, 10)]);
    process.stdout.write(`${table(columns, cells, Number.POSITIVE_INFINITY).join("\n")}\n`);
  }
  return exits.found;
}

function configNamed(named: string | undefined): string {
  if (named !== undefined) return resolve(named);
  const found = nearestConfig(process.cwd());
  if (found === undefined) throw new Mistake("Cannot find a midiq.config.ts here: name the file");
  return found;
}
