/** How many notes of an original are found again, in their order, in what was salvaged from a damaged copy. */
import type { Song } from "../../src/midi/mod.ts";

/** Channel, pitch and velocity of each note, in file order: what damage to other bytes leaves as it was. */
export const noteKeys = ({ notes }: Song): Int32Array => notes.info.map((info) => info & 0xfffff);

/**
 * Length of the longest common subsequence of two sequences, by the greedy algorithm of Myers, "An O(ND) Difference
 * Algorithm and Its Variations" (1986): fast where they are alike. Gives up, and says what it has, past `most` edits.
 */
export function commonNotes(original: Int32Array, salvaged: Int32Array, most = 20_000): number {
  const n = original.length;
  const m = salvaged.length;
  const limit = Math.min(n + m, most);
  const furthest = new Int32Array(2 * limit + 3);
  const zero = limit + 1;
  for (let edits = 0; edits <= limit; edits++) {
    for (let diagonal = -edits; diagonal <= edits; diagonal += 2) {
      const left = furthest[zero + diagonal - 1]!;
      const right = furthest[zero + diagonal + 1]!;
      let x = diagonal === -edits || (diagonal !== edits && left < right) ? right : left + 1;
      while (x < n && x - diagonal < m && original[x] === salvaged[x - diagonal]) x++;
      furthest[zero + diagonal] = x;
      if (x >= n && x - diagonal >= m) return (n + m - edits) / 2;
    }
  }
  return 0;
}
