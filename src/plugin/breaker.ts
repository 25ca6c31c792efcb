/** The circuit breaker: what fails on most files is switched off for the rest of a run, so that it costs no more time. */

/** Files after which it is known that a failure is the rule. */
const leastFiles = 100;
/** Share of failures from which it is. */
const mostFailing = 0.5;

/** Counts how often each analyzer and tagger fails in this thread. */
export interface Breaker {
  readonly isOff: (id: string) => boolean;
  /** Notes one file; true when this failure was the one too many. */
  readonly note: (id: string, failed: boolean) => boolean;
}

/** A breaker for one run in one thread. */
export function createBreaker(): Breaker {
  const tallies = new Map<string, { files: number; failed: number }>();
  const off = new Set<string>();
  return {
    isOff: (id) => off.has(id),
    note: (id, failed) => {
      const tally = tallies.get(id) ?? { files: 0, failed: 0 };
      tallies.set(id, tally);
      tally.files++;
      if (failed) tally.failed++;
      if (!failed || off.has(id) || tally.files < leastFiles || tally.failed <= mostFailing * tally.files) return false;
      off.add(id);
      return true;
    },
  };
}
