/** The intake: draws items from the source, counts them, and can be closed while the source is still thinking. */
import type { Tally } from "./report.ts";
import type { Run, Source } from "./stage.ts";

/** A source that can be ended from outside. */
export interface Intake {
  readonly items: AsyncIterable<unknown>;
  /** Ends the stream at once, even when the source is waiting; tells the source by its signal. */
  readonly end: () => void;
  /** True when the stream was ended before the source was. */
  readonly cut: () => boolean;
  /** Settles when the source has cleaned up after itself. */
  readonly closed: () => Promise<void>;
}

/** Begins a source. `run.signal` is replaced by one that is also aborted when nobody wants more items. */
export function createIntake(source: Source<unknown>, run: Run, tally: Tally): Intake {
  const controller = new AbortController();
  const finished: IteratorResult<unknown> = { done: true, value: undefined };
  let iterator: AsyncIterator<unknown> | undefined;
  let state: "open" | "cut" | "done" = "open";
  let settle: (() => void) | undefined;
  let closing: Promise<unknown> = Promise.resolve();

  const end = (): void => {
    if (state !== "open") return;
    state = "cut";
    controller.abort();
    settle?.();
    // A generator that waits for something runs its `finally` when that comes.
    closing = Promise.resolve(iterator?.return?.()).catch(() => {});
  };

  const next = (): Promise<IteratorResult<unknown>> => {
    if (state !== "open") return Promise.resolve(finished);
    const asked = performance.now();
    return new Promise((resolve, reject) => {
      settle = () => resolve(finished);
      iterator ??= source({ ...run, signal: controller.signal })[Symbol.asyncIterator]();
      iterator.next().then(
        (result) => {
          tally.spend("source", (performance.now() - asked) / 1000);
          settle = undefined;
          if (state !== "open") return resolve(finished);
          if (result.done) state = "done";
          else tally.count("in");
          resolve(result);
        },
        (error) => {
          settle = undefined;
          if (state !== "open") return resolve(finished);
          state = "done";
          reject(error);
        },
      );
    });
  };

  const close = async (): Promise<IteratorResult<unknown>> => {
    end();
    await closing;
    return finished;
  };
  return {
    items: { [Symbol.asyncIterator]: () => ({ next, return: close }) },
    end,
    cut: () => state === "cut",
    closed: async () => void (await closing),
  };
}
