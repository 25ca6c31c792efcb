/** Types by which the compiler holds every stage of a pipeline, however many, to what the stage before it gives. */
import type { Each, Flow, Sink } from "./stage.ts";

/** Any stage or sink, whatever it takes and gives. */
export type AnyJoined = Each<never, unknown> | Flow<never, unknown> | Sink<never>;

/** Stands where a stage would have to stand: the compiler shows it in its message. */
export interface Misfit<Why extends string, Given, Taken> {
  readonly misfit: Why;
  readonly given: Given;
  readonly taken: Taken;
}

/** A stage that passes on whatever it is given (`take(5)`) has no types of its own where nothing says them: its types are `never` or `unknown`. */
type PassesOn<In, Out> = [In] extends [never]
  ? true
  : unknown extends In
    ? unknown extends Out
      ? true
      : false
    : false;

/** What a stage gives that is given `Given`; a `Misfit` where it does not take that. `Number` counts stages from 1. */
type GivenBy<Stage, Given, Number extends number> =
  Stage extends Each<infer In, infer Out>
    ? Passed<In, Out, Given, Number>
    : Stage extends Flow<infer In, infer Out>
      ? Passed<In, Out, Given, Number>
      : Misfit<`stage ${Number} is no stage`, Given, never>;

type Passed<In, Out, Given, Number extends number> =
  PassesOn<In, Out> extends true
    ? Given
    : [Given] extends [In]
      ? Out
      : Misfit<`stage ${Number} does not take what the one before it gives`, Given, In>;

/** The stages as they must be after a source of `Given`: themselves, up to the first that does not fit. */
export type Joined<
  Given,
  Stages extends readonly unknown[],
  Before extends readonly unknown[] = [1],
> = Stages extends readonly [infer First, ...infer Rest]
  ? First extends Sink<infer In>
    ? Rest extends readonly []
      ? [Given] extends [In]
        ? readonly [First]
        : readonly [
            Misfit<
              `the sink, stage ${Before["length"] & number}, does not take what the one before it gives`,
              Given,
              In
            >,
          ]
      : readonly [Misfit<`stage ${Before["length"] & number} is a sink, and stages come after it`, Given, In>, ...Rest]
    : GivenBy<First, Given, Before["length"] & number> extends infer Next
      ? Next extends Misfit<string, unknown, unknown>
        ? readonly [Next, ...Rest]
        : readonly [First, ...Joined<Next, Rest, readonly [...Before, 1]>]
      : never
  : readonly [];

/** What the last stage gives; never after a sink. */
export type LastOf<Given, Stages extends readonly unknown[]> = Stages extends readonly [infer First, ...infer Rest]
  ? First extends Sink<never>
    ? never
    : LastOf<GivenBy<First, Given, 0>, Rest>
  : Given;
