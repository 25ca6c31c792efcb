/** Sinks of a plugin: where analyzed files go beside a catalogue: `jsonl:out.jsonl`. */
import type { z } from "zod";
import type { Rejection } from "../pipeline/rejection.ts";
import type { Field } from "./fields.ts";
import { type NoOptions, noOptions } from "./no-options.ts";
import type { Tagged } from "./records.ts";

/** The end of a sink that is open, in the thread of the pipeline. */
export interface OpenSink {
  /** Takes what was packed of one file; files come in any order. */
  readonly write: (part: Uint8Array) => void | Promise<void>;
  /** Called once, after the last file. @param isWhole false when the run failed before its end. */
  readonly end: (isWhole: boolean) => void | Promise<void>;
}

/** The two halves of a sink: files are packed where they were analyzed, in workers, and written in one place. */
export interface SinkHalves<Options> {
  /** What is kept of one file; undefined for nothing. */
  readonly pack: (file: Tagged, fields: readonly Field[], options: Options) => string | Uint8Array | undefined;
  /** The same for a file that was refused; nothing unless said. */
  readonly refuse?: (rejection: Rejection, options: Options) => string | Uint8Array | undefined;
  readonly open: (address: string, options: Options) => OpenSink | Promise<OpenSink>;
}

/** A sink for files. */
export interface SinkExtension<Id extends string = string, Options extends z.ZodType = z.ZodType>
  extends SinkHalves<z.output<Options>> {
  readonly kind: "sink";
  /** What stands before the colon of an address: `jsonl` of `jsonl:out.jsonl`. */
  readonly id: Id;
  readonly description: string;
  readonly options: Options;
}

/** Any sink, whatever its options; methods compare bivariantly. */
export interface AnySink extends Omit<SinkExtension, "pack" | "refuse" | "open"> {
  pack(file: Tagged, fields: readonly Field[], options: unknown): string | Uint8Array | undefined;
  refuse?(rejection: Rejection, options: unknown): string | Uint8Array | undefined;
  open(address: string, options: unknown): OpenSink | Promise<OpenSink>;
}

/**
 * Declares a sink.
 *
 * @example
 * import { closeSync, openSync, writeSync } from "node:fs";
 * const paths = defineSink({ id: "paths", description: "a path a line" }).run({
 *   pack: (file) => `${file.path}\n`,
 *   open: (address) => {
 *     const out = openSync(address, "w");
 *     return { write: (part) => void writeSync(out, part), end: () => closeSync(out) };
 *   },
 * });
 */
export function defineSink<const Id extends string, Options extends z.ZodType = NoOptions>(declared: {
  readonly id: Id;
  readonly description: string;
  readonly options?: Options;
}): { readonly run: (halves: SinkHalves<z.output<Options>>) => SinkExtension<Id, Options> } {
  const options = (declared.options ?? noOptions) as Options;
  return { run: (halves) => ({ kind: "sink", ...declared, options, ...halves }) };
}
