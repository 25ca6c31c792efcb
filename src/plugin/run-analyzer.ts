/** Runs one analyzer on one song; whatever it does wrong costs only its own fields. */
import type { Song } from "../midi/song.ts";
import type { AnalyzerFailure } from "./records.ts";
import type { Registered } from "./registry.ts";

/** What came of it: the values of its schema, or why there are none. */
export type Outcome = { readonly output: Readonly<Record<string, unknown>> } | { readonly failure: AnalyzerFailure };

/** Longest text of a value: more is a mistake, and would fill rows that every query reads. */
const longestText = 1_000_000;

/** A failure of an analyzer or a tagger. */
export const failureOf = (
  { id, version }: { readonly id: string; readonly version: number },
  code: string,
  message: string,
): AnalyzerFailure => ({ analyzer: id, version, code, message: message.slice(0, 1000) });

/** A failure made of what was thrown: the error's own code, or `threw`. */
export function failureThrown(by: { readonly id: string; readonly version: number }, error: unknown): AnalyzerFailure {
  const { code, message } = (error ?? {}) as { readonly code?: unknown; readonly message?: unknown };
  return failureOf(
    by,
    typeof code === "string" ? code : "threw",
    typeof message === "string" ? message : String(error),
  );
}

/**
 * Runs an analyzer.
 *
 * @param features what the analyzers before it gave, for what it needs.
 * @param isChecked whether its output is held to its schema: a stranger's is, on every file.
 */
export function runAnalyzer(
  { analyzer, needs, options }: Registered,
  song: Song,
  features: Readonly<Record<string, unknown>>,
  isChecked: boolean,
): Outcome {
  try {
    const needed: Record<string, unknown> = {};
    for (const [name, feature] of needs) needed[name] = features[feature] ?? null;
    const output = analyzer.run(song, options, needed);
    if (!isChecked) return { output };
    const read = analyzer.output.safeParse(output);
    if (!read.success) {
      const [issue] = read.error.issues;
      return {
        failure: failureOf(analyzer, "bad-output", `${issue?.path.join(".") ?? ""}: ${issue?.message ?? "no output"}`),
      };
    }
    for (const [property, value] of Object.entries(read.data)) {
      if (typeof value === "string" && value.length > longestText)
        return { failure: failureOf(analyzer, "bad-output", `${property}: a text of ${value.length} letters`) };
    }
    return { output: read.data };
  } catch (error) {
    return { failure: failureThrown(analyzer, error) };
  }
}
