/** How likely each triad is in each beat, by the tones of the beat and of those beside it. */
import type { BeatChroma } from "./beat-chroma.ts";
import {
  type ChordWeights,
  classes,
  featureCount,
  jointCount,
  leastThird,
  noChord,
  weightsAt,
} from "./chord-features.ts";
import { scoreBeats } from "./kernel/kernel.ts";

/** Logarithms of the probabilities of every class in every beat: rows of 25. */
export function emissions(chroma: BeatChroma, weights: ChordWeights): Float32Array {
  const scores = new Float32Array(chroma.length * classes);
  const prepared = preparedWeights(weights);
  if (!scoreBeats(chroma, prepared, scores)) scoreInTurn(chroma, prepared, scores);
  const { joint } = prepared;
  const silence = silentRow([joint[2 * jointCount]!, joint[2 * jointCount + 1]!]);
  for (let beat = 0; beat < chroma.length; beat++) {
    if (isSilent(chroma.chroma, beat)) scores.set(silence, beat * classes);
  }
  return scores;
}

/** Weights in the order in which both loops read them. */
export interface PreparedWeights {
  readonly rows: Float64Array;
  readonly joint: Float64Array;
}

/** Learned weights in that order. */
export const preparedWeights = (weights: ChordWeights): PreparedWeights => ({
  rows: rotations(weights),
  joint: Float64Array.from({ length: 2 * jointCount + 2 }, (_, n) => weights[weightsAt.joint + n]!),
});

/** The loop of kernel/emissions.wat in TypeScript, for runtimes without vectors: the same to 32-bit rounding. */
export function scoreInTurn(
  { length, chroma, bass }: Pick<BeatChroma, "length" | "chroma" | "bass">,
  { rows, joint }: PreparedWeights,
  scores: Float32Array,
): void {
  const constants = [joint[2 * jointCount]!, joint[2 * jointCount + 1]!] as const;
  const sums = new Float64Array(classes);
  // The beat's chroma twice, so that a tone above a root is an offset.
  const twice = new Float64Array(24);
  for (let beat = 0; beat < length; beat++) {
    const from = beat * 12;
    let full = 0;
    for (let n = 0; n < 12; n++) {
      const share = chroma[from + n]!;
      twice[n] = share;
      twice[n + 12] = share;
      if (share >= soundingTone) full++;
    }
    setJoint(sums, twice, bass, from, constants, joint);
    for (let pitchClass = 0; pitchClass < 12; pitchClass++) {
      const cell = from + pitchClass;
      const share = twice[pitchClass]!;
      const low = bass[cell]!;
      const before = beat > 0 ? chroma[cell - 12]! : 0;
      const behind = beat + 1 < length ? chroma[cell + 12]! : 0;
      if (share + low + before + behind === 0) continue;
      const root = Math.sqrt(share);
      // From here on in a row stand the weights of the intervals from each root up to this pitch class.
      const at = 12 - pitchClass;
      for (let n = 0; n < 12; n++) {
        sums[n]! += tone(rows, at + n, share, root, low, before, behind);
        sums[12 + n]! += tone(rows, minorRows + at + n, share, root, low, before, behind);
      }
    }
    sums[noChord] = full >= 3 ? -unlikelySilence : 0;
    setLogarithms(scores, beat * classes, sums);
  }
}

/** Sets the scores of a beat to the constants and the tones that sound together: most tones do not sound, and their minima are 0. */
function setJoint(
  sums: Float64Array,
  twice: Float64Array,
  bass: Float32Array,
  from: number,
  [major, minor]: readonly [number, number],
  w: Float64Array,
): void {
  for (let root = 0; root < 12; root++) {
    const own = twice[root]!;
    const fifth = twice[root + 7]!;
    const third = twice[root + 4]!;
    const small = twice[root + 3]!;
    let high = major;
    let low = minor;
    if (third > 0 || small > 0) {
      const both = Math.min(third, small);
      const seventh = twice[root + 10]!;
      if (third > 0) {
        const leading = twice[root + 11]!;
        const above = Math.max(seventh, leading);
        high += minima(own, third, fifth, bass[from + root]!, above, w, 0) + both * w[7]!;
      }
      if (small > 0) low += minima(own, small, fifth, bass[from + root]!, seventh, w, jointCount) + both * w[15]!;
    }
    if (own > 0 && fifth > 0) {
      const open = Math.min(own, fifth);
      high += open * w[3]!;
      low += open * w[jointCount + 3]!;
    }
    sums[root] = high;
    sums[12 + root] = low;
  }
}

function minima(
  own: number,
  third: number,
  fifth: number,
  low: number,
  seventh: number,
  w: Float64Array,
  first: number,
): number {
  const sum = third > leastThird ? w[first + 6]! : 0;
  const lower = Math.min(own, third);
  const triad = Math.min(lower, fifth);
  return (
    sum +
    triad * w[first]! +
    lower * w[first + 1]! +
    Math.min(third, fifth) * w[first + 2]! +
    Math.min(low, third) * w[first + 4]! +
    Math.min(triad, seventh) * w[first + 5]!
  );
}

/**
 * Log-odds against no chord where three tones sound, whatever they are: annotators of the songs that were learned from
 * left out what is no triad. And log-odds against a chord in silence.
 */
const unlikelySilence = 4;
const soundingTone = 0.25;

/** Scores of a beat where nothing sounds, nor in the beats beside it: damaged files have hours of them. */
function silentRow([major, minor]: readonly [number, number]): Float32Array {
  const sums = new Float64Array(classes).fill(major - unlikelySilence, 0, 12).fill(minor - unlikelySilence, 12, 24);
  const row = new Float32Array(classes);
  setLogarithms(row, 0, sums);
  return row;
}

function isSilent(chroma: Float32Array, beat: number): boolean {
  const end = Math.min(chroma.length, (beat + 2) * 12);
  for (let cell = Math.max(0, (beat - 1) * 12); cell < end; cell++) if (chroma[cell]! > 0) return false;
  return true;
}

/** Groups of features of single tones, 12 each; a row of roots for each group, written twice. */
const groups = featureCount / 12;
const rowLength = 24;
const minorRows = groups * rowLength;

/** What a pitch class says of one root: `at` is its place in the first row. */
const tone = (
  rows: Float64Array,
  at: number,
  share: number,
  root: number,
  low: number,
  before: number,
  behind: number,
): number =>
  share * rows[at]! +
  root * rows[at + rowLength]! +
  low * rows[at + 2 * rowLength]! +
  before * rows[at + 3 * rowLength]! +
  behind * rows[at + 4 * rowLength]!;

/** Weights of single tones: major, then minor, a row for each group, written twice and backwards. */
function rotations(weights: ChordWeights): Float64Array {
  const rows = new Float64Array(2 * minorRows);
  for (let n = 0; n < rows.length; n++) {
    const interval = (rowLength - (n % rowLength)) % 12;
    const group = Math.floor(n / rowLength) % groups;
    rows[n] = weights[(n < minorRows ? 0 : featureCount) + group * 12 + interval]!;
  }
  return rows;
}

/** Probabilities below this part of the likeliest one are no part of the sum that makes them so: 1e-9 of it at most. */
const negligible = -21;

function setLogarithms(scores: Float32Array, row: number, sums: Float64Array): void {
  let top = sums[0]!;
  for (let n = 1; n < classes; n++) if (sums[n]! > top) top = sums[n]!;
  let sum = 0;
  for (let n = 0; n < classes; n++) {
    const below = sums[n]! - top;
    if (below > negligible) sum += Math.exp(below);
  }
  const total = top + Math.log(sum);
  for (let n = 0; n < classes; n++) scores[row + n] = sums[n]! - total;
}
