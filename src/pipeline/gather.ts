/** Gathers what a source gives into batches: full ones, and of a slow source what came until it paused. */
import type { BatchSize } from "./batch-size.ts";

/** Items that are worked on together. */
export interface Gathered {
  readonly items: readonly unknown[];
  /** Running number of the first item, from 0; the others follow it. */
  readonly first: number;
}

/** Batches of a source. */
export interface Gatherer {
  /** Goes on reading, unless a batch is waiting already. */
  readonly want: () => void;
  /** The batch that waits, if there is one. */
  readonly take: () => Gathered | undefined;
  /** True when the source has ended and all was taken. */
  readonly isDone: () => boolean;
  /** Drops what was not taken, and ends. */
  readonly drop: () => void;
}

/** Who takes the batches. */
export interface Taker {
  /** True when somebody has nothing to do: what came is handed out as soon as the source pauses. */
  readonly isIdle: () => boolean;
  /** Told that a batch waits, or that the source has ended. */
  readonly onBatch: () => void;
  readonly onError: (error: unknown) => void;
}

/** How often it is seen whether the source pauses; whatever it does, nothing waits longer than so many looks. */
const lookMilliseconds = 50;
const mostLooks = 4;

/** Gathers from an iterator, which is read one batch ahead at most. */
export function createGatherer(iterator: AsyncIterator<unknown>, size: BatchSize, taker: Taker): Gatherer {
  let gathered: unknown[] = [];
  let ready: Gathered | undefined;
  let first = 0;
  let isReading = false;
  let isEnded = false;
  let looks: ReturnType<typeof setTimeout> | undefined;

  const cut = (): void => {
    if (gathered.length === 0 || ready) return;
    ready = { items: gathered, first };
    first += gathered.length;
    gathered = [];
    clearTimeout(looks);
    looks = undefined;
  };
  const look = (before: number, count: number): void => {
    const isDue = gathered.length === before || count >= mostLooks;
    if (isDue && taker.isIdle()) cut();
    if (ready) return taker.onBatch();
    looks = setTimeout(look, lookMilliseconds, gathered.length, count + 1);
  };
  const read = async (): Promise<void> => {
    while (!isEnded && gathered.length < size.now()) {
      const { done, value } = await iterator.next();
      if (isEnded) return;
      if (done) isEnded = true;
      else if (gathered.push(value) === 1) looks ??= setTimeout(look, lookMilliseconds, 1, 1);
    }
    cut();
  };

  return {
    want: () => {
      if (isReading || isEnded || ready) return;
      isReading = true;
      read().then(() => {
        isReading = false;
        taker.onBatch();
      }, taker.onError);
    },
    take: () => {
      const taken = ready;
      ready = undefined;
      // What was read meanwhile fills a batch, or is the last.
      if (taken && !isReading) cut();
      return taken;
    },
    isDone: () => isEnded && !ready && gathered.length === 0,
    drop: () => {
      isEnded = true;
      [ready, gathered] = [undefined, []];
      clearTimeout(looks);
    },
  };
}
