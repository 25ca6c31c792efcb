/**
 * Claims: a set of 63-bit ids shared by all threads, so that of many items with one id exactly one is worked on.
 * Open addressing in one growable SharedArrayBuffer. It grows by generations, each twice the last: slots never move,
 * so no thread ever waits for another.
 */

// Header, as int64: [0] generations in use; [1 + g] ids held by generation g. Then the generations' slots.
const headerWords = 64;
const firstCapacity = 1 << 16;
/** Ids and owners: two words a slot. */
const slotWords = 2;
/** Linear probing stays short below this share of taken slots (Knuth, TAOCP 6.4). */
const fullest = 0.6;
/** Reserved address space, not memory: room for some 80 million ids. */
const maxByteLength = 2 ** 32 - 2 ** 16;
/** Owner of an id that was known before the run. */
const knownOwner = -1n;

const capacityOf = (generation: number): number => firstCapacity * 2 ** generation;
const baseOf = (generation: number): number => headerWords + slotWords * firstCapacity * (2 ** generation - 1);
const bytesOf = (generations: number): number => baseOf(generations) * 8;

/** One thread's view of the shared claims. */
export interface Claims {
  /** The memory to hand to other threads. */
  readonly memory: SharedArrayBuffer;
  /** Marks an id as known before the run, unless an item of the run has claimed it. */
  readonly know: (id: bigint) => void;
  /** Claims an id for an item: true for the first item that asks, and for the same item when it is done again. */
  readonly claim: (id: bigint, sequence: number) => "first" | "copy" | "known";
}

/** New shared memory for claims. */
export function createClaims(): SharedArrayBuffer {
  const memory = new SharedArrayBuffer(bytesOf(1), { maxByteLength });
  new BigInt64Array(memory)[0] = 1n;
  return memory;
}

/** Opens shared claims in this thread. */
export function openClaims(memory: SharedArrayBuffer): Claims {
  // Length-tracking: it sees the memory grow.
  const words = new BigInt64Array(memory);

  const addGeneration = (count: number): void => {
    // Several threads may come here at once; all ask for the same size and the same count.
    if (memory.byteLength < bytesOf(count + 1)) memory.grow(bytesOf(count + 1));
    Atomics.compareExchange(words, 0, BigInt(count), BigInt(count + 1));
  };

  /** Finds the id's slot, or takes one for it: the index of its owner word, negative when it was taken now. */
  const seek = (id: bigint): number => {
    // Ids are the start of a cryptographic hash: their low bits are as good as any hash of them.
    const spread = Number(id & 0x7fffffffn);
    for (let generation = 0; ; generation++) {
      const capacity = capacityOf(generation);
      const base = baseOf(generation);
      let slot = spread & (capacity - 1);
      for (;;) {
        const at = base + slot * slotWords;
        let there = Atomics.load(words, at);
        if (there === 0n) {
          const count = Number(Atomics.load(words, 0));
          if (generation < count - 1) break;
          if (Number(Atomics.load(words, 1 + generation)) >= capacity * fullest) {
            addGeneration(count);
            break;
          }
          there = Atomics.compareExchange(words, at, 0n, id);
          if (there === 0n) {
            Atomics.add(words, 1 + generation, 1n);
            return -(at + 1);
          }
        }
        if (there === id) return at + 1;
        slot = (slot + 1) & (capacity - 1);
      }
    }
  };

  return {
    memory,
    know: (id) => {
      const owner = seek(id);
      if (owner < 0) Atomics.store(words, -owner, knownOwner);
    },
    claim: (id, sequence) => {
      const mine = BigInt(sequence) + 1n;
      const owner = seek(id);
      if (owner < 0) {
        Atomics.store(words, -owner, mine);
        return "first";
      }
      const theirs = Atomics.load(words, owner);
      return theirs === mine ? "first" : theirs === knownOwner ? "known" : "copy";
    },
  };
}
