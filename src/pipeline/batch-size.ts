/** The size of batches: small at first, then as many items as take a quarter of a second, so that a stop never waits long. */

/** A size that follows the pace of a run. */
export interface BatchSize {
  /** Items that the next batch should have. */
  readonly now: () => number;
  /** Told how long a batch took: `milliseconds` of work for `items`. */
  readonly learn: (items: number, milliseconds: number) => void;
}

/** Milliseconds of work that a batch should hold: a stop waits for less, and 4 messages a second cost nothing. */
const aimedMilliseconds = 250;
/** Items of the first batch: a cold thread takes some 10 ms for each. */
const firstItems = 16;

/** A size that begins small and never passes `most`. It at most doubles from one batch to the next. */
export function createBatchSize(most: number): BatchSize {
  let size = Math.min(firstItems, most);
  return {
    now: () => size,
    learn: (items, milliseconds) => {
      if (items === 0) return;
      const fitting = Math.ceil((items * aimedMilliseconds) / Math.max(milliseconds, 0.001));
      size = Math.max(1, Math.min(most, 2 * size, fitting));
    },
  };
}
