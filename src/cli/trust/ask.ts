/** The configuration of a folder is used where the user trusts it; on a terminal midiq asks, elsewhere it does without. */

import process from "node:process";
import { createInterface } from "node:readline/promises";
import { plain } from "../../text/plain.ts";
import { decide, judge, type Verdict } from "../../trust/gate.ts";
import { sharedWith } from "../../trust/ownership.ts";
import { exits } from "../failure.ts";
import { loadsWords } from "./loads-words.ts";

/**
 * Whether the configuration of a folder may run. Where it may not, one line on stderr says why, and what would do.
 *
 * @param personal the user's folder of settings.
 */
export async function mayRun(config: string, personal: string): Promise<boolean> {
  const verdict = judge(config, personal);
  if (verdict.state === "trusted") return true;
  const isOpen = verdict.state === "new" || verdict.state === "changed";
  if (isOpen && process.stdin.isTTY && process.stderr.isTTY) {
    const answer = await ask(verdict);
    if (answer !== undefined) decide(verdict, answer, personal);
    if (answer === true) return true;
  }
  const then = verdict.state === "unsafe" ? "--no-config hides this line" : "midiq config trust lets it run";
  process.stderr.write(`midiq: ${plain(config)} is not used: ${plain(verdict.why)}; ${then}\n`);
  return false;
}

/** The user's own configuration needs no question, only that it is the user's alone. */
export function mayRunPersonal(config: string): boolean {
  const shared = sharedWith(config);
  if (shared !== undefined) process.stderr.write(`midiq: ${plain(config)} is not used: ${shared}\n`);
  return shared === undefined;
}

/** @returns undefined where the user gave no answer. */
async function ask({ file, state, closure }: Verdict): Promise<boolean | undefined> {
  const loads = closure ? loadsWords(closure) : "";
  process.stderr.write(
    `${plain(file)} ${state === "new" ? "is new to midiq" : "has changed"}. It is code that runs with your rights` +
      `${loads === "" ? "" : `. It loads ${plain(loads)}`}.\n`,
  );
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  try {
    const answered = new AbortController();
    lines.on("close", () => answered.abort());
    lines.on("SIGINT", () => process.exit(exits.interrupted));
    const answer = await lines.question("Run it now and later, until it changes? [y/N] ", {
      signal: answered.signal,
    });
    return /^y(?:es)?$/i.test(answer.trim());
  } catch {
    process.stderr.write("\n");
    return undefined;
  } finally {
    lines.close();
  }
}
