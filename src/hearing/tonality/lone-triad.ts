/** Music of one triad alone, as arpeggios and chord clips are: it is in the key of that triad, whatever note lasts longest. */
import { type Song, view } from "../../midi/song.ts";
import { windowChroma } from "./chroma.ts";
import { normalized } from "./key-model.ts";

/** Log-odds for the key of a triad that sounds alone. Set by hand: songs, which weights are learned from, hardly have it. */
const alone = 4;

/** Pitch classes that sound, ascending. */
export const soundingClasses: (song: Song) => readonly number[] = view((song) => {
  const { chroma } = windowChroma(song);
  let mask = 0;
  for (let n = 0; n < chroma.length && mask !== 0xfff; n++) if (chroma[n]! > 0) mask |= 1 << (n % 12);
  return Array.from({ length: 12 }, (_, pitchClass) => pitchClass).filter((one) => (mask & (1 << one)) !== 0);
});

/** Log-probabilities of keys by the notes, with what it says that no more than a triad sounds. */
export function withLoneTriad(heard: Float64Array, classes: readonly number[]): Float64Array {
  if (classes.length !== 3) return heard;
  for (const root of classes) {
    const above = classes.map((one) => (one - root + 12) % 12);
    if (!above.includes(7)) continue;
    if (above.includes(4)) heard[root]! += alone;
    if (above.includes(3)) heard[12 + root]! += alone;
  }
  return normalized(heard);
}
