/** A segment in this thread: item by item, so that whoever iterates gets each result before the next item is read. */
import { setImmediate } from "node:timers/promises";
import { createBatchSize } from "./batch-size.ts";
import type { Segment } from "./fuse.ts";
import { answerTo, type Running, startHere } from "./running.ts";
import type { Packed } from "./stage.ts";

/**
 * After this many milliseconds of work timers and signals get their turn (Ctrl-C!): steps that never wait would keep
 * them out for good. Progress is told at the same pace.
 */
const turnMilliseconds = 50;
/** What was packed goes to the sink when the source has given nothing for this long. */
const pauseMilliseconds = 200;
const pause: unique symbol = Symbol("pause");

/** Yields a segment's outputs, or, where a sink ends it, what was packed of each batch. */
export async function* runInline(
  items: AsyncIterable<unknown>,
  segment: Segment,
  running: Running,
): AsyncGenerator<unknown> {
  const started = await startHere(segment, running);
  const { extras } = running;
  const size = createBatchSize(running.batch);
  const settle = (): Packed | undefined => {
    const done = started.take();
    outputs = done.outputs;
    size.learn(
      sequence - learnt,
      done.spent.reduce((all, one) => all + one, 0),
    );
    learnt = sequence;
    running.settle(segment, done);
    return done.packed;
  };
  const drain = async (): Promise<void> => {
    const { asides, refused } = extras.take();
    for (const record of asides) await started.aside(record);
    for (const one of refused) started.refused(one);
  };
  let outputs: readonly unknown[] = [];
  let sequence = 0;
  let learnt = 0;
  let held = 0;
  let turn = performance.now();
  try {
    for await (const item of segment.write ? withPauses(items, () => held + extras.size() > 0) : items) {
      if (item === pause) {
        await drain();
        held = 0;
        const packed = settle();
        if (packed) yield packed;
        continue;
      }
      if (segment.write && extras.size() > 0) await drain();
      const pending = started.one(item, { sequence: sequence++, again: false });
      if (pending) await pending;
      const waiting = started.held();
      if (waiting) {
        await answerTo(segment, started.asking, [waiting.id]);
        await waiting.goOn();
      }
      if (!segment.write) {
        settle();
        for (const output of outputs) yield output;
      } else if (++held >= size.now()) {
        held = 0;
        const packed = settle();
        if (packed) yield packed;
      }
      const now = performance.now();
      if (now - turn > turnMilliseconds) {
        await setImmediate();
        turn = performance.now();
      }
    }
    if (segment.write && extras.size() > 0) await drain();
    const packed = settle();
    if (packed) yield packed;
  } finally {
    started.stop();
  }
}

/** The items, and `pause` where the source lets wait while something `isHeld`. */
async function* withPauses(items: AsyncIterable<unknown>, isHeld: () => boolean): AsyncGenerator<unknown> {
  const iterator = items[Symbol.asyncIterator]();
  try {
    for (;;) {
      const coming = iterator.next();
      while (isHeld() && (await isLate(coming))) yield pause;
      const { done, value } = await coming;
      if (done) return;
      yield value;
    }
  } finally {
    await iterator.return?.();
  }
}

/** Whether something lets wait for longer than a pause. */
async function isLate(coming: Promise<unknown>): Promise<boolean> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(resolve, pauseMilliseconds, true);
  });
  try {
    return await Promise.race([late, coming.then(() => false)]);
  } finally {
    clearTimeout(timer);
  }
}
