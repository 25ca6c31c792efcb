/** Files that a query compares with: `like(./ref.mid)`, `dupes(./song.mid, level: notes)`. */
import type { Call } from "../tree/ast.ts";

/** Components of the facets of a song as the catalogue stores them, one byte each, by facet. */
export const facetRanges = {
  harmony: [0, 36],
  rhythm: [36, 104],
  melody: [104, 138],
  instrumentation: [138, 155],
} as const;

/** What two songs may be alike in; `all` is the mean of those that both have. */
export type Facet = keyof typeof facetRanges | "all";

/** Words for the facets. */
export const facetWords: ReadonlyMap<string, Facet> = new Map<string, Facet>([
  ...(Object.keys(facetRanges) as Facet[]).map((facet) => [facet, facet] as const),
  ["chords", "harmony"],
  ["groove", "rhythm"],
  ["instruments", "instrumentation"],
  ["all", "all"],
]);

/** Ways in which two files may be the same. */
export const levels = ["bytes", "notes", "music"] as const;
/** One of them. */
export type Level = (typeof levels)[number];

/** What is known of a file that a query compares with. */
export interface Reference {
  /** BLAKE3 of its bytes in hex. */
  readonly hash: string;
  /** Hash of its notes and of its music; null where it has none. */
  readonly notesHash: string | null;
  readonly musicHash: string | null;
  /** Its facets, 155 bytes (facetRanges). */
  readonly facets: Uint8Array;
  /** Its MinHash and the index terms of its bands; null for fewer than seven onsets. */
  readonly minhash: Uint32Array | null;
  readonly bandTerms: readonly number[];
}

/** The file of a call: its argument without a name. */
export const fileOf = (call: Call): string => call.arguments.find(({ name }) => name === undefined)?.text ?? "";

/**
 * How alike the facets of songs are to those of a reference, 0 to 1: the cosine of a facet; of all, the mean of those that
 * both have. `at` is where a song's facets begin among others.
 */
export function likenessTo(reference: ArrayLike<number>, facet: Facet): (facets: Uint8Array, at?: number) => number {
  const own = Uint8Array.from(reference);
  const wanted = facet === "all" ? Object.values(facetRanges) : [facetRanges[facet]];
  const ranges = wanted.map(([from, to]) => ({ from, to, length: Math.hypot(...own.subarray(from, to)) }));
  return (facets, at = 0) => {
    let sum = 0;
    let count = 0;
    for (const { from, to, length } of ranges) {
      if (length === 0) continue;
      let products = 0;
      let squares = 0;
      for (let n = from; n < to; n++) {
        const component = facets[at + n] as number;
        products += component * (own[n] as number);
        squares += component * component;
      }
      if (squares === 0) continue;
      sum += products / (Math.sqrt(squares) * length);
      count++;
    }
    return count > 0 ? sum / count : 0;
  };
}

/** Share of equal places of two MinHashes, which estimates how much of two songs is the same. */
export function resemblanceOf(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let equal = 0;
  for (let n = 0; n < a.length; n++) if (a[n] === b[n]) equal++;
  return a.length > 0 ? equal / a.length : 0;
}
