/** Analyzers: a song in, typed facts out. The output schema is the only declaration of the fields they give. */
import type { z } from "zod";
import type { Song } from "../midi/song.ts";
import { type NoOptions, noOptions } from "./no-options.ts";

/** A reference to one field of an analyzer, which carries its type to whoever needs it. */
export interface FieldRef<Value> {
  readonly analyzer: string;
  readonly property: string;
  /** Never set; it holds the type. */
  readonly type?: Value;
}

/** Fields of other analyzers by the names under which they are wanted. */
export type Needs = Readonly<Record<string, FieldRef<unknown>>>;

/** Types of the needed values. */
export type Needed<Wanted> = { readonly [K in keyof Wanted]: Wanted[K] extends FieldRef<infer Value> ? Value : never };

/** One analyzer. Pure: the same song, options and needed values give the same output on every machine. */
export interface Analyzer<
  Id extends string = string,
  Output extends z.ZodObject = z.ZodObject,
  Options extends z.ZodType = z.ZodType,
  Wanted extends Needs = Needs,
> {
  readonly kind: "analyzer";
  readonly id: Id;
  /** Raised when the output for the same song changes; stored values of an older version are stale. */
  readonly version: number;
  readonly description: string;
  readonly output: Output;
  readonly options: Options;
  /** Fields of other analyzers, which run before this one; when one of them changes, this one is stale too. */
  readonly needs: Wanted;
  /** Seconds that it may take on one file before it counts as hung; the run's own limit unless said. */
  readonly seconds?: number;
  readonly fields: { readonly [K in keyof Output["shape"] & string]: FieldRef<z.output<Output["shape"][K]>> };
  readonly run: (
    song: Song,
    options: z.output<Options>,
    ...needed: keyof Wanted extends never ? readonly [] : readonly [Nullable<Needed<Wanted>>]
  ) => z.output<Output>;
}

/**
 * The type of an analyzer, written out by what it gives: `const tempo: AnalyzerOf<"tempo", TempoFeatures> = ...`. The
 * compiler checks it against the schema. Packages whose types are read file by file need it: JSR, `isolatedDeclarations`.
 */
export type AnalyzerOf<
  Id extends string,
  Features,
  Options extends z.ZodType = NoOptions,
  Wanted extends Needs = Record<never, never>,
> = Analyzer<Id, z.ZodObject<{ readonly [K in keyof Features]: z.ZodType<Features[K]> }>, Options, Wanted>;

/** A needed value is null too where the analyzer that gives it failed. */
type Nullable<Values> = { readonly [K in keyof Values]: Values[K] | null };

/**
 * Any analyzer, whatever its output and options. `run` is a method here on purpose: methods compare bivariantly, so
 * that an analyzer with options of its own still is one.
 */
export interface AnyAnalyzer extends Omit<Analyzer, "run"> {
  run(song: Song, options: unknown, needed?: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>>;
}

/**
 * Declares an analyzer in two steps, so that the types of the output are known before `run` is checked.
 *
 * @example
 * const rests = defineAnalyzer({
 *   id: "rests", version: 1, description: "how much of the song is silent",
 *   output: z.object({ share: z.number().min(0).max(1).nullable() }),
 * }).run((song) => ({ share: song.notes.length === 0 ? null : silence(song) }));
 */
export function defineAnalyzer<
  const Id extends string,
  Output extends z.ZodObject,
  Options extends z.ZodType = NoOptions,
  Wanted extends Needs = Record<never, never>,
>(declared: {
  readonly id: Id;
  readonly version: number;
  readonly description: string;
  readonly output: Output;
  readonly options?: Options;
  readonly needs?: Wanted;
  readonly seconds?: number;
}): { readonly run: (run: Analyzer<Id, Output, Options, Wanted>["run"]) => Analyzer<Id, Output, Options, Wanted> } {
  // Plain JavaScript has no compiler to say so.
  if (typeof declared.output?.shape !== "object")
    throw new TypeError(`Cannot define the analyzer "${declared.id}": its output is not a z.object({ ... })`);
  const fields = Object.fromEntries(
    Object.keys(declared.output.shape).map((property) => [property, { analyzer: declared.id, property }]),
  ) as unknown as Analyzer<Id, Output, Options, Wanted>["fields"];
  const options = (declared.options ?? noOptions) as Options;
  const needs = (declared.needs ?? {}) as Wanted;
  return { run: (run) => ({ kind: "analyzer", ...declared, options, needs, fields, run }) };
}
