/**
 * Decoding of beat chroma into major and minor triads: a chain of 24 triads and "no chord" (a conditional random field,
 * Lafferty et al. 2001), whose weights are learned as one and are the same for every root. A change costs by its place
 * in the bar. Decoding a larger vocabulary at once loses 5 to 6 points on triads; qualities are told apart afterwards.
 */
import type { BeatChroma } from "./beat-chroma.ts";

/** Classes of a beat: major triads 0-11 by root, minor triads 12-23, no chord. */
export const noChord = 24;
const classes = 25;

/** Features of one triad quality: chroma, its root, bass, chroma of the beats before and behind; 12 each, from the root. */
export const featureCount = 60;

/**
 * Features of tones that sound together, for one triad: what no sum over single tones can say. The least of root, third
 * and fifth; of each two of them (root and third, third and fifth, root and fifth); of the bass on the root and the
 * third; of the triad and a seventh; whether the third sounds; the lesser of both thirds.
 */
export const jointCount = 8;
/** Below this share a third does not sound. */
export const leastThird = 0.05;

/** Where each kind of weight begins. */
export const weightsAt = {
  /** Of the two qualities, `jointCount` each. */
  joint: 2 * featureCount,
  constants: 2 * featureCount + 2 * jointCount,
  /** Costs of a change on a downbeat, in the middle of a bar, elsewhere. */
  changes: 2 * featureCount + 2 * jointCount + 2,
  /** The same for a change to silence, then from it. */
  silence: 2 * featureCount + 2 * jointCount + 5,
  end: 2 * featureCount + 2 * jointCount + 11,
} as const;

/** Learned weights: features of major, of minor, then as `weightsAt` says. No chord scores 0. */
export type ChordWeights = ArrayLike<number>;

/** Logarithms of the probabilities of every class in every beat: rows of 25. */
export function emissions({ length, chroma, bass }: BeatChroma, weights: ChordWeights): Float32Array {
  const [major, minor] = [rotations(weights, 0), rotations(weights, 1)];
  const scores = new Float32Array(length * classes);
  const constants = [weights[weightsAt.constants]!, weights[weightsAt.constants + 1]!] as const;
  const joint = Float64Array.from({ length: 2 * jointCount }, (_, n) => weights[weightsAt.joint + n]!);
  const silence = silentRow(constants);
  const sums = new Float64Array(classes);
  // The beat's chroma twice, so that a tone above a root is an offset.
  const twice = new Float64Array(24);
  for (let beat = 0; beat < length; beat++) {
    const from = beat * 12;
    if (isSilent(chroma, beat)) {
      scores.set(silence, beat * classes);
      continue;
    }
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
      // Entry `at` of a row is the weight of the interval from a root up to this pitch class.
      let at = (12 - pitchClass) * groups;
      for (let n = 0; n < 12; n++, at += groups) {
        sums[n]! +=
          share * major[at]! +
          root * major[at + 1]! +
          low * major[at + 2]! +
          before * major[at + 3]! +
          behind * major[at + 4]!;
        sums[12 + n]! +=
          share * minor[at]! +
          root * minor[at + 1]! +
          low * minor[at + 2]! +
          before * minor[at + 3]! +
          behind * minor[at + 4]!;
      }
    }
    sums[noChord] = full >= 3 ? -unlikelySilence : 0;
    setLogarithms(scores, beat * classes, sums);
  }
  return scores;
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
      const both = least(third, small);
      const seventh = twice[root + 10]!;
      if (third > 0) {
        const leading = twice[root + 11]!;
        const above = seventh > leading ? seventh : leading;
        high += minima(own, third, fifth, bass[from + root]!, above, w, 0) + both * w[7]!;
      }
      if (small > 0) low += minima(own, small, fifth, bass[from + root]!, seventh, w, jointCount) + both * w[15]!;
    }
    if (own > 0 && fifth > 0) {
      const open = least(own, fifth);
      high += open * w[3]!;
      low += open * w[jointCount + 3]!;
    }
    sums[root] = high;
    sums[12 + root] = low;
  }
}

/** Of two shares: Math.min minds signs of zero, and costs more for it. */
const least = (a: number, b: number): number => (a < b ? a : b);

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
  const lower = least(own, third);
  const triad = least(lower, fifth);
  return (
    sum +
    triad * w[first]! +
    lower * w[first + 1]! +
    least(third, fifth) * w[first + 2]! +
    least(low, third) * w[first + 4]! +
    least(triad, seventh) * w[first + 5]!
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

/** Groups of features of single tones, 12 each: those of a quality, in the order of its weights. */
const groups = featureCount / 12;

/** Weights of a quality by interval, then group; written twice and backwards, so that a root is an offset. */
function rotations(weights: ChordWeights, quality: 0 | 1): Float64Array {
  const rows = new Float64Array(24 * groups);
  for (let n = 0; n < 24; n++) {
    const interval = (24 - n) % 12;
    for (let group = 0; group < groups; group++) {
      rows[n * groups + group] = weights[quality * featureCount + group * 12 + interval]!;
    }
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

/** Where the bars are. */
export interface Bars {
  /** Index of the first downbeat. */
  readonly firstDownbeat: number;
  readonly beatsPerBar: number;
}

/** Places in the bar at which changes have their own costs: downbeat, middle, elsewhere. */
export function placesOf({ firstDownbeat, beatsPerBar }: Bars, length: number): Uint8Array {
  const first = (beatsPerBar - (firstDownbeat % beatsPerBar)) % beatsPerBar;
  return Uint8Array.from({ length }, (_, beat) => {
    const place = (first + beat) % beatsPerBar;
    return place === 0 ? 0 : place * 2 === beatsPerBar ? 1 : 2;
  });
}

/** The class of every beat: the best path (Viterbi, linear in beats and classes). */
export function decode(scores: Float32Array, bars: Bars, weights: ChordWeights): Uint8Array {
  const length = scores.length / classes;
  const path = new Uint8Array(length);
  if (length === 0) return path;
  const from = new Uint8Array(length * classes);
  const best = Float64Array.from(scores.subarray(0, classes));
  const places = placesOf(bars, length);
  for (let beat = 1; beat < length; beat++) {
    const place = places[beat]!;
    const row = beat * classes;
    const leader = largest(best, noChord);
    const changed = best[leader]! - weights[weightsAt.changes + place]!;
    const begun = best[noChord]! - weights[weightsAt.silence + 3 + place]!;
    const ended = best[leader]! - weights[weightsAt.silence + place]!;
    const other = Math.max(changed, begun);
    const source = changed >= begun ? leader : noChord;
    for (let n = 0; n < classes; n++) {
      const moved = n === noChord ? ended : other;
      const stays = best[n]! >= moved;
      from[row + n] = stays ? n : n === noChord ? leader : source;
      best[n] = (stays ? best[n]! : moved) + scores[row + n]!;
    }
  }
  let now = largest(best, classes);
  for (let beat = length - 1; beat >= 0; beat--) {
    path[beat] = now;
    now = from[beat * classes + now]!;
  }
  return path;
}

function largest(values: ArrayLike<number>, count: number): number {
  let best = 0;
  for (let n = 1; n < count; n++) if (values[n]! > values[best]!) best = n;
  return best;
}
