/** Meter of a song whose time signatures say nothing: from how its notes recur. */

import { type Song, view } from "../../midi/song.ts";
import { fineGrid, gridPhase, mapIsSound } from "../time/grid-phase.ts";
import { onsetsInBeats, trackedBeats } from "../time/tracked-beats.ts";
import { meterFeatureCount, meterFeatures } from "./meter-features.ts";
import { meterWeights } from "./meter-weights.ts";

/**
 * Meters that are told apart. 2/4, 4/4 and 2/2 cannot be from notes alone, nor 3/4, 3/8 and 3/2: each stands for its
 * class.
 */
export const meterClasses: readonly (readonly [numerator: number, denominator: number])[] = [
  [4, 4],
  [3, 4],
  [6, 8],
  [9, 8],
  [12, 8],
  [5, 4],
  [7, 8],
];
/** Fewer notes than this have no meter. */
const fewNotes = 6;

/** Probability of each of `meterClasses`; null where too few notes sound. */
export const meterPosterior: (song: Song) => Float64Array | null = view((song) => {
  if (song.notes.length < fewNotes) return null;
  const features = songMeterFeatures(song);
  const weights = mapIsSound(song) ? meterWeights.map : meterWeights.tracked;
  const scores = new Float64Array(meterClasses.length);
  for (let n = 0; n < meterFeatureCount; n++) {
    const value = features[n]!;
    if (value === 0) continue;
    for (let one = 0; one < scores.length; one++) scores[one]! += value * weights[n * scores.length + one]!;
  }
  const top = Math.max(...scores);
  let sum = 0;
  for (let one = 0; one < scores.length; one++) {
    scores[one] = Math.exp(scores[one]! - top);
    sum += scores[one]!;
  }
  return scores.map((score) => score / sum);
});

/** Features for the meter: places in quarters of the tick grid where that is sound, else in tracked beats. */
export function songMeterFeatures(song: Song): Float64Array {
  if (!mapIsSound(song)) return meterFeatures(song, onsetsInBeats(song, trackedBeats(song)));
  const { length, onset } = song.notes;
  const { offset } = fineGrid(gridPhase(song).grids);
  const places = new Float64Array(length);
  for (let note = 0; note < length; note++) places[note] = onset[note]! / song.ticksPerQuarter - offset;
  return meterFeatures(song, places);
}
