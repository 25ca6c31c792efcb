/** A pipeline: a source and the stages after it, checked by the compiler, run here or in workers. */
import { execute, type RunOptions } from "./execute.ts";
import type { AnyStage } from "./fuse.ts";
import type { AnyJoined, Joined, LastOf } from "./joined.ts";
import type { Report } from "./report.ts";
import type { Each, Flow, Sink, Source } from "./stage.ts";

export type { RunOptions } from "./execute.ts";

/** A pipeline whose last stage gives `Out`. It may be run several times; each run begins afresh. */
export interface Pipeline<Out> extends AsyncIterable<Out> {
  /** Runs to the end and says what happened. Outputs that no sink takes are counted and dropped. */
  readonly run: (options?: RunOptions) => Promise<Report>;
  /** The outputs one by one; leaving the loop ends the run. Without options everything happens in this thread. */
  readonly items: (options?: RunOptions) => AsyncGenerator<Out, void>;
}

/** A stage from `In` to `Out`. */
type Stage<In, Out> = Each<In, Out> | Flow<In, Out>;

/**
 * Puts stages in a row. Neighbouring `Each` stages run fused, in workers when `workers` is above 0; flows and the sink
 * run in this thread. Stages in an order that does not fit do not compile: the message names the stage. After more than four
 * of them a function that `map`, `filter` or `tap` is given says the type of what it takes.
 *
 * @example
 * const report = await pipeline(scan("midi"), hash(), parse(), analyze(core), tag(core), store(db)).run({ workers: 2 });
 */
export function pipeline<A>(source: Source<A>): Pipeline<A>;
export function pipeline<A>(source: Source<A>, sink: Sink<A>): Pipeline<never>;
export function pipeline<A, B>(source: Source<A>, a: Stage<A, B>): Pipeline<B>;
export function pipeline<A, B>(source: Source<A>, a: Stage<A, B>, sink: Sink<B>): Pipeline<never>;
export function pipeline<A, B, C>(source: Source<A>, a: Stage<A, B>, b: Stage<B, C>): Pipeline<C>;
export function pipeline<A, B, C>(source: Source<A>, a: Stage<A, B>, b: Stage<B, C>, sink: Sink<C>): Pipeline<never>;
export function pipeline<A, B, C, D>(source: Source<A>, a: Stage<A, B>, b: Stage<B, C>, c: Stage<C, D>): Pipeline<D>;
export function pipeline<A, B, C, D>(
  source: Source<A>,
  a: Stage<A, B>,
  b: Stage<B, C>,
  c: Stage<C, D>,
  sink: Sink<D>,
): Pipeline<never>;
export function pipeline<A, const Stages extends readonly AnyJoined[]>(
  source: Source<A>,
  ...stages: Joined<A, Stages> extends Stages ? Stages : Joined<A, Stages>
): Pipeline<LastOf<A, Stages>>;
export function pipeline(source: Source<unknown>, ...stages: readonly unknown[]): Pipeline<unknown> {
  const all = stages as readonly AnyStage[];
  const items = (options: RunOptions = {}): AsyncGenerator<unknown, void> =>
    execute(source, all, { workers: 0, ...options }, true).outputs();
  return {
    run: async (options = {}) => {
      const running = execute(source, all, options, false);
      for await (const _ of running.outputs());
      return running.report();
    },
    items,
    [Symbol.asyncIterator]: () => items(),
  };
}
