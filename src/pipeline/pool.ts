/**
 * A segment in several workers. Workers pull batches; the source is read no further ahead than they can take; a worker
 * that hangs or dies is replaced and its items are done again. The order of results is not promised.
 */
import { createBatchSize } from "./batch-size.ts";
import { type Batch, type CrewWorker, startWorker } from "./crew.ts";
import { nothingBeside } from "./extras.ts";
import type { Segment } from "./fuse.ts";
import { createGatherer } from "./gather.ts";
import { heldBytes, ResourceError } from "./memory.ts";
import { redoAfter } from "./redo.ts";
import { pathOf } from "./rejection.ts";
import { add } from "./report.ts";
import type { Running } from "./running.ts";
import type { Done } from "./segment.ts";
import type { Avoided } from "./stage.ts";

/** Batches that a worker holds: one at work, one waiting, so that it never waits for the main thread. */
const heldBatches = 2;
/** Results of this many batches a worker may wait for the consumer before workers get no more. */
const waitingResults = 2;
/** How often deadlines are looked at. */
const watchMilliseconds = 250;
/** A worker that is still at an item this long after a stop is ended; its batch is done when the run goes on. */
const stopMilliseconds = 700;
/** Loading wasm and plugins takes well under a second; what is not ready after this never will be. */
const startMilliseconds = 60_000;
/** Workers that one part (an analyzer) may cost before it is left out for the rest of the run. */
const mostLostToPart = 3;
/** Deaths without an item at work, which mean that set-up itself fails. */
const mostIdleDeaths = 3;

/** Yields a segment's outputs, or, where a sink ends it, what was packed of each batch. */
export async function* runPool(
  items: AsyncIterable<unknown>,
  segment: Segment,
  running: Running,
): AsyncGenerator<unknown> {
  const origin = Date.now();
  const { extras, itemSeconds, memoryBytes, stop } = running;
  const size = createBatchSize(running.batch, running.threads?.areWarm());
  const iterator = items[Symbol.asyncIterator]();
  const crew = new Set<CrewWorker>();
  const results: Done[] = [];
  const redo: Batch[] = [];
  let idleDeaths = 0;
  const lostTo = new Map<string, number>();
  let banned: readonly Avoided[] = [];
  let failure: { readonly error: unknown } | undefined;
  let wake = (): void => {};

  const fail = (error: unknown): void => {
    failure ??= { error };
    wake();
  };
  const lose = (worker: CrewWorker, why: "hung" | "died", reason: string): void => {
    crew.delete(worker);
    if (stop.aborted) return wake();
    const place = worker.place();
    const { part } = place;
    if (part === "" && place.item < 0 && ++idleDeaths > mostIdleDeaths) {
      return fail(new Error(`Cannot keep workers alive: ${reason}`));
    }
    if (part !== "") {
      add(lostTo, part, 1);
      // Which record beside the items it was, nobody knows: they would all be tried in vain.
      const isTooMuch = place.item < 0 || (lostTo.get(part) ?? 0) >= mostLostToPart;
      if (isTooMuch && !banned.some((one) => one.part === part)) {
        const message = `It ${why} ${lostTo.get(part)} times (${reason}), and was switched off for the rest of the run`;
        banned = [...banned, { part, code: "switched-off", message }];
        running.tally.count(`off ${part}`);
      }
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
        done: ({ items }, done) => {
          size.learn(
            items.length,
            done.spent.reduce((all, one) => all + one, 0),
          );
          results.push(done);
          wake();
        },
        failed: fail,
        died: (worker, reason) => lose(worker, "died", reason),
      }),
    );
  };
  const watch = setInterval(() => {
    if (heldBytes() > memoryBytes) return fail(tooMuch(memoryBytes, [...crew], segment));
    for (const worker of crew) {
      if (!worker.ready() && worker.age() > startMilliseconds) {
        return fail(new Error(`Cannot start a worker: not ready after ${startMilliseconds / 1000} s`));
      }
      const place = worker.place();
      const isLate = place.isLate || (place.item >= 0 && place.for >= itemSeconds * 1000);
      if (worker.pending.length === 0 || !isLate) continue;
      worker.end();
      lose(worker, "hung", place.isLate ? "longer than its limit" : `longer than ${itemSeconds} s`);
    }
  }, watchMilliseconds);

  const source = createGatherer(iterator, size, {
    isIdle: () => results.length === 0 && [...crew].some(({ pending }) => pending.length === 0),
    onBatch: () => wake(),
    onError: fail,
  });
  const nextBatch = (): Batch | undefined => {
    const again = redo.shift();
    if (again) return again;
    const gathered = source.take();
    return gathered && { ...gathered, beside: nothingBeside };
  };
  const post = (worker: CrewWorker, batch: Batch): void => {
    const beside = segment.write ? extras.take() : nothingBeside;
    worker.post({ ...batch, beside: merge(batch.beside, beside) }, banned);
  };
  const handOut = (): void => {
    if (results.length >= waitingResults * crew.size) return;
    for (let held = 0; held < heldBatches; held++) {
      for (const worker of crew) {
        if (worker.pending.length > held) continue;
        const batch = nextBatch();
        if (batch === undefined) return;
        if (batch.items.length > 0 || extras.size() > 0 || batch.beside !== nothingBeside) post(worker, batch);
      }
    }
  };
  const busy = (): boolean => redo.length > 0 || [...crew].some(({ pending }) => pending.length > 0);

  /** Ends those that are not needed any more. */
  const dismiss = (some: readonly CrewWorker[]): void => {
    for (const worker of some) {
      worker.end();
      crew.delete(worker);
    }
    wake();
  };
  /** Drops what no worker has begun, and waits a moment for what is at work. */
  const halt = (): void => {
    source.drop();
    redo.length = 0;
    for (const worker of crew) worker.halt();
    dismiss([...crew].filter((worker) => !worker.ready() || worker.pending.length === 0));
    late = setTimeout(() => dismiss([...crew]), stopMilliseconds);
  };
  let late: ReturnType<typeof setTimeout> | undefined;

  try {
    stop.addEventListener("abort", halt);
    if (stop.aborted) halt();
    else for (let n = 0; n < running.workers; n++) hire();
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
      source.want();
      if (source.isDone() && !busy()) {
        // Items that were refused while the last batch was on its way still have to reach the sink.
        if (!segment.write || extras.size() === 0 || stop.aborted) return;
        redo.push({ items: [], first: 0, beside: nothingBeside });
        continue;
      }
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
  } finally {
    stop.removeEventListener("abort", halt);
    clearInterval(watch);
    clearTimeout(late);
    source.drop();
    for (const worker of crew) worker.leave();
    // A flow that waits for the source answers `return` only when the source has answered it.
    running.endSource();
    await iterator.return?.();
  }
}

/** Says what was at work longest when memory ran out: it need not be the cause, but mostly is. */
function tooMuch(bytes: number, crew: readonly CrewWorker[], segment: Segment): ResourceError {
  const [worker] = crew.filter(({ pending }) => pending.length > 0).sort((a, b) => b.place().for - a.place().for);
  const place = worker?.place();
  const stage = segment.steps[place?.step ?? 0]?.stage ?? "";
  const item = place && place.item >= 0 ? pathOf(worker?.pending[0]?.items[place.item]) : "";
  const at = `${stage}${place?.part ? ` (${place.part})` : ""}${item ? ` on ${item}` : ""}`;
  return new ResourceError(
    `The run was stopped: it took more than ${Math.round(bytes / 2 ** 20)} MB of memory, in ${at}. What was written is complete`,
  );
}

const merge = (a: Batch["beside"], b: Batch["beside"]): Batch["beside"] =>
  a === nothingBeside ? b : { asides: [...a.asides, ...b.asides], refused: [...a.refused, ...b.refused] };
