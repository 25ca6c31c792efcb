/** Renderers of a plugin: forms of the output of a query: `midiq QUERY -o names`. */
import type { Field } from "./fields.ts";

/** Where in the music a pattern of the query was found. */
export interface RenderedEvidence {
  readonly field: string;
  /** First and last bar, from 1. */
  readonly bars?: readonly [first: number, last: number];
  readonly found: string;
}

/** One row as a renderer sees it. */
export interface RenderedRow {
  readonly path: string;
  /** BLAKE3 of the bytes in hex. */
  readonly hash: string;
  readonly copies: number;
  /** Stored values by name of the field; `describeValue(value, field)` gives what people read. */
  readonly values: Readonly<Record<string, unknown>>;
  /** How alike it is to the file that the query compares with, 0 to 1. */
  readonly likeness?: number;
  /** Given where `--evidence` asks for it. */
  readonly evidence?: readonly RenderedEvidence[];
}

/** Writes rows that come a page at a time, as text or as bytes. */
export interface RowWriter<Row = RenderedRow> {
  /** What a page becomes; what comes before all rows stands before the first. */
  readonly rows: (page: readonly Row[]) => Iterable<string | Uint8Array>;
  /** What comes after all rows; called once, also when there were none. */
  readonly end: () => Iterable<string | Uint8Array>;
  /** Remarks for the person who asked, after the end: what could not be said in this form. */
  readonly notes?: () => readonly string[];
}

/** A form of output. */
export interface Renderer<Id extends string = string> {
  readonly kind: "renderer";
  /** What `-o` calls it. */
  readonly id: Id;
  readonly description: string;
  /** True for what no terminal can show. */
  readonly binary?: boolean;
  /** Begins an output. */
  readonly open: (fields: readonly Field[]) => RowWriter;
}

/** How a renderer is written: over all rows at once, or over pages. */
export interface RendererSteps<Id extends string> {
  /** Gives the output in parts, which are written as they are, line ends and all; holds all rows in memory. */
  readonly run: (run: (rows: readonly RenderedRow[], fields: readonly Field[]) => Iterable<string>) => Renderer<Id>;
  /** For any number of rows: called once for each output. */
  readonly stream: (open: Renderer["open"]) => Renderer<Id>;
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
  readonly binary?: boolean;
}): RendererSteps<Id> {
  const stream: RendererSteps<Id>["stream"] = (open) => ({ kind: "renderer", ...declared, open });
  return {
    stream,
    run: (run) =>
      stream((fields) => {
        const all: RenderedRow[] = [];
        return {
          rows: (page) => {
            for (const row of page) all.push(row);
            return [];
          },
          end: () => (all.length > 0 ? run(all, fields) : []),
        };
      }),
  };
}
