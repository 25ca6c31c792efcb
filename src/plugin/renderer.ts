/** Renderers of a plugin: forms of the output of a query: `midiq QUERY -o csv`. */
import type { Field } from "./fields.ts";

/** One row as a renderer sees it. */
export interface RenderedRow {
  readonly path: string;
  /** BLAKE3 of the bytes in hex. */
  readonly hash: string;
  readonly copies: number;
  /** Stored values by name of the field; `describeValue(value, field)` gives what people read. */
  readonly values: Readonly<Record<string, unknown>>;
}

/** A form of output. */
export interface Renderer<Id extends string = string> {
  readonly kind: "renderer";
  /** What `-o` calls it. */
  readonly id: Id;
  readonly description: string;
  /** Gives the output in parts, which are written as they are, line ends and all. */
  readonly run: (rows: readonly RenderedRow[], fields: readonly Field[]) => Iterable<string>;
}

/**
 * Declares a renderer.
 *
 * @example
 * const names = defineRenderer({ id: "names", description: "paths in quotes" })
 *   .run((rows) => rows.map(({ path }) => `"${path}"\n`));
 */
export function defineRenderer<const Id extends string>(declared: {
  readonly id: Id;
  readonly description: string;
}): { readonly run: (run: Renderer["run"]) => Renderer<Id> } {
  return { run: (run) => ({ kind: "renderer", ...declared, run }) };
}
