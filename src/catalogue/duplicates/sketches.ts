/**
 * Sketches: MinHashes cut to 8 bits a slot (b-bit minwise hashing, Li and König 2010), 128 bytes a song, so that those of a
 * million songs are in memory together. Two different slots are taken for equal once in 256 times.
 */
import { leastResemblance } from "../../../dsl/mod.ts";
import { sortedOrder } from "../../midi/radix.ts";

const slots = 128;
/**
 * Slots of a band. Songs that resemble each other by s share one of the bands with a chance of 1 - (1 - s^2)^64: 93 % at 0.2,
 * all but certain from 0.3 on. Strangers meet in a band once in 65,536 times.
 */
const bandSlots = 2;
const bands = slots / bandSlots;
/** In a run of songs with the same band each is compared with so many after it, so that no figure that all have costs n². */
const mostNeighbours = 100;
/** Sketches are compared four slots at a time. */
const slotWords = slots / 4;
/** Words that are looked at first, and how many slots have to be equal there: of songs that resemble by 0.2, 99 in 100 have. */
const glanceWords = 8;
const fewestAtGlance = 2;

/** The sketches of those songs that may resemble others. */
export interface Sketches {
  readonly length: number;
  /** Index of the content of each. */
  readonly contents: Int32Array;
  /** The sketch of each content; -1 where it has none. */
  readonly ofContent: Int32Array;
  /** How much two sketches resemble each other, 0 to 1. */
  readonly resemblance: (a: number, b: number) => number;
  /** Whether they resemble each other so much that they are the same music. */
  readonly areSame: (a: number, b: number) => boolean;
  /** A band of some sketches as keys of 16 bits. */
  readonly keys: (band: number, some: Int32Array) => Int32Array;
}

/** Collects sketches. @param most how many contents there may be. */
export function createSketches(most: number): {
  readonly add: (content: number, material: number, minhash: Uint32Array) => void;
  readonly finish: () => Sketches;
} {
  let bytes = new Uint8Array(slots * Math.min(most, 1024));
  const contents = new Int32Array(most);
  const materials = new Uint8Array(most);
  const ofContent = new Int32Array(most).fill(-1);
  let length = 0;
  let words = new Uint32Array(bytes.buffer);
  const equalIn = (a: number, b: number, from: number, to: number): number => {
    let equal = 0;
    for (let x = a * slotWords + from, y = b * slotWords + from; x < a * slotWords + to; x++, y++) {
      const other = (words[x] as number) ^ (words[y] as number);
      // A byte of it is zero, which is rare: then they are counted.
      if (((other - 0x01010101) & ~other & 0x80808080) === 0) continue;
      if ((other & 0xff) === 0) equal++;
      if ((other & 0xff00) === 0) equal++;
      if ((other & 0xff0000) === 0) equal++;
      if ((other & 0xff000000) === 0) equal++;
    }
    return equal;
  };
  const resemblance = (a: number, b: number): number => equalIn(a, b, 0, slotWords) / slots;
  const areSame = (a: number, b: number): boolean =>
    equalIn(a, b, 0, glanceWords) >= fewestAtGlance &&
    resemblance(a, b) >= leastResemblance(materials[a] as number, materials[b] as number);
  return {
    add: (content, material, minhash) => {
      if ((length + 1) * slots > bytes.length) {
        const grown = new Uint8Array(Math.min(2 * bytes.length, most * slots));
        grown.set(bytes);
        bytes = grown;
        words = new Uint32Array(grown.buffer);
      }
      for (let slot = 0; slot < slots; slot++) {
        const value = minhash[slot] as number;
        // The upper bits of what was filled in say how far it came.
        bytes[length * slots + slot] = value ^ (Math.imul(value >>> 25, 0x9d) & 0xff);
      }
      contents[length] = content;
      materials[length] = material;
      ofContent[content] = length++;
    },
    finish: () => ({
      length,
      contents: contents.subarray(0, length),
      ofContent,
      resemblance,
      areSame,
      keys: (band, some) =>
        some.map((one) => {
          const from = one * slots + band * bandSlots;
          return (bytes[from] as number) | ((bytes[from + 1] as number) << 8);
        }),
    }),
  };
}

/**
 * Tells of pairs that are the same music, not all of them: those whose connection is known already are passed over.
 *
 * @param some the sketches that are compared with each other.
 * @param areJoined whether a pair is connected already.
 * @returns how many runs of one band were so long that not all of their pairs were compared.
 */
export function samePairs(
  sketches: Sketches,
  some: Int32Array,
  areJoined: (a: number, b: number) => boolean,
  join: (a: number, b: number) => void,
): number {
  let cut = 0;
  for (let band = 0; band < bands; band++) {
    const keys = sketches.keys(band, some);
    const order = sortedOrder(keys);
    for (let from = 0, to = 0; from < order.length; from = to) {
      const key = keys[order[from] as number];
      while (to < order.length && keys[order[to] as number] === key) to++;
      if (to - from > mostNeighbours + 1) cut++;
      for (let x = from; x < to; x++) {
        const a = some[order[x] as number] as number;
        for (let y = x + 1; y < Math.min(to, x + 1 + mostNeighbours); y++) {
          const b = some[order[y] as number] as number;
          if (!areJoined(a, b) && sketches.areSame(a, b)) join(a, b);
        }
      }
    }
  }
  return cut;
}
