/**
 * Trains the weights of chord decoding: `bun eval/train/chords.ts [CORPUS]` prints figures cross-validated by song and
 * writes src/music/chord-weights.ts. Data: POP909's chord labels and the synthetic songs' exact chords, each as it is
 * and retimed, so that beats that were tracked are known too.
 */
import { writeFileSync } from "node:fs";
import { type BeatChroma, beatChroma } from "../../src/hearing/harmony/beat-chroma.ts";
import { featureCount, jointCount, leastThird, noChord, weightsAt } from "../../src/hearing/harmony/chord-features.ts";
import { decode, placesOf } from "../../src/hearing/harmony/decoding.ts";
import { emissions } from "../../src/hearing/harmony/emissions.ts";
import { type BeatGrid, beatGrid } from "../../src/hearing/mod.ts";
import { type Song, secondsAt, tempoMap } from "../../src/midi/mod.ts";
import {
  type ChordFile,
  chordFiles,
  majmin,
  type Overlap,
  overlap,
  type TrueChord,
  triadLabel,
} from "../chord-truth.ts";
import { corpusFolder } from "../corpus.ts";
import { retimed } from "../variants.ts";
import { addExpected, transitions } from "./chain.ts";

/** Weight of one beat of each source. */
const sources: Readonly<Record<string, number>> = { pop909: 1, synth: 2 };
/** Weight of a retimed song beside the same song on its own grid. */
const retimedWeight = 0.3;
const folds = 2;
const epochs = 8;
const rate = 0.03;
/** Of so many songs one is learned from in its retimed form too. */
const retimedEvery = 4;
/** Penalty of squared weights. */
const ridge = 1e-5;

interface Example {
  readonly fold: number;
  readonly source: string;
  readonly variant: string;
  readonly chords: readonly TrueChord[];
  readonly grid: BeatGrid;
  /** Beats in seconds. */
  readonly seconds: Float64Array;
  readonly chroma: BeatChroma;
  /** Class of every beat, 255 where there is none to learn. */
  readonly classes: Uint8Array;
  /** Place of every beat in its bar. */
  readonly places: Uint8Array;
}

function exampleOf({ source, chords }: ChordFile, song: Song, variant: string, fold: number): Example {
  const map = tempoMap(song);
  const grid = beatGrid(song);
  const seconds = grid.tick.map((tick) => secondsAt(map, tick));
  const chroma = beatChroma(song);
  return {
    fold,
    source,
    variant,
    chords,
    grid,
    seconds,
    chroma,
    classes: classesOf(seconds.subarray(0, chroma.length), chords),
    places: placesOf(grid, chroma.length),
  };
}

/** The class that lasts longest in each beat. */
function classesOf(seconds: Float64Array, chords: readonly TrueChord[]): Uint8Array {
  let from = 0;
  return Uint8Array.from(seconds, (begin, beat) => {
    const end = seconds[beat + 1] ?? begin;
    while (from < chords.length && chords[from]!.end <= begin) from++;
    let most = (end - begin) / 2;
    let found = 255;
    for (let n = from; n < chords.length && chords[n]!.begin < end; n++) {
      const shared = Math.min(end, chords[n]!.end) - Math.max(begin, chords[n]!.begin);
      if (shared <= most) continue;
      most = shared;
      found = majmin(chords[n]!) ?? 255;
    }
    return found;
  });
}

/** Features of one beat for root 0, by group: chroma, its root, bass, chroma before, chroma behind. */
function featuresOf({ length, chroma, bass }: BeatChroma, beat: number, into: Float32Array): void {
  for (let n = 0; n < 12; n++) {
    const cell = beat * 12 + n;
    into[n] = chroma[cell]!;
    into[12 + n] = Math.sqrt(chroma[cell]!);
    into[24 + n] = bass[cell]!;
    into[36 + n] = beat > 0 ? chroma[cell - 12]! : 0;
    into[48 + n] = beat + 1 < length ? chroma[cell + 12]! : 0;
  }
}

/** Joint features of a triad in the beat whose row begins at `row`. */
function jointFeatures(
  { chroma, bass }: Pick<BeatChroma, "chroma" | "bass">,
  row: number,
  root: number,
  quality: 0 | 1,
  into: Float64Array,
): void {
  const at = (interval: number): number => row + ((root + interval) % 12);
  const own = chroma[row + root]!;
  const minor = chroma[at(3)]!;
  const major = chroma[at(4)]!;
  const fifth = chroma[at(7)]!;
  const third = quality === 1 ? minor : major;
  const seventh = chroma[at(10)]!;
  const triad = Math.min(own, third, fifth);
  into[0] = triad;
  into[1] = Math.min(own, third);
  into[2] = Math.min(third, fifth);
  into[3] = Math.min(own, fifth);
  into[4] = Math.min(bass[row + root]!, third);
  into[5] = Math.min(triad, quality === 1 ? seventh : Math.max(seventh, chroma[at(11)]!));
  into[6] = third > leastThird ? 1 : 0;
  into[7] = Math.min(minor, major);
}

/** Adam over shuffled songs on the log loss of whole songs (Kingma & Ba 2015). */
function train(examples: readonly Example[]): Float64Array {
  const weights = new Float64Array(weightsAt.end);
  weights.set([0.5, 1.5, 2.5], weightsAt.changes);
  weights.fill(2, weightsAt.silence);
  const first = new Float64Array(weightsAt.end);
  const second = new Float64Array(weightsAt.end);
  const order = [...examples.keys()];
  let seed = 1;
  const random = (): number => {
    seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
    return seed / 2 ** 32;
  };
  let step = 0;
  for (let epoch = 0; epoch < epochs; epoch++) {
    for (let n = order.length - 1; n > 0; n--) {
      const other = Math.floor(random() * (n + 1));
      [order[n], order[other]] = [order[other]!, order[n]!];
    }
    for (const n of order) {
      const gradient = slopeOf(examples[n]!, weights);
      step++;
      const now = rate * 0.5 * (1 + Math.cos((Math.PI * step) / (epochs * order.length + 1)));
      for (let p = 0; p < weights.length; p++) {
        const slope = gradient[p]! + (p < weightsAt.changes ? ridge * weights[p]! : 0);
        first[p] = 0.9 * first[p]! + 0.1 * slope;
        second[p] = 0.999 * second[p]! + 0.001 * slope * slope;
        const scale = Math.sqrt(second[p]! / (1 - 0.999 ** step)) + 1e-8;
        weights[p]! -= (now * first[p]!) / (1 - 0.9 ** step) / scale;
      }
    }
  }
  return weights;
}

/** Slope of one song's loss, by beat. */
function slopeOf(example: Example, weights: Float64Array): Float64Array {
  const { chroma, classes, places, source, variant } = example;
  const gradient = new Float64Array(weightsAt.end);
  const chain = { scores: emissions(chroma, weights), places, labels: classes };
  const expected = new Float64Array(chain.scores.length);
  const factors = transitions(weights);
  addExpected(chain, factors, true, -1, expected, gradient);
  addExpected(chain, factors, false, 1, expected, gradient);
  addFeatures(chroma, expected, gradient);
  const weight = (sources[source]! * (variant === "orig" ? 1 : retimedWeight)) / classes.length;
  return gradient.map((slope) => slope * weight);
}

function addFeatures(chroma: BeatChroma, expected: Float64Array, gradient: Float64Array): void {
  const features = new Float32Array(featureCount);
  const joint = new Float64Array(jointCount);
  for (let beat = 0; beat < chroma.length; beat++) {
    featuresOf(chroma, beat, features);
    for (let triad = 0; triad < noChord; triad++) {
      const by = expected[beat * (noChord + 1) + triad]!;
      if (Math.abs(by) < 1e-6) continue;
      const quality = triad < 12 ? 0 : 1;
      const root = triad % 12;
      gradient[weightsAt.constants + quality]! += by;
      jointFeatures(chroma, beat * 12, root, quality, joint);
      for (let n = 0; n < jointCount; n++) gradient[weightsAt.joint + quality * jointCount + n]! += by * joint[n]!;
      for (let n = 0; n < featureCount; n++) {
        const degree = n % 12;
        gradient[quality * featureCount + n]! += by * features[n - degree + ((degree + root) % 12)]!;
      }
    }
  }
}

/** Overlap of one song with given weights. */
function score({ chords, grid, seconds, chroma }: Example, weights: Float64Array): Overlap {
  const path = decode(emissions(chroma, weights), grid, weights);
  const estimated = Array.from(path, (triad, beat) => {
    return { begin: seconds[beat]!, end: seconds[beat + 1] ?? seconds[beat]!, label: triadLabel(triad) };
  });
  return overlap(chords, estimated);
}

const examples: Example[] = [];
let count = 0;
for (const file of chordFiles(process.argv[2] ?? corpusFolder, Object.keys(sources))) {
  const fold = count++ % folds;
  examples.push(exampleOf(file, file.song, "orig", fold), exampleOf(file, retimed(file.song), "retimed", fold));
}
const learned = examples.filter(
  ({ variant, chroma }, n) => chroma.length > 2 && (variant === "orig" || Math.floor(n / 2) % retimedEvery === 0),
);
const weights = Array.from(train(learned), (weight) => Number(weight.toPrecision(5)));
const used = Object.keys(sources).map((source) => {
  const files = examples.filter((example) => example.source === source && example.variant === "orig").length;
  return `${files} songs of ${source}`;
});
writeFileSync(
  new URL("../../src/music/chord-weights.ts", import.meta.url),
  `/** Table: weights of chord decoding, in the order of src/hearing/harmony/chord-features.ts. Made by eval/train/chords.ts from ${used.join(" and ")}; MIT and CC0 data. */
export const chordWeights = Float64Array.of(
${weights.map((weight) => `  ${weight},`).join("\n")}
);
`,
);

const sums = new Map<string, { files: number; root: number; majmin: number }>();
for (let fold = 0; fold < folds; fold++) {
  const weights = train(learned.filter((example) => example.fold !== fold));
  for (const example of examples) {
    if (example.fold !== fold) continue;
    if (example.chroma.length < 2) continue;
    const { root, majmin } = score(example, weights);
    const name = `${example.source} ${example.variant}`;
    const sum = sums.get(name) ?? { files: 0, root: 0, majmin: 0 };
    sums.set(name, { files: sum.files + 1, root: sum.root + root, majmin: sum.majmin + majmin });
  }
}
for (const [name, { files, root, majmin }] of sums) {
  const mean = (sum: number): string => ((100 * sum) / files).toFixed(2);
  console.log(`${name}: ${files} songs, ${folds}-fold: majmin ${mean(majmin)}, root ${mean(root)}`);
}
