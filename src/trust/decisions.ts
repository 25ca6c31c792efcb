/** What the user decided on configurations: to trust one, to take that back, and which decisions still hold. */
import { existsSync, realpathSync } from "node:fs";
import { AskedError } from "../errors.ts";
import { decide, judge, type Verdict } from "./gate.ts";
import { recallDecisions, rememberDecision } from "./remembered.ts";

/** A decision, and what it means today. */
export interface Decided {
  /** The real path of the configuration. */
  readonly file: string;
  readonly trusted: boolean;
  /** `changed` and `unsafe` do not run, whatever was decided; `gone` is no longer there. */
  readonly state: Verdict["state"] | "gone";
  /** When it was decided, as ISO 8601. */
  readonly at: string;
}

/**
 * Lets a configuration run while it, and the code that it loads, stay as they are.
 *
 * @param personal the user's folder of settings, which keeps the decision.
 * @returns what was judged: the file and all that it loads.
 * @throws AskedError `no-config` where there is no such file, `unsafe-config` where it must not run.
 */
export function trustConfig(config: string, personal: string): Verdict {
  if (!existsSync(config)) throw new AskedError("no-config", `Cannot trust "${config}": there is no such file`);
  const verdict = judge(config, personal);
  if (verdict.state === "unsafe") throw new AskedError("unsafe-config", `Cannot trust "${config}": ${verdict.why}`);
  decide(verdict, true, personal);
  return verdict;
}

/** Forgets what was decided on a configuration, which may be gone: it does not run until somebody trusts it again. */
export function untrustConfig(
  config: string,
  personal: string,
): { readonly file: string; readonly wasDecided: boolean } {
  const file = existsSync(config) ? realpathSync(config) : config;
  const wasDecided = recallDecisions(personal).decisions.has(file);
  if (wasDecided) rememberDecision(personal, file, undefined);
  return { file, wasDecided };
}

/** What was decided, and whether it still holds: each configuration is judged anew, and none is run. */
export function decidedConfigs(personal: string): readonly Decided[] {
  return [...recallDecisions(personal).decisions].map(([file, { trusted, at }]) => ({
    file,
    trusted,
    state: existsSync(file) ? judge(file, personal).state : "gone",
    at,
  }));
}
