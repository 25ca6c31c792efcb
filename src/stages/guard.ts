/** What is left out of a file, and what is switched off: the same for analyzers and taggers. */
import type { Context } from "../pipeline/stage.ts";
import { createBreaker } from "../plugin/breaker.ts";
import { isOwn, type Plugin } from "../plugin/plugin.ts";
import type { AnalyzerFailure } from "../plugin/records.ts";
import { failureOf } from "../plugin/run-analyzer.ts";

/** An analyzer or a tagger. */
interface Guarded {
  readonly id: string;
  readonly version: number;
}

/** Keeps what misbehaves from costing more. */
export interface Guard {
  /** Why one is left out on this file; undefined when it may run. */
  readonly leftOut: (one: Guarded) => AnalyzerFailure | undefined;
  /** Counts what came of it: `failed id`, and `off id` when a stranger has failed once too often. */
  readonly note: (one: Guarded, plugin: Plugin, failed: boolean) => void;
}

/** A guard for one step in one thread. */
export function createGuard(context: Context): Guard {
  const breaker = createBreaker();
  return {
    leftOut: (one) => {
      const avoided = context.avoids(one.id);
      if (avoided) return failureOf(one, avoided.code, avoided.message);
      if (!breaker.isOff(one.id)) return undefined;
      return failureOf(one, "switched-off", "It failed on most files, and was switched off for the rest of the run");
    },
    note: ({ id }, plugin, failed) => {
      if (failed) context.count(`failed ${id}`);
      if (!isOwn(plugin) && breaker.note(id, failed)) context.count(`off ${id}`);
    },
  };
}
