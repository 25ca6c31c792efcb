/**
 * When two contents are the same music: what `dupes(file, level: music)` finds, and what `midiq dupes` puts together. The
 * constants were measured over the 4,951 readable songs of the corpus and edited copies of them (`bun run eval dupes`).
 */
import { facetRanges, resemblanceOf } from "./reference.ts";

/** Values of a MinHash below this are of the song itself; others were filled in from the next slot that has one. */
const ownBelow = 2 ** 25;
/**
 * Own slots from which equal music hashes say something. A chord, a cadence or a scale has fewer; it is the same in a
 * thousand files that have nothing to do with each other.
 */
export const fewestForHash = 8;
/** Own slots from which resemblance says something. */
const fewestForResemblance = 24;
/** Own slots of a long song: some 200 different figures of seven notes. */
const long = 100;
/** Resemblance of the same music where one of the two is short: tunes of one style share that of their figures below. */
const leastOfShort = 0.5;
/** The same where both are long: no two different songs of 1,253 came above 0.1. */
const leastOfLong = 0.2;

/** How much melodic material a MinHash speaks of: its own slots, 0 to 128. */
export function materialOf(minhash: ArrayLike<number>): number {
  let own = 0;
  for (let slot = 0; slot < minhash.length; slot++) if ((minhash[slot] as number) < ownBelow) own++;
  return own;
}

/** Resemblance from which two songs of so much material are the same music; infinite where one has too little. */
export function leastResemblance(a: number, b: number): number {
  const less = Math.min(a, b);
  if (less < fewestForResemblance) return Number.POSITIVE_INFINITY;
  return less < long ? leastOfShort : leastOfLong;
}

/** Whether resemblance of this song can say anything: it has material, and pitches. Figures of drums are in all songs. */
export function canResemble(material: number, facets: Uint8Array): boolean {
  const [from, to] = facetRanges.harmony;
  return material >= fewestForResemblance && facets.subarray(from, to).some((component) => component > 0);
}

/** The resemblance of two MinHashes where it makes them the same music, otherwise undefined. */
export function musicResemblance(a: ArrayLike<number>, b: ArrayLike<number>): number | undefined {
  const score = resemblanceOf(a, b);
  return score >= leastResemblance(materialOf(a), materialOf(b)) ? score : undefined;
}
