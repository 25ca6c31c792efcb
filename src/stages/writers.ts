/** Writers: packed batches go to a store beside the reading, as many at once as the store takes. */
import type { Packed, Run } from "../pipeline/stage.ts";
import { joinPacked } from "../store/row-set.ts";
import type { Store } from "../store/store.ts";

/** Batches that are written in one transaction: a content in 2,000 costs the store a quarter less than one in 256. */
const mostJoined = 8;
/** How long a batch waits for others. */
const patienceMilliseconds = 1000;

/** Takes batches and writes them. */
export interface Writers {
  /** Hands a batch over; waits while the store is too far behind. @throws what an earlier batch failed with. */
  readonly take: (packed: Packed) => Promise<void>;
  /** Writes what waits still, and waits until all is written. @throws what a batch failed with. */
  readonly end: () => Promise<void>;
}

/** Writers to a store; their time goes to the report as `store.write`. */
export function createWriters(db: Store, run: Run): Writers {
  const writing = new Set<Promise<void>>();
  let waiting: Packed[] = [];
  let failure: { readonly error: unknown } | undefined;
  let isLate = false;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const write = async (packed: Packed): Promise<void> => {
    const began = performance.now();
    try {
      const { counts, rejected } = await db.write(packed);
      for (const [name, count] of Object.entries(counts)) if (count > 0) run.count(name, count);
      for (const rejection of rejected) run.reject(rejection);
    } catch (error) {
      failure ??= { error };
    }
    run.spend("store.write", (performance.now() - began) / 1000);
  };
  /** Writes what waits where it is enough, or has waited long enough, and the store is free. */
  const begin = (): void => {
    if (waiting.length === 0 || failure || writing.size >= db.writers) return;
    if (waiting.length < mostJoined && !isLate) {
      timer ??= setTimeout(() => {
        isLate = true;
        begin();
      }, patienceMilliseconds);
      return;
    }
    clearTimeout(timer);
    timer = undefined;
    isLate = false;
    const packed = waiting.length > 1 ? joinPacked(waiting) : (waiting[0] as Packed);
    waiting = [];
    const one = write(packed).then(() => {
      writing.delete(one);
      begin();
    });
    writing.add(one);
  };
  const check = (): void => {
    if (failure) throw failure.error;
  };
  return {
    take: async (packed) => {
      waiting.push(packed);
      begin();
      while (waiting.length >= mostJoined && !failure) await Promise.race(writing);
      check();
    },
    end: async () => {
      isLate = true;
      begin();
      while (writing.size > 0) await Promise.race(writing);
      clearTimeout(timer);
      check();
    },
  };
}
