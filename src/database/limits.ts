/** Limits of a reading: it can be canceled, and held to a time. What is asked after it finds the session as it was. */
import { StoreError } from "./error.ts";

/** How long somebody waits for an answer. */
export interface ReadLimits {
  /** Aborted when nobody waits for the answer any more. */
  readonly signal?: AbortSignal | undefined;
  /** Milliseconds for all that one call asks. */
  readonly within?: number | undefined;
}

/** Limits of a call that has begun. */
export interface Deadline extends ReadLimits {
  /** Milliseconds of the clock of `performance.now()`. */
  readonly until: number;
}

/** Begins to count; undefined where there is no limit. */
export function deadlineOf({ signal, within }: ReadLimits = {}): Deadline | undefined {
  if (signal === undefined && within === undefined) return undefined;
  return { signal, within, until: performance.now() + (within ?? Number.POSITIVE_INFINITY) };
}

/** Why a reading is over before its answer; undefined while it is not. */
function overBy({ signal, within, until }: Deadline): StoreError | undefined {
  if (signal?.aborted) return new StoreError("canceled", "The reading was canceled", signal.reason);
  if (performance.now() < until) return undefined;
  return new StoreError("timed-out", `There is no answer within ${within} ms: ask for less, or give it more time`);
}

/**
 * Waits for some work no longer than the limits let it.
 *
 * @throws StoreError `canceled`, `timed-out`; the work may go on for a while, unheard.
 */
export function heldTo<T>(deadline: Deadline, work: () => Promise<T>): Promise<T> {
  const { signal, until } = deadline;
  return new Promise<T>((done, failed) => {
    const over = overBy(deadline);
    if (over) return failed(over);
    const end = (): void => failed(overBy(deadline));
    // A timer may come a little early.
    const timer = Number.isFinite(until) ? setTimeout(end, Math.ceil(until - performance.now()) + 1) : undefined;
    signal?.addEventListener("abort", end, { once: true });
    work()
      .then(
        (answer) => {
          // Where the engine works in this thread, neither timer nor signal is heard before its answer.
          const late = overBy(deadline);
          if (late) failed(late);
          else done(answer);
        },
        (error) => failed(overBy(deadline) ?? error),
      )
      .finally(() => {
        clearTimeout(timer);
        signal?.removeEventListener("abort", end);
      });
  });
}
