/** Whether a configuration may run: it is code, and the folder that it lies in may be a stranger's. */
import { realpathSync } from "node:fs";
import { type Closure, closureOf } from "./closure.ts";
import { sharedWith } from "./ownership.ts";
import { recallDecisions, rememberDecision } from "./remembered.ts";

/** What is known of a configuration before any of it has run. */
export interface Verdict {
  readonly file: string;
  readonly state: "trusted" | "refused" | "new" | "changed" | "unsafe";
  /** Why it may not run, as the end of a sentence; empty where it may. */
  readonly why: string;
  readonly closure?: Closure;
}

/** Looks at a configuration without running it. @param personal the user's folder of settings. */
export function judge(config: string, personal: string): Verdict {
  try {
    const file = realpathSync(config);
    const shared = sharedWith(config);
    if (shared !== undefined) return { file, state: "unsafe", why: shared };
    const closure = closureOf(file);
    for (const one of closure.files) {
      const reason = sharedWith(one);
      if (reason !== undefined) return { file, state: "unsafe", why: `of ${one}, which it loads: ${reason}`, closure };
    }
    if (closure.unknown !== undefined) return { file, state: "unsafe", why: closure.unknown, closure };
    const { decisions, ignored } = recallDecisions(personal);
    const made = decisions.get(file);
    if (made?.hash === closure.hash)
      return made.trusted
        ? { file, state: "trusted", why: "", closure }
        : { file, state: "refused", why: "you refused it", closure };
    if (made?.trusted) return { file, state: "changed", why: "it, or code that it loads, has changed since", closure };
    return { file, state: "new", why: ignored ?? "it is code that you have not trusted yet", closure };
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return { file: config, state: "unsafe", why };
  }
}

/** Remembers what the user decided on a configuration as it is now. */
export function decide({ file, closure }: Verdict, trusted: boolean, personal: string): void {
  if (closure !== undefined)
    rememberDecision(personal, file, { hash: closure.hash, trusted, at: new Date().toISOString() });
}
