/** A segment in this thread: item by item, so that whoever iterates gets each result before the next item is read. */
import { setImmediate } from "node:timers/promises";
import type { Segment } from "./fuse.ts";
import { type Running, startHere } from "./running.ts";
import type { Packed } from "./stage.ts";

/**
 * After this many milliseconds of work timers and signals get their turn (Ctrl-C!): steps that never wait would keep
 * them out for good. Progress is told at the same pace.
 */
const turnMilliseconds = 50;

/** Yields a segment's outputs, or, where a sink ends it, what was packed of each batch. */
export async function* runInline(
  items: AsyncIterable<unknown>,
  segment: Segment,
  running: Running,
): AsyncGenerator<unknown> {
  const started = await startHere(segment, running);
  const { batch, extras } = running;
  const settle = (): Packed | undefined => {
    const done = started.take();
    outputs = done.outputs;
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
  let held = 0;
  let turn = performance.now();
  try {
    for await (const item of items) {
      if (segment.write && extras.size() > 0) await drain();
      const pending = started.one(item, { sequence: sequence++, again: false });
      if (pending) await pending;
      if (!segment.write) {
        settle();
        for (const output of outputs) yield output;
      } else if (++held >= batch) {
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
