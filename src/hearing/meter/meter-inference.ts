/** Meter of a song whose time signatures say nothing: from how its notes recur. */

import { type Song, view } from "../../midi/song.ts";
import { fineGrid, gridPhase, mapIsSound } from "../time/grid-phase.ts";
import { onsetsInBeats, trackedBeats } from "../time/tracked-beats.ts";
import { clipLength, clipShare, endEvidence } from "./bar-ends.ts";
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
/** Length of a bar of each in quarters. */
export const barQuarters = meterClasses.map(([numerator, denominator]) => (numerator * 4) / denominator);
/** Fewer notes than this have no meter, unless they are a clip of whole bars of one, with this probability. */
const fewNotes = 6;
const fewNotesSure = 0.8;
/** Log likelihood of an end on a bar line. */
const onBarLine = -1;

/** Probability of each of `meterClasses`; null where too few notes sound. */
export const meterPosterior: (song: Song) => Float64Array | null = view((song) => {
  const isFew = song.notes.length < fewNotes;
  const length = clipLength(song);
  const share = clipShare(length);
  if (song.notes.length === 0 || (isFew && share === 0)) return null;
  const features = songMeterFeatures(song);
  if (!mapIsSound(song)) return isFew ? null : probabilities(scoresOf(features, meterWeights.tracked));
  const ends = endEvidence(length, barQuarters);
  const scores = share < 1 ? scoresOf(features, meterWeights.map) : new Float64Array(meterClasses.length);
  if (share > 0) {
    const ofClip = scoresOf(features, meterWeights.clip);
    for (let n = 0; n < scores.length; n++) scores[n] = (1 - share) * scores[n]! + share * (ofClip[n]! + ends[n]!);
  }
  const found = probabilities(scores);
  if (!isFew) return found;
  const best = found.indexOf(Math.max(...found));
  return found[best]! >= fewNotesSure && ends[best]! >= onBarLine ? found : null;
});

function scoresOf(features: Float64Array, weights: Float64Array): Float64Array {
  const scores = new Float64Array(meterClasses.length);
  for (let n = 0; n < meterFeatureCount; n++) {
    const value = features[n]!;
    if (value === 0) continue;
    for (let one = 0; one < scores.length; one++) scores[one]! += value * weights[n * scores.length + one]!;
  }
  return scores;
}

function probabilities(scores: Float64Array): Float64Array {
  const top = Math.max(...scores);
  const shares = scores.map((score) => Math.exp(score - top));
  const sum = shares.reduce((total, share) => total + share, 0);
  return shares.map((share) => share / sum);
}

/** Features for the meter: places in quarters of the tick grid where that is sound, else in tracked beats. */
export function songMeterFeatures(song: Song): Float64Array {
  if (!mapIsSound(song)) return meterFeatures(song, onsetsInBeats(song, trackedBeats(song)));
  const { length, onset } = song.notes;
  const { offset } = fineGrid(gridPhase(song).grids);
  const places = new Float64Array(length);
  for (let note = 0; note < length; note++) places[note] = onset[note]! / song.ticksPerQuarter - offset;
  return meterFeatures(song, places, 0);
}
