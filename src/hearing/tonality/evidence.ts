/** What speaks for one key: the histograms of a song, seen from the key's tonic, as one vector. */

import type { Song } from "../../midi/song.ts";
import { type WindowChroma, windowChroma } from "./chroma.ts";
import { type TonalHistograms, tonalHistograms } from "./histograms.ts";
import { clipness, loopiness } from "./loopiness.ts";
import { type Stretch, scaleStretches } from "./scales.ts";

type Histogram = Exclude<keyof TonalHistograms, "chords" | "changes">;

/** Histograms that are centred and scaled to length 1, as they are and of their square roots, which tell rare notes. */
const whole: readonly Histogram[] = [
  "durations",
  "presence",
  "basses",
  "firstThird",
  "beginning",
  "beginningBasses",
  "home",
  "homeBasses",
];
const roots: readonly Histogram[] = ["durations", "presence", "basses", "home"];
/** Histograms of single moments: shares, scaled down, so that regularisation keeps their weights small. */
const moments: readonly Histogram[] = ["firstBass", "opening", "lastBass", "lastTop", "lastSonority", "close"];
const momentScale = 0.15;
const loopScale = 0.3;
/** Moments that count on their own in loops, whose first chord is home more often and whose last one less, and in clips. */
const loopMoments: readonly Histogram[] = ["firstBass", "opening", "lastBass", "lastSonority"];
/** Shares of chords and of their changes are spread over 24 and 576 bins: scaled up. */
const chordScale = 2;

/** Names of the rotating parts of the vector, 12 values each, in order. */
export const evidenceParts: readonly string[] = [
  ...whole,
  ...roots.map((name) => `sqrt ${name}`),
  "log durations",
  ...moments,
  "major triads",
  "minor triads",
  ...["loop", "clip"].flatMap((form) => [
    ...loopMoments.map((name) => `${form}: ${name}`),
    `${form}: major triads`,
    `${form}: minor triads`,
  ]),
];
const rotating = evidenceParts.length;
const changesAt = rotating * 12;
/** Length of a key's vector: the rotating parts, changes to the tonic's triad (24) and from it (24), length, loop, clip. */
export const evidenceLength = changesAt + 48 + 3;

/** Added to shares before their logarithm, and what that is scaled by. */
const leastShare = 0.005;
const logScale = 0.25;
/** Values that differ by less than this part of their size are equal, but for rounding. */
const flat = 1e-9;
/** Windows of a song of middle length, and the number of doublings away from it that count. */
const middleWindows = 150;
const mostDoublings = 2;

/** Evidence of a song before a key is assumed: each rotating part twice in a row, so that any tonic reads on. */
export interface Evidence {
  readonly parts: Float64Array;
  /** 24 rows of 24: how often one triad (row) goes to another; and what one such change is worth. */
  readonly changes: Float64Array;
  readonly changeShare: number;
  /** Length of the song from -1 (short) to 1 (long). */
  readonly size: number;
  /** How much of a loop and of a clip it is, 0 to 1. */
  readonly loop: number;
  readonly clip: number;
}

/** Evidence of a song; undefined without pitched notes. Only the key of the song asks for it: it is not kept. */
export function evidence(song: Song): Evidence | undefined {
  const stretches = scaleStretches(song);
  return stretches.length > 0 ? evidenceOf(windowChroma(song), stretches) : undefined;
}

/** Evidence of some stretches of a song, the first of which is home. */
export function evidenceOf(windows: WindowChroma, stretches: readonly Stretch[]): Evidence {
  const histograms = tonalHistograms(windows, stretches, stretches[0]?.scale ?? 0);
  const parts = new Float64Array(rotating * 24);
  let at = 0;
  for (const name of whole) putUnit(parts, 24 * at++, histograms[name]);
  for (const name of roots) putUnit(parts, 24 * at++, histograms[name], true);
  putLogs(parts, 24 * at++, histograms.durations);
  for (const name of moments) putShares(parts, 24 * at++, histograms[name], 0, momentScale);
  putShares(parts, 24 * at++, histograms.chords, 0, chordScale);
  putShares(parts, 24 * at++, histograms.chords, 12, chordScale);
  const length = (stretches.at(-1)?.to ?? 1) - (stretches[0]?.from ?? 0);
  const loop = loopiness(windows.triad, stretches[0]?.from ?? 0, stretches.at(-1)?.to ?? 0);
  const clip = clipness(length);
  for (const form of [loop, clip]) {
    if (form > 0) {
      loopMoments.forEach((name, n) => {
        putShares(parts, 24 * (at + n), histograms[name], 0, loopScale * form);
      });
      putShares(parts, 24 * (at + loopMoments.length), histograms.chords, 0, chordScale * form);
      putShares(parts, 24 * (at + loopMoments.length + 1), histograms.chords, 12, chordScale * form);
    }
    at += loopMoments.length + 2;
  }
  const doublings = Math.log2(length / middleWindows) / mostDoublings;
  const { changes } = histograms;
  const changeShare = chordScale / Math.max(1, sumOf(changes));
  return { parts, changes, changeShare, size: Math.max(-1, Math.min(1, doublings)), loop, clip };
}

/** Writes the vector of a tonic (key mod 12) and its major or minor triad (24 keys) to `out`; modes of one third share it. */
export function seenFrom(seen: Evidence, key: number, out: Float64Array | Float32Array, at = 0): void {
  const { parts } = seen;
  let to = at;
  for (let part = key % 12; part < parts.length; part += 24) {
    for (let degree = 0; degree < 12; degree++) out[to++] = parts[part + degree]!;
  }
  restFrom(seen, key, out, to);
}

/** Writes what a key's vector has after the rotating parts: changes of chords, and what the song is like. */
function restFrom(
  { changes, changeShare, size, loop, clip }: Evidence,
  key: number,
  out: Float64Array | Float32Array,
  at: number,
): void {
  let to = at;
  for (let mode = 0; mode < 24; mode += 12) {
    for (let degree = 0; degree < 12; degree++) {
      const chord = mode + ((degree + key) % 12);
      out[to] = changeShare * changes[chord * 24 + key]!;
      out[to + 24] = changeShare * changes[key * 24 + chord]!;
      to++;
    }
  }
  out[to + 24] = size;
  out[to + 25] = loop;
  out[to + 26] = clip;
}

/**
 * Adds the products of a row of weights, from some index on, with the vectors of some tonics and their major (0) or minor (1)
 * triad, to `out`, a value a pitch class.
 */
export function addProducts(
  seen: Evidence,
  third: number,
  tonics: readonly number[],
  weights: ArrayLike<number>,
  from: number,
  out: Float64Array,
): void {
  const { parts } = seen;
  let by = from;
  for (let part = 0; part < parts.length; part += 24, by += 12) {
    if (isSilent(parts, part)) continue;
    for (let n = 0; n < tonics.length; n++) {
      const tonic = tonics[n]!;
      let sum = out[tonic]!;
      for (let degree = 0; degree < 12; degree++) sum += parts[part + tonic + degree]! * weights[by + degree]!;
      out[tonic] = sum;
    }
  }
  for (const tonic of tonics) {
    restFrom(seen, 12 * third + tonic, rest, 0);
    let sum = out[tonic]!;
    for (let n = 0; n < rest.length; n++) sum += rest[n]! * weights[by + n]!;
    out[tonic] = sum;
  }
}
const rest = new Float64Array(evidenceLength - changesAt);

/** Whether a rotating part has no values: those of loops and clips in other songs. */
function isSilent(parts: Float64Array, part: number): boolean {
  for (let n = part; n < part + 12; n++) if (parts[n] !== 0) return false;
  return true;
}

/** Writes 12 values twice: centred, and scaled to length 1; of their square roots if asked. */
function putUnit(out: Float64Array, at: number, values: Float64Array, rooted = false): void {
  let sum = 0;
  let squares = 0;
  for (let n = 0; n < 12; n++) {
    const value = rooted ? Math.sqrt(values[n]!) : values[n]!;
    out[at + n] = value;
    sum += value;
    squares += value * value;
  }
  const mean = sum / 12;
  const spread = squares - sum * mean;
  const scale = spread > flat * squares ? 1 / Math.sqrt(spread) : 0;
  for (let n = 0; n < 12; n++) {
    const value = (out[at + n]! - mean) * scale;
    out[at + n] = value;
    out[at + 12 + n] = value;
  }
}

/** Writes logarithms of 12 shares twice, centred: whether a note is rare or absent tells the modes apart. */
function putLogs(out: Float64Array, at: number, values: Float64Array): void {
  const sum = Math.max(1e-9, sumOf(values));
  let mean = 0;
  for (let n = 0; n < 12; n++) {
    out[at + n] = logScale * Math.log(values[n]! / sum + leastShare);
    mean += out[at + n]! / 12;
  }
  for (let n = 0; n < 12; n++) {
    out[at + n]! -= mean;
    out[at + 12 + n] = out[at + n]!;
  }
}

/** Writes 12 of the values twice, as shares of all of them. */
function putShares(out: Float64Array, at: number, values: Float64Array, from: number, scale: number): void {
  const sum = sumOf(values);
  const factor = sum > 0 ? scale / sum : 0;
  for (let n = 0; n < 12; n++) {
    const value = values[from + n]! * factor;
    out[at + n] = value;
    out[at + 12 + n] = value;
  }
}

function sumOf(values: Float64Array): number {
  let sum = 0;
  for (let n = 0; n < values.length; n++) sum += values[n]!;
  return sum;
}
