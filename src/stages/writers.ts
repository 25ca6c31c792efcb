/** Writers: packed batches go to a store beside the reading, as many at once as the store takes. */

import { joinPacked, type PackedAbout } from "../catalogue/adding/row-set.ts";
import type { Run as CatalogueRun } from "../catalogue/adding/run.ts";
import type { Packed, Run } from "../pipeline/stage.ts";

/** Files that are written in one transaction: a content in 2,000 costs the store a quarter less than one in 256. */
const mostJoined = 2048;
/** How long a batch waits for others. */
const patienceMilliseconds = 1000;

/** Takes batches and writes them. */
export interface Writers {
  /** Hands a batch over; waits while the store is too far behind. @throws what an earlier batch failed with. */
  readonly take: (packed: Packed) => Promise<void>;
  /** Writes what waits still, and waits until all is written. @throws what a batch failed with. */
  readonly end: () => Promise<void>;
}

const itemsIn = ({ about }: Packed): number => (about as PackedAbout).items;

/** Writers of a run of a catalogue. Their time goes to the report as `store.write`; `settled` counts the files that the store has taken. */
export function createWriters(adding: CatalogueRun, run: Run, onWritten: () => void): Writers {
  const writing = new Set<Promise<void>>();
  let waiting: Packed[] = [];
  let items = 0;
  let failure: { readonly error: unknown } | undefined;
  // What came first is not kept waiting: somebody may be looking, or stop the run soon.
  let isLate = true;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const write = async (packed: Packed): Promise<void> => {
    const began = performance.now();
    try {
      const { counts, rejected } = await adding.write(packed);
      for (const [name, count] of Object.entries(counts)) if (count > 0) run.count(name, count);
      run.count("settled", itemsIn(packed));
      onWritten();
      for (const rejection of rejected) run.reject(rejection);
    } catch (error) {
      failure ??= { error };
    }
    run.spend("store.write", (performance.now() - began) / 1000);
  };
  /** Writes what waits where it is enough, or has waited long enough, and the store is free. */
  const begin = (): void => {
    if (waiting.length === 0 || failure || writing.size >= adding.writers) return;
    if (items < mostJoined && !isLate) {
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
    items = 0;
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
      items += itemsIn(packed);
      begin();
      while (items >= mostJoined && !failure) await Promise.race(writing);
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
