/** The index terms of a content: those of its musical texts, and those of the bands of its MinHash. */
import { bandsOf, minHash } from "../../hearing/likeness/fingerprint.ts";
import type { Song } from "../../midi/song.ts";
import { addTerms, bandTerm } from "../../plugin/index-terms.ts";
import type { FeatureColumn } from "./plan.ts";

/** The terms of a song with its features, sorted, each once, as PostgreSQL's `terms @> ...` wants them. */
export function contentTerms(
  song: Song,
  features: Readonly<Record<string, unknown>>,
  columns: readonly FeatureColumn[],
): Int32Array {
  const terms: number[] = [];
  for (const { feature, column, kind } of columns) addTerms(terms, column, kind, features[feature]);
  const hash = minHash(song);
  const bands = hash ? bandsOf(hash) : [];
  for (let n = 0; n < bands.length; n++) terms.push(bandTerm(bands[n]!));
  const sorted = new Int32Array(terms).sort();
  let kept = 0;
  for (let n = 0; n < sorted.length; n++) if (n === 0 || sorted[n] !== sorted[n - 1]) sorted[kept++] = sorted[n]!;
  return sorted.subarray(0, kept);
}
