/**
 * Trains the weights of chord decoding: `bun eval/train/chords.ts [CORPUS]` prints figures cross-validated by song and
 * writes src/music/chord-weights.ts. Data: POP909's chord labels and the synthetic songs' exact chords, each as it is
 * and retimed, so that beats that were tracked are known too.
 */
import { writeFileSync } from "node:fs";
import { type BeatChroma, beatChroma } from "../../src/hearing/harmony/beat-chroma.ts";
import { decode, emissions, featureCount, noChord } from "../../src/hearing/harmony/decoding.ts";
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

/** Weight of one beat of each source. */
const sources: Readonly<Record<string, number>> = { pop909: 1, synth: 2 };
/** Weight of a retimed song beside the same song on its own grid. */
const retimedWeight = 0.3;
const folds = 5;
const epochs = 12;
const batchBeats = 512;
const rate = 0.02;
/** Penalty of squared weights. */
const ridge = 1e-5;
const parameters = 2 * featureCount + 2;

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
}

function exampleOf({ source, chords }: ChordFile, song: Song, variant: string, fold: number): Example {
  const map = tempoMap(song);
  const grid = beatGrid(song);
  const seconds = grid.tick.map((tick) => secondsAt(map, tick));
  return {
    fold,
    source,
    variant,
    chords,
    grid,
    seconds,
    chroma: beatChroma(song),
    classes: classesOf(seconds, chords),
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

/** Adam over shuffled beats on the log loss (Kingma & Ba 2015). */
function train(examples: readonly Example[]): Float64Array {
  const weights = new Float64Array(parameters);
  const first = new Float64Array(parameters);
  const second = new Float64Array(parameters);
  const beats = examples.flatMap((example, n) =>
    Array.from(example.classes, (truth, beat) => [n, beat, truth] as const).filter(
      ([, beat, truth]) => truth !== 255 && beat < example.chroma.length,
    ),
  );
  const gradient = new Float64Array(parameters);
  const features = new Float32Array(featureCount);
  const scores = new Float64Array(25);
  let seed = 1;
  const random = (): number => {
    seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
    return seed / 2 ** 32;
  };
  let step = 0;
  for (let epoch = 0; epoch < epochs; epoch++) {
    for (let n = beats.length - 1; n > 0; n--) {
      const other = Math.floor(random() * (n + 1));
      [beats[n], beats[other]] = [beats[other]!, beats[n]!];
    }
    for (let start = 0; start < beats.length; start += batchBeats) {
      const batch = beats.slice(start, start + batchBeats);
      gradient.fill(0);
      for (const [n, beat, truth] of batch) {
        const example = examples[n]!;
        const weight = sources[example.source]! * (example.variant === "orig" ? 1 : retimedWeight);
        featuresOf(example.chroma, beat, features);
        descend(features, truth, weight / batch.length, weights, gradient, scores);
      }
      step++;
      const now = rate * 0.5 * (1 + Math.cos((Math.PI * step) / ((epochs * beats.length) / batchBeats + 1)));
      for (let p = 0; p < parameters; p++) {
        const slope = gradient[p]! + ridge * weights[p]!;
        first[p] = 0.9 * first[p]! + 0.1 * slope;
        second[p] = 0.999 * second[p]! + 0.001 * slope * slope;
        const scale = Math.sqrt(second[p]! / (1 - 0.999 ** step)) + 1e-8;
        weights[p]! -= (now * first[p]!) / (1 - 0.9 ** step) / scale;
      }
    }
  }
  return weights;
}

function descend(
  features: Float32Array,
  truth: number,
  weight: number,
  weights: Float64Array,
  gradient: Float64Array,
  scores: Float64Array,
): void {
  let top = 0;
  scores[noChord] = 0;
  for (let triad = 0; triad < 24; triad++) {
    const quality = triad < 12 ? 0 : 1;
    const root = triad % 12;
    let score = weights[2 * featureCount + quality]!;
    for (let n = 0; n < featureCount; n++) {
      const degree = n % 12;
      const value = features[n - degree + ((degree + root) % 12)]!;
      if (value !== 0) score += value * weights[quality * featureCount + n]!;
    }
    scores[triad] = score;
    if (score > top) top = score;
  }
  let sum = 0;
  for (let n = 0; n < 25; n++) sum += Math.exp(scores[n]! - top);
  for (let triad = 0; triad < 24; triad++) {
    const quality = triad < 12 ? 0 : 1;
    const root = triad % 12;
    const slope = weight * (Math.exp(scores[triad]! - top) / sum - (triad === truth ? 1 : 0));
    if (Math.abs(slope) < 1e-9) continue;
    gradient[2 * featureCount + quality]! += slope;
    for (let n = 0; n < featureCount; n++) {
      const degree = n % 12;
      gradient[quality * featureCount + n]! += slope * features[n - degree + ((degree + root) % 12)]!;
    }
  }
}

/** Overlap of one song with given weights. */
function score({ chords, grid, seconds, chroma }: Example, weights: Float64Array): Overlap {
  const path = decode(emissions(chroma, weights), grid);
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
const sums = new Map<string, { files: number; root: number; majmin: number }>();
for (let fold = 0; fold < folds; fold++) {
  const weights = train(examples.filter((example) => example.fold !== fold));
  for (const example of examples) {
    if (example.fold !== fold) continue;
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

const weights = Array.from(train(examples), (weight) => Number(weight.toPrecision(5)));
const used = [...sums]
  .filter(([name]) => name.endsWith("orig"))
  .map(([name, { files }]) => `${files} songs of ${name.split(" ")[0]}`);
writeFileSync(
  new URL("../../src/music/chord-weights.ts", import.meta.url),
  `/** Table: weights of chord decoding, in the order of src/hearing/harmony/decoding.ts. Made by eval/train/chords.ts from ${used.join(" and ")}; MIT and CC0 data. */
export const chordWeights = Float64Array.of(
${weights.map((weight) => `  ${weight},`).join("\n")}
);
`,
);
