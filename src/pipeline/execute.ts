/** One run of a pipeline: prepares the stages, joins source, segments and flows, and keeps the report. */
import { createExtras } from "./extras.ts";
import { type AnyStage, fuse, type Segment } from "./fuse.ts";
import { runInline } from "./inline.ts";
import { createIntake } from "./intake.ts";
import { refuseWhileLoading } from "./loading.ts";
import { memoryLimit } from "./memory.ts";
import { runPool } from "./pool.ts";
import type { Rejection } from "./rejection.ts";
import { createTally, type Report } from "./report.ts";
import { type Running, settleInto } from "./running.ts";
import type { Each, Packed, Run, Source } from "./stage.ts";
import type { Threads } from "./threads.ts";

/** How a pipeline is run. */
export interface RunOptions {
  /** Threads that run the segments; 0 (the default) runs them in this one. */
  readonly workers?: number;
  /** Items in one batch, at most; batches are smaller where items take long. */
  readonly batch?: number;
  /** Stops the run between two items of each thread: what is done is written, and the report counts `cancelled`. */
  readonly signal?: AbortSignal;
  /** Called some ten times a second with the report so far. */
  readonly onProgress?: (report: Report) => void;
  /** Called for each rejected item; `isKnown` as the option of that name says. */
  readonly onRejected?: (rejection: Rejection, isKnown: boolean) => void;
  /** True for what an earlier run has told already: it is counted as `rejected before`, and not among the rejected. */
  readonly isKnown?: (rejection: Rejection) => boolean;
  /** Seconds that one item may take in a worker before it counts as hung; 30 by default. */
  readonly itemSeconds?: number;
  /** Threads that are kept from run to run, for many short runs; each has its own unless said. */
  readonly threads?: Threads;
  /** Bytes that the whole process may hold while workers run; more ends the run. Most of what is free unless said. */
  readonly memoryBytes?: number;
}

const defaultBatch = 256;
/** Seconds that one item may take in a worker unless an option says otherwise. */
export const defaultItemSeconds = 30;
const progressMilliseconds = 100;

/** A run: its outputs have to be drawn for it to go on. */
export interface Execution {
  readonly outputs: () => AsyncGenerator<unknown, void>;
  readonly report: () => Report;
}

/**
 * Sets a run up.
 *
 * @throws ResourceError at the end of a run that took too much memory; RangeError for numbers that mean nothing; TypeError when a stage cannot travel to the workers that were
 * asked for, or follows a sink.
 */
export function execute(
  source: Source<unknown>,
  stages: readonly AnyStage[],
  options: RunOptions,
  wanted: boolean,
): Execution {
  refuseWhileLoading("run a pipeline");
  const parts = fuse(stages);
  const segments = parts.filter((part): part is Segment => typeof part !== "function");
  const workers = options.workers ?? 0;
  const bound = segments.flatMap(({ steps }) => steps).find((step) => step.bound !== undefined);
  if (workers > 0 && bound) throw new TypeError(`Cannot run the stage "${bound.stage}" in workers: ${bound.bound}`);

  const { batch = defaultBatch, itemSeconds = defaultItemSeconds } = options;
  if (!Number.isInteger(workers) || workers < 0)
    throw new RangeError(`Cannot run with workers ${workers}: expected 0, 1, 2, ...`);
  if (!Number.isInteger(batch) || batch < 1) throw new RangeError(`Cannot run with batch ${batch}: expected 1, 2, ...`);
  if (!(itemSeconds > 0)) throw new RangeError(`Cannot run with itemSeconds ${itemSeconds}: expected more than 0`);

  const tally = createTally();
  const controller = new AbortController();
  const last = parts.at(-1);
  const sink = typeof last === "object" ? last.write : undefined;
  const sinkName = typeof last === "object" ? last.steps.at(-1)?.stage : undefined;
  const extras = createExtras(sink !== undefined);
  let told = Number.NEGATIVE_INFINITY;
  let isComplete = false;
  let later: ReturnType<typeof setTimeout> | undefined;
  const tell = (): void => {
    if (!options.onProgress) return;
    const now = performance.now();
    if (now - told < progressMilliseconds) {
      // A run that pauses has told where it stands.
      later ??= setTimeout(() => {
        later = undefined;
        tell();
      }, progressMilliseconds);
      return;
    }
    told = now;
    options.onProgress(tally.report());
  };
  const reject = (rejection: Rejection): void => {
    const isKnown = options.isKnown?.(rejection) ?? false;
    if (isKnown) tally.count("rejected before");
    else tally.reject(rejection);
    options.onRejected?.(rejection, isKnown);
  };

  const stopping = options.signal ?? new AbortController().signal;
  const run: Run = {
    signal: controller.signal,
    stop: stopping,
    workers,
    batch,
    count: (name, by) => {
      tally.count(name, by);
      tell();
    },
    aside: (record) => extras.add({ asides: [record], refused: [] }),
    mark: () => {},
    avoids: () => undefined,
    spend: tally.spend,
    report: tally.report,
    reject: (rejection) => {
      reject(rejection);
      extras.add({ asides: [], refused: [{ rejection, item: { path: rejection.path } }] });
    },
  };
  const watched = { ...tally, reject };

  async function* outputs(): AsyncGenerator<unknown, void> {
    const stop = (): void => {
      if (!isComplete) tally.count("cancelled");
      intake.end();
    };
    const prepared = new Map<Each<unknown, unknown>, unknown>();
    for (const { steps } of segments) for (const step of steps) prepared.set(step, await step.prepare());
    const running: Running = {
      workers,
      batch: run.batch,
      itemSeconds,
      memoryBytes: options.memoryBytes ?? memoryLimit(),
      threads: options.threads,
      signal: controller.signal,
      stop: stopping,
      tally: watched,
      extras,
      prepared,
      endsOf: (segment) => (segment.write ? "sink" : wanted || segment !== last ? "items" : "nothing"),
      forwards: (segment) => sink !== undefined && segment !== last,
      settle: (segment, done) => {
        settleInto(watched, extras, segment, done, segment === last);
        tell();
      },
      endSource: () => intake.end(),
    };
    const intake = createIntake(source, run, tally);
    stopping.addEventListener("abort", stop);
    if (stopping.aborted) stop();
    let stream: AsyncIterable<unknown> = intake.items;
    for (const part of parts) {
      if (typeof part === "function") stream = part(stream, run);
      else stream = workers > 0 ? runPool(stream, part, running) : runInline(stream, part, running);
    }
    try {
      if (sink) await sink(timed(stream as AsyncIterable<Packed>), run);
      else yield* counted(stream);
    } finally {
      stopping.removeEventListener("abort", stop);
      clearTimeout(later);
      intake.end();
      controller.abort();
      await intake.closed();
    }
  }

  /** Counts what leaves a pipeline whose last stage is a flow, or that has only a source. */
  async function* counted(stream: AsyncIterable<unknown>): AsyncGenerator<unknown, void> {
    for await (const item of stream) {
      if (typeof last !== "object") tally.count("out");
      tell();
      yield item;
    }
    isComplete = true;
  }

  /** The sink's batches; from the moment when it gets one until it asks for the next, the run waits for it. */
  async function* timed(batches: AsyncIterable<Packed>): AsyncGenerator<Packed> {
    for await (const packed of batches) {
      const began = performance.now();
      yield packed;
      tally.spend(`${sinkName}.wait`, (performance.now() - began) / 1000);
      tell();
    }
    isComplete = true;
  }

  return { outputs, report: tally.report };
}
