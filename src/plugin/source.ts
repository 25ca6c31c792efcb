/** Sources of a plugin: where files come from, by an address of its own: `list:songs.m3u`. */
import type { z } from "zod";
import type { Source } from "../pipeline/stage.ts";
import type { Found } from "../sources/source.ts";
import { type NoOptions, noOptions } from "./no-options.ts";

/** A source of files. */
export interface SourceExtension<Id extends string = string, Options extends z.ZodType = z.ZodType> {
  readonly kind: "source";
  /** What stands before the colon of an address: `list` of `list:songs.m3u`. */
  readonly id: Id;
  readonly description: string;
  readonly options: Options;
  /** Opens an address, the part after the colon. It throws only for what the person who typed it can mend. */
  readonly run: (address: string, options: z.output<Options>) => Source<Found>;
}

/** Any source, whatever its options; `run` is a method so that it compares bivariantly. */
export interface AnySource extends Omit<SourceExtension, "run"> {
  run(address: string, options: unknown): Source<Found>;
}

/**
 * Declares a source.
 *
 * @example
 * import { readFileSync } from "node:fs";
 * const list = defineSource({ id: "list", description: "the files that a text file names, one a line" })
 *   .run((file) => async function* (run) {
 *     for (const path of readFileSync(file, "utf8").split("\n").filter(Boolean)) yield* scan(path)(run);
 *   });
 */
export function defineSource<const Id extends string, Options extends z.ZodType = NoOptions>(declared: {
  readonly id: Id;
  readonly description: string;
  readonly options?: Options;
}): { readonly run: (run: SourceExtension<Id, Options>["run"]) => SourceExtension<Id, Options> } {
  const options = (declared.options ?? noOptions) as Options;
  return { run: (run) => ({ kind: "source", ...declared, options, run }) };
}
