/**
 * What a stage is. The engine knows no MIDI: it moves items through steps, in this thread or in workers, counts,
 * rejects, and adds reports up.
 */
import type { Rejection } from "./rejection.ts";
import type { Report } from "./report.ts";

/** Returned by a step to drop an item without rejecting it (a filter, a copy of known content). */
export const skip: unique symbol = Symbol.for("midiq.skip");

/** What a step may use beside its item. */
export interface Context {
  /**
   * Aborted when the run is cancelled. A source stops; a sink goes on until its batches end. A step that throws the
   * signal's reason (a fetch that was given the signal) loses its item, but does not reject it.
   */
  readonly signal: AbortSignal;
  /** Adds to a named count of the report. */
  readonly count: (name: string, by?: number) => void;
  /** Sends a record past the remaining steps to the sink of the segment (a copy of known content, a failure). */
  readonly aside: (record: unknown) => void;
  /**
   * Says which part of a step runs now (an analyzer's id), so that a hang or a crash can be named.
   *
   * @param seconds how long the part may take before it counts as hung; as long as the item unless said.
   */
  readonly mark: (part: string, seconds?: number) => void;
  /** Whether a part is to be left out: on this item, since it hung or crashed on it before, or for the rest of the run. */
  readonly avoids: (part: string) => Avoided | undefined;
  /** Adds seconds to `stage/part` of the report; the step may measure some items and multiply. */
  readonly spend: (part: string, seconds: number) => void;
}

/** What a flow may use: a context, and how the run was set up. */
export interface Run extends Context {
  readonly workers: number;
  /** Items in one batch, at most. */
  readonly batch: number;
  /** Aborted when the run is to stop soon: a sink leaves what the next run can do as well (making indexes). */
  readonly stop: AbortSignal;
  readonly reject: (rejection: Rejection) => void;
  /** The report so far. */
  readonly report: () => Report;
}

/** Which item of the run a step works on. */
export interface Item {
  /** Running number of the item in its run, from 0. */
  readonly sequence: number;
  /** True when the item is done again after its worker died. */
  readonly again: boolean;
  /** Parts (analyzers) to leave out: they hung or crashed when the item was done before. */
  readonly avoid?: readonly Avoided[];
}

/** A part of a step that is left out, and why. */
export interface Avoided {
  readonly part: string;
  readonly code: "hung" | "killed" | "switched-off";
  readonly message: string;
}

/** Buffers made by a step out of a batch, moved (not copied) to the thread of the sink. */
export interface Packed {
  readonly buffers: readonly Uint8Array[];
  /** Small cloneable facts beside the buffers. */
  readonly about: unknown;
}

/** What a step asks about an item before it works on it. */
export interface Question {
  readonly id: bigint;
  /** Bytes that the item holds while it waits. */
  readonly bytes: number;
}

/** One started stage in one thread. */
export interface Step<In, Out> {
  /** What is asked about an item: the questions of a batch go to the stage's `answer` together, and the items wait for it. */
  readonly asks?: ((item: In) => Question) | undefined;
  /** Works on one item. A throw rejects the item: `code` and `offset` of the error are kept, the stage is added. */
  readonly each: (item: In, at: Item) => Out | typeof skip | Promise<Out | typeof skip>;
  /**
   * Sees each record that an earlier step of the segment sent aside, and returns what goes on: steps without it let
   * the record pass. A sink's step is where records end.
   */
  readonly aside?: (record: unknown) => unknown;
  /** Takes an item that was rejected, as far as it came. Only a sink's step has it. */
  readonly rejected?: (rejection: Rejection, item: unknown) => void;
  /** Called once a batch: what was packed since the last call. */
  readonly flush?: () => Packed | undefined;
  readonly stop?: () => void;
}

/** Starts a step from options that can be cloned to a worker; it may load wasm or plugins. */
export type Start<In, Out, Options> = (options: Options, context: Context) => Step<In, Out> | Promise<Step<In, Out>>;

/** A stage that works on one item at a time. Neighbours are fused into one segment, which runs whole in a worker. */
export interface Each<In, Out> {
  readonly kind: "each";
  /** Name of the stage in reports and rejections. */
  readonly stage: string;
  /** URL of the module and name of the export that starts the step in a worker. */
  readonly module: string;
  readonly name: string;
  /** Makes the cloneable options for `start`, afresh at the start of each run, in the thread of the pipeline. */
  readonly prepare: () => unknown | Promise<unknown>;
  readonly start: (options: unknown, context: Context) => Step<In, Out> | Promise<Step<In, Out>>;
  /** Answers what steps ask, in the thread of the pipeline; the answer goes by memory that `prepare` shared with them. */
  readonly answer?: (ids: readonly bigint[]) => Promise<void>;
  /** Parts that cannot travel to a worker (an analyzer defined inline), said in one line; absent when all can. */
  readonly bound?: string;
}

/** A stage over the whole stream; it runs where the pipeline was started. */
export type Flow<In, Out> = (items: AsyncIterable<In>, run: Run) => AsyncIterable<Out>;

/** Where a pipeline begins. */
export type Source<Out> = (run: Run) => AsyncIterable<Out>;

/** The end of a pipeline in two halves: items are packed where they were made, and written where the store lives. */
export interface Sink<In> {
  readonly kind: "sink";
  readonly pack: Each<In, never>;
  /** Writes packed batches in order of arrival; it ends when the stream ends. */
  readonly write: (batches: AsyncIterable<Packed>, run: Run) => Promise<void>;
}

/**
 * Describes an `Each`: `start` must be exported from `module` under `name`. Options are given as they are, or made by
 * `prepare` at the start of each run (shared memory, a table read from a store).
 */
export function each<In, Out, Options>(
  stage: {
    readonly stage: string;
    readonly module: string;
    readonly name: string;
    readonly start: Start<In, Out, Options>;
    readonly bound?: string;
    readonly answer?: (ids: readonly bigint[]) => Promise<void>;
  } & ({ readonly options: Options } | { readonly prepare: () => Options | Promise<Options> }),
): Each<In, Out> {
  const { stage: name, module, name: exported, start, bound, answer } = stage;
  return {
    kind: "each",
    stage: name,
    module,
    name: exported,
    prepare: "prepare" in stage ? stage.prepare : () => stage.options,
    start: (options, context) => start(options as Options, context),
    ...(bound === undefined ? {} : { bound }),
    ...(answer === undefined ? {} : { answer }),
  };
}
