/** Weights that tell a verse in minor from a chorus in the relative major: how much more often each chord stands in minor. */
import { writeFileSync } from "node:fs";
import { windowChroma } from "../../src/hearing/tonality/chroma.ts";
import { degreeOf } from "../../src/hearing/tonality/relative-parts.ts";
import { scaleOf } from "../../src/music/keys.ts";
import type { AnnotatedSong } from "./key-data.ts";

/** Added to the share of each chord, so that rare ones prove little. */
const smoothing = 0.01;

/** Log-odds of minor against its relative major by the triad of a window: root above the major tonic, + 12 if minor. */
export function relativeWeights(songs: readonly AnnotatedSong[]): readonly number[] {
  const shares = [new Float64Array(24), new Float64Array(24)];
  const counts = [0, 0];
  for (const { song, key, source } of songs) {
    // Melodies alone have no chords, and modulating songs more than one key.
    if (!/pop909|nottingham-full|lieder/.test(source)) continue;
    const { triad } = windowChroma(song);
    const mode = key < 12 ? 0 : 1;
    const own = new Float64Array(25);
    for (const one of triad) own[degreeOf(one, scaleOf(key))]! += 1 / triad.length;
    counts[mode]!++;
    for (let n = 0; n < 24; n++) (shares[mode] as Float64Array)[n]! += own[n]!;
  }
  return Array.from({ length: 24 }, (_, n) => {
    const [major, minor] = shares.map((sums, mode) => sums[n]! / counts[mode]! + smoothing) as [number, number];
    return Number(Math.log(minor / major).toFixed(2));
  });
}

/** Writes the table. */
export function writeRelative(weights: readonly number[]): void {
  const text = `/**
 * Table: log-odds of minor against its relative major by the triad of a window: roots from the major tonic up, major triads,
 * then minor ones. Made by \`bun eval/train/key.ts\` from POP909 001-600 (MIT), half of Nottingham (GPL-3.0) and OpenScore
 * lieder (CC0). Not to be edited by hand.
 */
// biome-ignore format: one row a kind of triad
export const relativeWeights: readonly number[] = [
  ${weights.slice(0, 12).join(", ")},
  ${weights.slice(12).join(", ")},
];
`;
  writeFileSync(new URL("../../src/hearing/tonality/relative-weights.ts", import.meta.url), text);
}
