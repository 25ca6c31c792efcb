/** midiq config trust, untrust and list: which configurations may run, since they are code. */

import { existsSync, realpathSync } from "node:fs";
import { resolve } from "node:path";
import { nearestConfig } from "../../plugin/config.ts";
import { counted } from "../../text/counted.ts";
import { jsonLine, plain } from "../../text/plain.ts";
import { table } from "../../text/table.ts";
import { exits, Mistake } from "../failure.ts";
import { personalFolder } from "../settings.ts";
import { decide, judge, loadsWords } from "../trust/gate.ts";
import { recallDecisions, rememberDecision } from "../trust/remembered.ts";

/** Lets a configuration run while it, and the code that it loads, stay as they are. @throws Mistake where it must not. */
export function trustConfig(named: string | undefined): number {
  const config = configNamed(named);
  if (!existsSync(config)) throw new Mistake(`Cannot trust "${config}": there is no such file`);
  const verdict = judge(config, personalFolder());
  if (verdict.state === "unsafe") throw new Mistake(`Cannot trust "${config}": ${verdict.why}`);
  decide(verdict, true, personalFolder());
  const others = (verdict.closure?.files.length ?? 1) - 1;
  const loads = verdict.closure ? loadsWords(verdict.closure) : "";
  const also = loads === "" ? "" : `, with ${others > 0 ? `${counted(others, "file")} that it loads: ` : ""}${loads}`;
  process.stderr.write(`Trusted as it is now: ${plain(verdict.file)}${plain(also)}\n`);
  return exits.found;
}

/** Forgets what was decided on a configuration: it does not run, and a terminal asks again. */
export function untrustConfig(named: string | undefined): number {
  const config = configNamed(named);
  const file = existsSync(config) ? realpathSync(config) : config;
  if (!recallDecisions(personalFolder()).decisions.has(file)) {
    process.stderr.write(`You have not decided about ${plain(file)}\n`);
    return exits.nothing;
  }
  rememberDecision(personalFolder(), file, undefined);
  process.stderr.write(`No longer trusted: ${plain(file)}\n`);
  return exits.found;
}

/** Lists what was decided, and whether it still holds. */
export function listTrusted(isJson: boolean): number {
  const rows = [...recallDecisions(personalFolder()).decisions].map(([file, { trusted, at }]) => {
    const isThere = existsSync(file);
    const { state } = isThere ? judge(file, personalFolder()) : { state: "gone" };
    return { file, trusted, state, at };
  });
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
