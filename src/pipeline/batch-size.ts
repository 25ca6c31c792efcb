/** The size of batches: small at first, so that results come at once; it doubles to the most that a run wants. */

/** A size that follows the pace of a run. */
export interface BatchSize {
  /** Items that the next batch should have. */
  readonly now: () => number;
  /** Told how long a batch took: `milliseconds` of work for `items`. */
  readonly learn: (items: number, milliseconds: number) => void;
}

/** Items of the first batch: a cold thread takes some 10 ms for each, one that is warm less than a third of that. */
const [firstItems, firstWarmItems] = [8, 64];
/**
 * Milliseconds that a batch may take, so that whoever reads the results sees them move. A stop does not wait for it: a worker
 * ends its batch between two items. Smaller batches cost the store and the messages between threads more.
 */
const mostMilliseconds = 2000;

/**
 * A size that begins small and never passes `most`. It at most doubles from one batch to the next.
 *
 * @param isWarm whether the threads have done such work before.
 */
export function createBatchSize(most: number, isWarm = false): BatchSize {
  let size = Math.min(isWarm ? firstWarmItems : firstItems, most);
  return {
    now: () => size,
    learn: (items, milliseconds) => {
      if (items === 0) return;
      const fitting = Math.ceil((items * mostMilliseconds) / Math.max(milliseconds, 0.001));
      size = Math.max(1, Math.min(most, 2 * size, fitting));
    },
  };
}
