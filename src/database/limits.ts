/** Limits of a reading: it can be canceled, and held to a time. What is asked after it finds the session as it was. */
import { AskedError } from "../errors.ts";
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

/** A timer of more milliseconds would ring at once. */
const longestTimer = 2 ** 31 - 1;

/**
 * Begins to count; undefined where there is no limit.
 *
 * @throws AskedError `bad-limit` for a time that is none.
 */
export function deadlineOf({ signal, within }: ReadLimits = {}): Deadline | undefined {
  if (signal === undefined && within === undefined) return undefined;
  if (within !== undefined && !(within >= 0))
    throw new AskedError("bad-limit", `Cannot answer within ${within} ms: expected 0 or more`);
  return { signal, within, until: performance.now() + (within ?? Number.POSITIVE_INFINITY) };
}

/** Why a reading is over before its answer; undefined while it is not. */
function overBy({ signal, within, until }: Deadline): StoreError | undefined {
  if (signal?.aborted) return new StoreError("canceled", "The query was canceled", signal.reason);
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
    let timer: ReturnType<typeof setTimeout> | undefined;
    const end = (): void => {
      const why = overBy(deadline);
      if (why) failed(why);
      // A timer may come early.
      else wait();
    };
    const wait = (): void => {
      const left = Math.max(1, Math.ceil(until - performance.now()));
      if (Number.isFinite(until)) timer = setTimeout(end, Math.min(longestTimer, left));
    };
    wait();
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
