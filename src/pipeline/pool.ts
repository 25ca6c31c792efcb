/**
 * A segment in several workers. Workers pull batches; the source is read no further ahead than they can take; a worker
 * that hangs or dies is replaced and its items are done again. The order of results is not promised.
 */
import { type Batch, type CrewWorker, startWorker } from "./crew.ts";
import { nothingBeside } from "./extras.ts";
import type { Segment } from "./fuse.ts";
import { redoAfter } from "./redo.ts";
import type { Running } from "./running.ts";
import type { Done } from "./segment.ts";

/** Batches that a worker holds: one at work, one waiting, so that it never waits for the main thread. */
const heldBatches = 2;
/** Results of this many batches a worker may wait for the consumer before workers get no more. */
const waitingResults = 2;
/** How often deadlines are looked at. */
const watchMilliseconds = 250;
/** Loading wasm and plugins takes well under a second; what is not ready after this never will be. */
const startMilliseconds = 60_000;
/** Deaths without an item at work, which mean that set-up itself fails. */
const mostIdleDeaths = 3;

/** Yields a segment's outputs, or, where a sink ends it, what was packed of each batch. */
export async function* runPool(
  items: AsyncIterable<unknown>,
  segment: Segment,
  running: Running,
): AsyncGenerator<unknown> {
  const origin = Date.now();
  const { batch: size, extras, itemSeconds } = running;
  const iterator = items[Symbol.asyncIterator]();
  const crew = new Set<CrewWorker>();
  const results: Done[] = [];
  const redo: Batch[] = [];
  let next: Batch | undefined;
  let reading: Promise<void> | undefined;
  let sequence = 0;
  let ended = false;
  let idleDeaths = 0;
  let failure: { readonly error: unknown } | undefined;
  let wake = (): void => {};

  const fail = (error: unknown): void => {
    failure ??= { error };
    wake();
  };
  const lose = (worker: CrewWorker, why: "hung" | "died", reason: string): void => {
    crew.delete(worker);
    const place = worker.place();
    if (place.item < 0 && ++idleDeaths > mostIdleDeaths) {
      return fail(new Error(`Cannot keep workers alive: ${reason}`));
    }
    const { batches, rejections } = redoAfter(worker.pending, place, why, reason, segment);
    redo.push(...batches);
    for (const refused of rejections) {
      running.tally.reject(refused.rejection);
      extras.add({ asides: [], refused: [refused] });
    }
    hire();
    wake();
  };
  const hire = (): void => {
    crew.add(
      startWorker(segment, running, origin, {
        done: (_worker, done) => {
          results.push(done);
          wake();
        },
        failed: fail,
        died: (worker, reason) => lose(worker, "died", reason),
      }),
    );
  };
  const watch = setInterval(() => {
    for (const worker of crew) {
      if (!worker.ready() && worker.age() > startMilliseconds) {
        return fail(new Error(`Cannot start a worker: not ready after ${startMilliseconds / 1000} s`));
      }
      const place = worker.place();
      if (worker.pending.length === 0 || place.item < 0 || place.for < itemSeconds * 1000) continue;
      worker.end();
      lose(worker, "hung", `longer than ${itemSeconds} s`);
    }
  }, watchMilliseconds);

  /** Reads one batch from the source. */
  const read = async (): Promise<void> => {
    const read: unknown[] = [];
    while (read.length < size) {
      const { done, value } = await iterator.next();
      if (done) {
        ended = true;
        break;
      }
      read.push(value);
    }
    next = { items: read, first: sequence, beside: nothingBeside };
    sequence += read.length;
  };
  const post = (worker: CrewWorker, batch: Batch): void => {
    const beside = segment.write ? extras.take() : nothingBeside;
    worker.post({ ...batch, beside: merge(batch.beside, beside) });
  };
  const handOut = (): void => {
    if (results.length >= waitingResults * crew.size) return;
    for (let held = 0; held < heldBatches; held++) {
      for (const worker of crew) {
        if (worker.pending.length > held) continue;
        const batch = redo.shift() ?? next;
        if (batch === undefined) return;
        if (batch === next) next = undefined;
        if (batch.items.length > 0 || extras.size() > 0 || batch.beside !== nothingBeside) post(worker, batch);
      }
    }
  };
  const busy = (): boolean => redo.length > 0 || [...crew].some(({ pending }) => pending.length > 0);

  for (let n = 0; n < running.workers; n++) hire();
  try {
    for (;;) {
      if (failure) throw failure.error;
      handOut();
      const done = results.shift();
      if (done) {
        running.settle(segment, done);
        if (done.packed) yield done.packed;
        else for (const output of done.outputs) yield output;
        continue;
      }
      if (next === undefined && !ended && !reading) {
        reading = read().then(
          () => {
            reading = undefined;
            wake();
          },
          (error) => fail(error),
        );
      } else if (ended && next === undefined && !busy()) {
        // Items that were refused while the last batch was on its way still have to reach the sink.
        if (!segment.write || extras.size() === 0) return;
        next = { items: [], first: sequence, beside: nothingBeside };
        continue;
      }
      if (results.length > 0 || failure) continue;
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
  } finally {
    clearInterval(watch);
    for (const worker of crew) worker.end();
    // A flow that waits for the source answers `return` only when the source has answered it.
    running.endSource();
    await iterator.return?.();
  }
}

const merge = (a: Batch["beside"], b: Batch["beside"]): Batch["beside"] =>
  a === nothingBeside ? b : { asides: [...a.asides, ...b.asides], refused: [...a.refused, ...b.refused] };
