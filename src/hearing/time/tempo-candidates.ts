/** What the onsets of a song say about each tempo that they allow: candidates and their features. */

import type { Song } from "../../midi/song.ts";
import { drums as drumNotes } from "../drums/drum-view.ts";
import { lastNoteEnd } from "../views.ts";
import { harmonicNovelty } from "./harmonic-novelty.ts";
import { binSeconds, lagHistogram, peakAt } from "./lag-histogram.ts";
import { fewestClusters, type OnsetClusters, onsetClusters } from "./onset-clusters.ts";

/** Beat periods that are looked at, in seconds: 260 down to 30 bpm, in steps of 1 %. */
const shortest = 60 / 260;
const longest = 2;
const stepOctaves = Math.log2(1.01);
const steps = Math.floor(Math.log2(longest / shortest) / stepOctaves);
/** Peaks that become candidates, and multiples of the two highest ones that do too. */
const peaks = 12;
const multiplied = 8;
const multiples = [1 / 2, 2, 1 / 3, 3, 1 / 4, 4, 2 / 3, 3 / 2];
/** Two candidates closer than this are one. */
const same = 0.03;
/** Lags, in beats, at which the autocorrelations are read. */
const lags = [1 / 4, 1 / 3, 1 / 2, 2 / 3, 3 / 4, 1, 3 / 2, 2, 3, 4, 6, 8];
const sparseLags = [1 / 2, 1, 2, 4, 8];
/** Period about which the octave is counted. */
const reference = 0.6;
/** A song with more than this share of notes on the drum channel has drums; above `mostly` it is a drum track. */
const someDrums = 0.05;
const mostly = 0.95;
/** Fewer clusters than this have no autocorrelation of their own. */
const fewClusters = 5;

/** Parts of a beat on whose grids the onsets of a clip are laid. */
const clipParts = [1 / 4, 1 / 2, 1, 2, 3, 4, 6, 8];
/** Candidates of clips: 50 to 220 bpm in steps of 1.5 %. */
const clipPeriods = Array.from({ length: 100 }, (_, step) => (60 / 220) * 1.015 ** step);
const noAlignment = { cosine: 0, resultant: 0 };
/** Beats of a clip that count. */
const mostBeats = 12;

/** Number of features of a candidate of a song, and of a clip, which has more. */
export const songFeatures = 41;
export const clipFeatures: number = songFeatures + 2 * clipParts.length + 2;

/** Candidates with one row of `songFeatures` or `clipFeatures` each. */
export interface TempoCandidates {
  /** Whether the song is a clip, whose candidates are evenly spaced. */
  readonly isClip: boolean;
  /** Beat periods in seconds. */
  readonly period: readonly number[];
  readonly features: Float64Array;
}

/**
 * Candidates for the beat period, from the peaks of the onset autocorrelation averaged over one to four beats. Features
 * are autocorrelations of all onsets, of bass onsets and of changes of harmony at multiples of the period, its octave,
 * and onsets in a beat; of clips, which mostly begin and end with a bar, also how they lie on grids from the file's start.
 */
export function tempoCandidates(song: Song): TempoCandidates {
  const clusters = onsetClusters(song);
  const all = lagHistogram(clusters);
  const bass = partHistogram(clusters, (cluster) => (clusters.bass[cluster] === 1 ? clusters.weight[cluster]! : 0));
  const novelty = harmonicNovelty(song, clusters);
  const harmony = partHistogram(clusters, (cluster) => novelty[cluster]!);
  const { length, seconds } = clusters;
  const isClip = length < fewestClusters;
  const period = isClip ? clipPeriods : candidatePeriods(all);
  const span = length > 1 ? seconds[length - 1]! - seconds[0]! : 1;
  let bassOnsets = 0;
  for (let cluster = 0; cluster < length; cluster++) bassOnsets += clusters.bass[cluster]!;
  const drums = drumNotes(song).count / Math.max(1, song.notes.length);
  const songEnd = lastNoteEnd(song).seconds;
  const count = isClip ? clipFeatures : songFeatures;
  const features = new Float64Array(period.length * count);
  period.forEach((beat, candidate) => {
    let place = candidate * count;
    const add = (value: number): void => {
      features[place++] = value;
    };
    for (const lag of lags) add(peakAt(all, beat * lag));
    add((peakAt(all, beat) + peakAt(all, 2 * beat) + peakAt(all, 3 * beat) + peakAt(all, 4 * beat)) / 4);
    const octave = Math.log2(beat / reference);
    const density = Math.log2((length / span) * beat + 1e-3);
    const bassDensity = Math.log2((bassOnsets / span) * beat + 0.05);
    const shape = [octave, octave ** 2, octave ** 3, density, density ** 2, bassDensity, bassDensity ** 2];
    for (const value of shape) add(value);
    const hasDrums = drums > someDrums && drums < mostly ? 1 : 0;
    const isDrums = drums >= mostly ? 1 : 0;
    for (const value of shape.slice(0, 2).concat(density, bassDensity)) add(value * hasDrums);
    for (const value of shape) add(value * isDrums);
    for (const lag of sparseLags) add(peakAt(bass, beat * lag));
    for (const lag of sparseLags) add(peakAt(harmony, beat * lag));
    if (!isClip) return;
    for (const parts of clipParts) {
      const { cosine, resultant } = alignment(clusters, beat / parts);
      add(cosine);
      add(resultant);
    }
    add(Math.min(mostBeats, seconds[length - 1]! / beat));
    add(Math.cos((2 * Math.PI * songEnd) / beat / 4));
  });
  return { isClip, period, features };
}

/** How the clusters lie on a grid from the file's start: a loop or fill begins on a beat. And on the same grid anywhere. */
function alignment({ length, seconds, weight }: OnsetClusters, period: number): typeof noAlignment {
  let x = 0;
  let y = 0;
  let sum = 0;
  for (let cluster = 0; cluster < length; cluster++) {
    const turn = (2 * Math.PI * seconds[cluster]!) / period;
    x += weight[cluster]! * Math.cos(turn);
    y += weight[cluster]! * Math.sin(turn);
    sum += weight[cluster]!;
  }
  return sum > 0 ? { cosine: x / sum, resultant: Math.hypot(x, y) / sum } : noAlignment;
}

function candidatePeriods(histogram: Float64Array): readonly number[] {
  const score = new Float64Array(steps);
  const periodOf = (step: number): number => shortest * 2 ** (step * stepOctaves);
  for (let step = 0; step < steps; step++) {
    const beat = periodOf(step);
    for (let beats = 1; beats <= 4; beats++) score[step]! += peakAt(histogram, beats * beat);
  }
  const found: number[] = [];
  for (let step = 1; step < steps - 1; step++) {
    if (score[step]! >= score[step - 1]! && score[step]! > score[step + 1]!) found.push(step);
  }
  found.sort((a, b) => score[b]! - score[a]! || a - b);
  const rough = found.slice(0, peaks).map(periodOf);
  for (const beat of rough.slice(0, multiplied)) {
    for (const multiple of multiples) {
      if (beat * multiple >= shortest && beat * multiple <= longest) rough.push(beat * multiple);
    }
  }
  const periods: number[] = [];
  for (const beat of rough) {
    const sharp = sharpen(histogram, beat);
    if (periods.every((other) => Math.abs(sharp / other - 1) > same)) periods.push(sharp);
  }
  return periods;
}

/** The period within 3 % whose multiples by 1, 2, 4 and 8 fit best: long lags tell it more finely. */
function sharpen(histogram: Float64Array, beat: number): number {
  let best = beat;
  let most = Number.NEGATIVE_INFINITY;
  for (let step = -12; step <= 12; step++) {
    const period = beat * (1 + step * 0.0025);
    let sum = 0;
    for (const beats of [1, 2, 4, 8]) {
      const bin = Math.round((period * beats) / binSeconds);
      if (bin < histogram.length - 1) sum += Math.max(histogram[bin - 1]!, histogram[bin]!, histogram[bin + 1]!);
    }
    if (sum > most) {
      most = sum;
      best = period;
    }
  }
  return best;
}

function partHistogram({ length, seconds }: OnsetClusters, weightOf: (cluster: number) => number): Float64Array {
  const part = { length: 0, seconds: new Float64Array(length), weight: new Float64Array(length) };
  for (let cluster = 0; cluster < length; cluster++) {
    const weight = weightOf(cluster);
    if (weight <= 0) continue;
    part.seconds[part.length] = seconds[cluster]!;
    part.weight[part.length++] = weight;
  }
  return lagHistogram(part.length < fewClusters ? { ...part, length: 0 } : part);
}
