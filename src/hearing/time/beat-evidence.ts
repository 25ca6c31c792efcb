/** What each onset cluster says about its place in the beat: features, most of them in parts of a beat that is supposed. */
import { pitchOf, type Song, velocityOf, view } from "../../midi/song.ts";
import { noteSeconds } from "../../midi/tempo.ts";
import { drumFlags } from "../drums/drum-view.ts";
import { onsetOrder } from "../views.ts";
import { harmonicNovelty } from "./harmonic-novelty.ts";
import { onsetClusters } from "./onset-clusters.ts";

/** Places in a beat that are told apart: 24 hold thirds, quarters, sixths and eighths. */
export const beatPlaces = 24;

/** Clusters within this many seconds to both sides are a cluster's neighbourhood, with which it is compared. */
const neighbourhood = 3;
/** Borders of the ranges into which features fall; each feature has one range more than borders. */
const borders = {
  weight: [-0.9, -0.5, -0.25, 0, 0.2, 0.4, 0.7],
  loudness: [-0.4, -0.2, -0.07, 0.07, 0.2, 0.4],
  lowest: [-14, -7, -3, 0, 3, 8],
  count: [-1.2, -0.6, -0.2, 0.2, 0.6, 1.2],
  novelty: [-0.6, -0.3, -0.1, 0.1, 0.3, 0.6, 1],
};
/** Borders of lengths in beats: between quarters, thirds, halves and so on. */
const lengths = [0.14, 0.21, 0.29, 0.4, 0.58, 0.71, 0.87, 1.2, 1.7, 2.5];
const periods = [0.3, 0.4, 0.5, 0.62, 0.8, 1.1];
/** General MIDI drums that mark beats. */
const kicks: readonly number[] = [35, 36];
const snares: readonly number[] = [37, 38, 39, 40];

/** Number of ranges of each feature, those in parts of a beat last. */
const fixedSizes = [...Object.values(borders).map(({ length }) => length + 1), 6];
const beatSizes = [...Array.from({ length: 4 }, () => lengths.length + 1), periods.length + 1];
const sizes = [...fixedSizes, ...beatSizes];
/** Where the ranges of each feature begin among all. */
export const featureOffsets: readonly number[] = sizes.map((_, n) => sizes.slice(0, n).reduce((a, b) => a + b, 0));
export const rangeCount: number = sizes.reduce((a, b) => a + b, 0);
export const fixedFeatures: number = fixedSizes.length;
export const beatFeatures: number = beatSizes.length;

/** Features of all clusters. */
export interface BeatEvidence {
  readonly length: number;
  readonly seconds: Float64Array;
  /** `fixedFeatures` ranges a cluster, as places among all ranges. */
  readonly fixed: Uint8Array;
  /** Seconds to the next cluster, from the one before, to the one after the next, and of the longest note: 4 a cluster. */
  readonly spans: Float64Array;
}

/** Features that do not depend on the beat, once a song. */
export const beatEvidence: (song: Song) => BeatEvidence = view((song) => {
  const clusters = onsetClusters(song);
  const { length, seconds, weight, first } = clusters;
  const { info } = song.notes;
  const order = onsetOrder(song);
  const { duration } = noteSeconds(song);
  const isDrum = drumFlags(song);
  const novelty = harmonicNovelty(song, clusters);
  const loudness = new Float64Array(length);
  const lowest = new Float64Array(length);
  const count = new Float64Array(length);
  const drums = new Uint8Array(length);
  const spans = new Float64Array(length * 4);
  for (let cluster = 0; cluster < length; cluster++) {
    let longest = 0;
    let low = 128;
    let loudest = 0;
    let kinds = 0;
    for (let place = first[cluster]!; place < first[cluster + 1]!; place++) {
      const note = order[place]!;
      const packed = info[note]!;
      const pitch = pitchOf(packed);
      loudest = Math.max(loudest, velocityOf(packed));
      if (isDrum[note] !== 0) {
        kinds |= kicks.includes(pitch) ? 1 : snares.includes(pitch) ? 2 : 4;
        continue;
      }
      kinds |= 8;
      low = Math.min(low, pitch);
      longest = Math.max(longest, duration[note]!);
    }
    loudness[cluster] = loudest / 64;
    lowest[cluster] = low;
    count[cluster] = Math.log2(first[cluster + 1]! - first[cluster]!);
    drums[cluster] = kinds & 1 ? (kinds & 2 ? 1 : 2) : kinds & 2 ? 3 : kinds & 4 ? 4 : 0;
    spans[cluster * 4] = (seconds[cluster + 1] ?? Number.POSITIVE_INFINITY) - seconds[cluster]!;
    spans[cluster * 4 + 1] = seconds[cluster]! - (seconds[cluster - 1] ?? Number.NEGATIVE_INFINITY);
    spans[cluster * 4 + 2] = (seconds[cluster + 2] ?? Number.POSITIVE_INFINITY) - seconds[cluster]!;
    spans[cluster * 4 + 3] = longest;
  }
  const relative = [
    against(seconds, weight, true),
    against(seconds, loudness, false),
    against(seconds, lowest, false),
    against(seconds, count, false),
    against(seconds, novelty, true),
  ];
  const fixed = new Uint8Array(length * fixedFeatures);
  const limits = Object.values(borders);
  for (let cluster = 0; cluster < length; cluster++) {
    const place = cluster * fixedFeatures;
    for (let n = 0; n < limits.length; n++) {
      fixed[place + n] = featureOffsets[n]! + rangeOf(limits[n]!, relative[n]![cluster]!);
    }
    fixed[place + limits.length] = featureOffsets[limits.length]! + drums[cluster]!;
  }
  return { length, seconds, fixed, spans };
});

/** Writes the ranges of a cluster's features in beats of `period` seconds into `into`, and returns a name of all of them. */
export function beatRanges({ spans }: BeatEvidence, cluster: number, period: number, into: Uint8Array): number {
  let name = 0;
  for (let n = 0; n < beatFeatures; n++) {
    const range = n < 4 ? rangeOf(lengths, spans[cluster * 4 + n]! / period) : rangeOf(periods, period);
    into[n] = featureOffsets[fixedFeatures + n]! + range;
    name = name * 16 + range;
  }
  return name;
}

function rangeOf(limits: readonly number[], value: number): number {
  let range = 0;
  while (range < limits.length && value > limits[range]!) range++;
  return range;
}

/** Values less the mean of their neighbourhood, in parts of it where `isRatio`. */
function against(seconds: Float64Array, values: Float64Array, isRatio: boolean): Float64Array {
  const result = new Float64Array(values.length);
  let from = 0;
  let to = 0;
  let sum = 0;
  for (let n = 0; n < values.length; n++) {
    while (to < values.length && seconds[to]! <= seconds[n]! + neighbourhood) sum += values[to++]!;
    while (seconds[from]! < seconds[n]! - neighbourhood) sum -= values[from++]!;
    const mean = sum / (to - from);
    result[n] = isRatio ? (values[n]! - mean) / Math.max(mean, 1e-6) : values[n]! - mean;
  }
  return result;
}
