/** What we and the process of isolated plugins say to each other. */
import type { ParseOptions } from "../midi/limits.ts";
import type { AnalyzerFailure } from "../plugin/records.ts";
import type { PluginReferences } from "../plugin/references.ts";
import type { Tag } from "../plugin/tagger.ts";

/** The first message: which plugins. */
export interface Begin {
  readonly plugins: PluginReferences;
}

/** Analyze the bytes that follow. */
export interface AnalyzeRequest {
  readonly type: "analyze";
  /** Ids of the analyzers that are to run, in order. */
  readonly ids: readonly string[];
  /** What those before them gave. */
  readonly features: Readonly<Record<string, unknown>>;
  readonly parse: ParseOptions;
}

/** Tag something. */
export interface TagRequest {
  readonly type: "tag";
  /** Ids of taggers with what each looks at. */
  readonly taggers: readonly (readonly [id: string, input: unknown])[];
}

/** What came of one analyzer or tagger. */
export type One =
  | { readonly id: string; readonly output: Readonly<Record<string, unknown>> }
  | { readonly id: string; readonly tags: readonly Tag[] }
  | { readonly id: string; readonly failure: AnalyzerFailure };

/** What the process answers, in order. */
export type Answer =
  | { readonly type: "ready" }
  /** A plugin could not be loaded. */
  | { readonly type: "failed"; readonly message: string }
  /** It begins with an analyzer or a tagger. */
  | { readonly type: "at"; readonly id: string }
  | { readonly type: "one"; readonly one: One }
  | { readonly type: "done" };
