/**
 * A segment in several workers. Workers pull batches; the source is read no further ahead than they can take; a worker
 * that hangs or dies is replaced and its items are done again. The order of results is not promised.
 */
import { type Batch, type CrewWorker, startWorker } from "./crew.ts";
import { nothingBeside } from "./extras.ts";
import type { Segment } from "./fuse.ts";
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
  const { batch: size, extras, itemSeconds, memoryBytes } = running;
  const iterator = items[Symbol.asyncIterator]();
  const crew = new Set<CrewWorker>();
  const results: Done[] = [];
  const redo: Batch[] = [];
  let next: Batch | undefined;
  let reading: Promise<void> | undefined;
  let sequence = 0;
  let ended = false;
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
    if (heldBytes() > memoryBytes) return fail(tooMuch(memoryBytes, [...crew], segment));
    for (const worker of crew) {
      if (!worker.ready() && worker.age() > startMilliseconds) {
        return fail(new Error(`Cannot start a worker: not ready after ${startMilliseconds / 1000} s`));
      }
      const place = worker.place();
      const isLate = place.isLate || (place.item >= 0 && place.for >= itemSeconds * 1000);
      if (worker.pending.length === 0 || !isLate) continue;
      worker.end();
      lose(worker, "hung", place.isLate ? "longer than it may" : `longer than ${itemSeconds} s`);
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
    worker.post({ ...batch, beside: merge(batch.beside, beside) }, banned);
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

/** Says what was at work longest when memory ran out: it need not be the cause, but mostly is. */
function tooMuch(bytes: number, crew: readonly CrewWorker[], segment: Segment): ResourceError {
  const [worker] = crew.filter(({ pending }) => pending.length > 0).sort((a, b) => b.place().for - a.place().for);
  const place = worker?.place();
  const stage = segment.steps[place?.step ?? 0]?.stage ?? "";
  const item = place && place.item >= 0 ? pathOf(worker?.pending[0]?.items[place.item]) : "";
  const at = `${stage}${place?.part ? ` (${place.part})` : ""}${item ? ` on ${item}` : ""}`;
  return new ResourceError(
    `The run was ended: it took more than ${Math.round(bytes / 2 ** 20)} MB of memory, in ${at}. What was written is whole`,
  );
}

const merge = (a: Batch["beside"], b: Batch["beside"]): Batch["beside"] =>
  a === nothingBeside ? b : { asides: [...a.asides, ...b.asides], refused: [...a.refused, ...b.refused] };
