/** What can be undone: each change by hand has a token, and the last ones are kept in memory. */
import { randomBytes } from "node:crypto";
import type { Before } from "../catalogue/marking/before.ts";

/** Changes of one server that can be undone. */
export interface Undos {
  /** Keeps what was said before; null where nothing was remembered. */
  readonly keep: (before: Before | undefined) => string | null;
  /** What was kept under a token, once. */
  readonly take: (token: string) => Before | undefined;
}

/** Changes that are kept, those of 50,000 files among them: some 100 MB at the very most. */
const mostKept = 20;

/** None yet. */
export function undosOf(): Undos {
  const kept = new Map<string, Before>();
  return {
    keep: (before) => {
      if (before === undefined) return null;
      const token = randomBytes(16).toString("hex");
      kept.set(token, before);
      const [oldest] = kept.keys();
      if (kept.size > mostKept && oldest !== undefined) kept.delete(oldest);
      return token;
    },
    take: (token) => {
      const before = kept.get(token);
      kept.delete(token);
      return before;
    },
  };
}
