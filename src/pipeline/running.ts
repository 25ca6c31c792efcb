/** A run in progress: what its segments share. */
import type { Extras } from "./extras.ts";
import type { Segment } from "./fuse.ts";
import type { Tally } from "./report.ts";
import { type Done, type Ends, type StartedSegment, startSegment, type Watch } from "./segment.ts";
import type { Each } from "./stage.ts";
import type { Threads } from "./threads.ts";

/** What the segments of one run share. */
export interface Running {
  readonly workers: number;
  /** Items in one batch, at most. */
  readonly batch: number;
  /** Seconds that one item may take in a worker before it counts as hung. */
  readonly itemSeconds: number;
  /** Bytes that the process may hold. */
  readonly memoryBytes: number;
  readonly signal: AbortSignal;
  /** Aborted when the run is to stop: no item is begun any more, what is done still reaches the sink. */
  readonly stop: AbortSignal;
  readonly tally: Tally;
  /** What reaches the sink beside the items. */
  readonly extras: Extras;
  /** Options of each step, as its `prepare` made them for this run. */
  readonly prepared: ReadonlyMap<Each<unknown, unknown>, unknown>;
  readonly endsOf: (segment: Segment) => Ends;
  /** True when a sink follows in a later segment. */
  readonly forwards: (segment: Segment) => boolean;
  /** Adds what a segment did to the report, and hands on what goes beside the items. */
  readonly settle: (segment: Segment, done: Done) => void;
  /** Threads that are kept from run to run. */
  readonly threads?: Threads | undefined;
  /** Ends the source: nobody wants more items. */
  readonly endSource: () => void;
}

const unwatched: Watch = { step: () => {}, part: () => {} };

/** Starts a segment in this thread. */
export const startHere = (segment: Segment, running: Running): Promise<StartedSegment> =>
  startSegment({
    steps: segment.steps.map((step) => ({
      stage: step.stage,
      start: (context) => step.start(running.prepared.get(step), context),
    })),
    ends: running.endsOf(segment),
    forwards: running.forwards(segment),
    signal: running.signal,
    watch: unwatched,
  });

/** Answers what a step of a segment asks; a step whose stage gives no answer goes on as it is. */
export async function answerTo({ steps }: Segment, step: number, ids: readonly bigint[]): Promise<void> {
  await steps[step]?.answer?.(ids);
}

/** Adds what a segment did to a report. */
export function settleInto(tally: Tally, extras: Extras, segment: Segment, done: Done, isLast: boolean): void {
  for (const [name, by] of done.counts) tally.count(name, by);
  for (const rejection of done.rejections) tally.reject(rejection);
  segment.steps.forEach((step, n) => {
    tally.spend(step.stage, (done.spent[n] ?? 0) / 1000);
  });
  for (const [part, seconds] of done.parts) tally.spend(part, seconds);
  if (done.slowest) tally.slow(done.slowest);
  if (isLast && done.through > 0) tally.count("out", done.through);
  if (done.asides.length > 0 || done.refused.length > 0) extras.add(done);
}
