/**
 * Decoding of beat chroma into major and minor triads: a softmax over 24 triads and "no chord" in each beat, whose
 * weights are learned and the same for every root, then Viterbi with a cost of changing that depends on the place in the bar. Decoding a larger
 * vocabulary at once loses 5 to 6 points on triads; qualities are told apart afterwards.
 */
import type { BeatChroma } from "./beat-chroma.ts";

/** Classes of a beat: major triads 0-11 by root, minor triads 12-23, no chord. */
export const noChord = 24;
const classes = 25;

/** Features of one triad quality: chroma, its root, bass, chroma of the beats before and behind; 12 each, from the root. */
export const featureCount = 60;

/** Learned weights: features of major, of minor, then the two constants. No chord scores 0. */
export type ChordWeights = ArrayLike<number>;

/** Logarithms of the probabilities of every class in every beat: rows of 25. */
export function emissions({ length, chroma, bass }: BeatChroma, weights: ChordWeights): Float32Array {
  const doubled = rotations(weights);
  const scores = new Float32Array(length * classes);
  const constants = [weights[2 * featureCount]!, weights[2 * featureCount + 1]!] as const;
  const silence = silentRow(constants);
  for (let beat = 0; beat < length; beat++) {
    const row = beat * classes;
    if (isSilent(chroma, beat)) {
      scores.set(silence, row);
      continue;
    }
    for (let root = 0; root < 12; root++) {
      scores[row + root] = constants[0];
      scores[row + 12 + root] = constants[1];
    }
    for (let pitchClass = 0; pitchClass < 12; pitchClass++) {
      const cell = beat * 12 + pitchClass;
      const share = chroma[cell]!;
      if (share > 0) {
        add(scores, row, doubled, 0, pitchClass, share);
        add(scores, row, doubled, 1, pitchClass, Math.sqrt(share));
      }
      if (bass[cell]! > 0) add(scores, row, doubled, 2, pitchClass, bass[cell]!);
      if (beat > 0 && chroma[cell - 12]! > 0) add(scores, row, doubled, 3, pitchClass, chroma[cell - 12]!);
      if (beat + 1 < length && chroma[cell + 12]! > 0) add(scores, row, doubled, 4, pitchClass, chroma[cell + 12]!);
    }
    toLogarithms(scores, row);
  }
  return scores;
}

/** Scores of a beat where nothing sounds, nor in the beats beside it: damaged files have hours of them. */
function silentRow([major, minor]: readonly [number, number]): Float32Array {
  const row = new Float32Array(classes).fill(major, 0, 12).fill(minor, 12, 24);
  toLogarithms(row, 0);
  return row;
}

function isSilent(chroma: Float32Array, beat: number): boolean {
  const end = Math.min(chroma.length, (beat + 2) * 12);
  for (let cell = Math.max(0, (beat - 1) * 12); cell < end; cell++) if (chroma[cell]! > 0) return false;
  return true;
}

/** Weights by feature group and quality, each row written twice and backwards, so that a root is an offset. */
function rotations(weights: ChordWeights): Float64Array {
  const rows = new Float64Array(10 * 24);
  for (let group = 0; group < 5; group++) {
    for (let quality = 0; quality < 2; quality++) {
      for (let n = 0; n < 24; n++) {
        // At offset 12 - pitchClass, entry `root` is the weight of the interval from the root up to the pitch class.
        const interval = (24 - n) % 12;
        rows[(group * 2 + quality) * 24 + n] = weights[quality * featureCount + group * 12 + interval]!;
      }
    }
  }
  return rows;
}

function add(
  scores: Float32Array,
  row: number,
  rows: Float64Array,
  group: number,
  pitchClass: number,
  by: number,
): void {
  const major = group * 48 + 12 - pitchClass;
  for (let root = 0; root < 12; root++) {
    scores[row + root]! += by * rows[major + root]!;
    scores[row + 12 + root]! += by * rows[major + 24 + root]!;
  }
}

function toLogarithms(scores: Float32Array, row: number): void {
  let top = scores[row]!;
  for (let n = 1; n < classes; n++) if (scores[row + n]! > top) top = scores[row + n]!;
  let sum = 0;
  for (let n = 0; n < classes; n++) sum += Math.exp(scores[row + n]! - top);
  const total = top + Math.log(sum);
  for (let n = 0; n < classes; n++) scores[row + n]! -= total;
}

/** What a change costs in the bar, in logarithms of probability; harmony moves on strong beats. */
const changeCosts = { downbeat: 0.5, middle: 1.5, other: 2.5 };

/** Where the bars are. */
export interface Bars {
  /** Index of the first downbeat. */
  readonly firstDownbeat: number;
  readonly beatsPerBar: number;
}

/** The class of every beat: the best path (Viterbi, linear in beats and classes), where a change costs by its place in the bar. */
export function decode(scores: Float32Array, bars: Bars): Uint8Array {
  const length = scores.length / classes;
  const path = new Uint8Array(length);
  if (length === 0) return path;
  const from = new Uint8Array(length * classes);
  const best = Float64Array.from(scores.subarray(0, classes));
  const costs = costsOfBar(bars);
  let place = (bars.beatsPerBar - (bars.firstDownbeat % bars.beatsPerBar)) % bars.beatsPerBar;
  for (let beat = 1; beat < length; beat++) {
    place = place + 1 === bars.beatsPerBar ? 0 : place + 1;
    const row = beat * classes;
    const leader = largest(best);
    const changed = best[leader]! - costs[place]!;
    for (let n = 0; n < classes; n++) {
      const stays = best[n]! >= changed;
      from[row + n] = stays ? n : leader;
      best[n] = (stays ? best[n]! : changed) + scores[row + n]!;
    }
  }
  let now = largest(best);
  for (let beat = length - 1; beat >= 0; beat--) {
    path[beat] = now;
    now = from[beat * classes + now]!;
  }
  return path;
}

const costsOfBar = ({ beatsPerBar }: Bars): readonly number[] =>
  Array.from({ length: beatsPerBar }, (_, place) =>
    place === 0 ? changeCosts.downbeat : place * 2 === beatsPerBar ? changeCosts.middle : changeCosts.other,
  );

function largest(values: ArrayLike<number>): number {
  let best = 0;
  for (let n = 1; n < values.length; n++) if (values[n]! > values[best]!) best = n;
  return best;
}
