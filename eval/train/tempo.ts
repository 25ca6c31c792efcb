/**
 * Trains the weights of tempo inference: `bun eval/train/tempo.ts [CORPUS]` prints cross-validated figures and writes
 * src/hearing/time/tempo-weights.ts. Data: POP909, Groove and synthetic songs with their tempo taken away; clips are Groove's
 * fills and short takes, the same played faster and slower, and bars cut out of all three.
 */
import { writeFileSync } from "node:fs";
import { type Random, randomIntegers } from "../../fuzz/random.ts";
import { barMap } from "../../src/hearing/mod.ts";
import { type TempoCandidates, tempoCandidates } from "../../src/hearing/time/tempo-candidates.ts";
import { likeliest, sharesBy } from "../../src/hearing/time/tempo-inference.ts";
import type { TempoWeights } from "../../src/hearing/time/tempo-weights.ts";
import type { Song } from "../../src/midi/mod.ts";
import { type CalibrationRow, calibration } from "../calibration.ts";
import { cutSong, wholeBars } from "../clips/cut.ts";
import { type Annotated, annotated, corpusFolder } from "../corpus.ts";
import { isTempo, tempoLevels } from "../measures.ts";
import { faster, retimed } from "../variants.ts";
import { descend, softmax } from "./softmax.ts";

/** Weight of one file of each source. */
const sources: Readonly<Record<string, number>> = { pop909: 1, gmd: 1, synth: 0.7 };
/** Weight of a clip that was played faster or slower than it is, and of one that was cut out of a song. */
const clips = { stretched: 0.5, cut: 0.3 };
/** How many times faster clips are played too: few of Groove's fills have each tempo. */
const stretches = [0.8, 0.9, 1.1, 1.25];
/** Clips that are cut out of each song of a source, their lengths in quarters, and by how much they are stretched at most. */
const cuts: Readonly<Record<string, number>> = { gmd: 6, synth: 3, pop909: 2 };
const cutQuarters = [4, 4, 8, 8, 16];
const mostStretch = 0.3;
const folds = 5;
/** Penalty of squared weights. */
const ridge = { songs: 5e-4, clips: 2e-3 };
/** How much naming the right tempo up to its octave counts beside naming it. */
const octaveFree = 1;
/** Deviation of the logarithm of a tempo from the right one at which a candidate of a clip counts less. */
const clipWidth = 0.02;
const seed = 5;

/** Candidates of one song. */
export interface Example {
  readonly source: string;
  readonly fold: number;
  readonly bpm: readonly number[];
  readonly found: TempoCandidates;
  readonly weight: number;
  /** Only to train on: not a take as it is. */
  readonly isMade: boolean;
}

/** Cross-validated accuracy on one source. */
export interface TempoAccuracy {
  readonly source: string;
  readonly files: number;
  readonly accuracy1: number;
  readonly accuracy2: number;
}

/** Fold of a path among some. Takes of one style that a drummer played in one session are one song of Groove. */
export function tempoFold(path: string, count = folds): number {
  const [, session, style] = /\/gmd\/(.*)\/\d+_(.*?)_\d+_/.exec(path) ?? [];
  const song = session ? `${session}/${style}` : path.slice(path.lastIndexOf("/dev"));
  let number = 7;
  for (const letter of song) number = (Math.imul(number, 31) + letter.charCodeAt(0)) | 0;
  return (number >>> 1) % count;
}

/** Candidates of every annotated song, and of clips that are made of them. */
export function tempoExamples(corpus: string, count = folds): readonly Example[] {
  const examples: Example[] = [];
  const random = randomIntegers(seed);
  for (const file of annotated(corpus, Object.keys(sources))) {
    const { path, source, bpm } = file;
    if (bpm.length === 0) continue;
    const fold = tempoFold(path, count);
    const weight = sources[source]!;
    const song = retimed(file.song);
    const found = tempoCandidates(song);
    const name = found.isClip ? `${source}, clips` : source;
    examples.push({ source: name, fold, bpm, found, weight, isMade: false });
    const add = (made: Song, by: number, part: number, as: string): void => {
      const one = tempoCandidates(faster(made, by));
      if (!one.isClip || one.period.length === 0) return;
      const isMade = by !== 1;
      examples.push({
        source: as,
        fold,
        bpm: bpm.map((tempo) => tempo * by),
        found: one,
        weight: weight * part,
        isMade,
      });
    };
    if (found.isClip) for (const by of stretches) add(song, by, clips.stretched, name);
    else {
      for (const clip of cutsOf(file, random)) {
        add(clip, 1, clips.cut / 2, `${source}, cut`);
        add(clip, Math.exp((random(1000) / 500 - 1) * mostStretch), clips.cut / 2, `${source}, cut`);
      }
    }
  }
  return examples;
}

/** Bars cut out of a song, without a tempo. */
function* cutsOf({ source, song }: Annotated, random: Random): Generator<Song> {
  const { numerator, denominator } = barMap(song);
  const bar = (4 * numerator[0]!) / denominator[0]!;
  const whole = wholeBars(song);
  for (let n = 0; n < cuts[source]!; n++) {
    const bars = Math.max(1, Math.round(cutQuarters[random(cutQuarters.length)]! / bar));
    if (whole < bars + 1) continue;
    const clip = cutSong(song, { bar: 1 + random(whole - bars), bars, signed: false, end: "note" });
    if (clip) yield retimed(clip);
  }
}

/** Weights that fit some examples best. */
export function trainTempo(set: readonly Example[]): TempoWeights {
  return {
    songs: regress(
      set.filter(({ found }) => !found.isClip),
      ridge.songs,
    ),
    clips: regress(
      set.filter(({ found }) => found.isClip),
      ridge.clips,
    ),
  };
}

/** How right each candidate is, strictly and up to its octave. */
function targetsOf({ bpm, found: { isClip, period } }: Example): readonly (readonly number[])[] {
  if (isClip) {
    const off = (beat: number): number => Math.min(...bpm.map((one) => Math.abs(60 / beat / one - 1)));
    return [period.map((beat) => Math.exp(-0.5 * (off(beat) / clipWidth) ** 2))];
  }
  return [
    period.map((beat) => Number(isTempo(60 / beat, bpm, [1]))),
    period.map((beat) => octaveFree * Number(isTempo(60 / beat, bpm, tempoLevels))),
  ];
}

function regress(set: readonly Example[], penalty: number): Float64Array {
  const size = set[0]!.found.features.length / set[0]!.found.period.length;
  const deviation = deviations(set, size);
  const total = set.reduce((sum, { weight }) => sum + weight, 0);
  const packed = set.map((example) => ({
    weight: example.weight / total,
    count: example.found.period.length,
    rows: example.found.features.map((value, n) => value / deviation[n % size]!),
    targets: targetsOf(example),
  }));
  const gradient = (weights: Float64Array, into: Float64Array): void => {
    for (let n = 0; n < size; n++) into[n] = penalty * weights[n]!;
    for (const { weight, count, rows, targets } of packed) {
      const scores = new Float64Array(count);
      for (let c = 0; c < count; c++) {
        let score = 0;
        for (let n = 0; n < size; n++) score += rows[c * size + n]! * weights[n]!;
        scores[c] = score;
      }
      const shares = softmax(scores);
      const push = new Float64Array(count);
      for (const target of targets) {
        let good = 0;
        for (let c = 0; c < count; c++) good += shares[c]! * target[c]!;
        if (good < 1e-9) continue;
        for (let c = 0; c < count; c++) push[c]! += shares[c]! * (1 - target[c]! / good) * weight;
      }
      for (let c = 0; c < count; c++) {
        if (Math.abs(push[c]!) < 1e-9) continue;
        for (let n = 0; n < size; n++) into[n]! += push[c]! * rows[c * size + n]!;
      }
    }
  };
  const own = descend({ size, epochs: 200, rate: 0.06, gradient });
  // What features are divided by is folded into the weights; what is the same for all candidates cancels out.
  return own.map((weight, n) => weight / deviation[n]!);
}

function deviations(set: readonly Example[], size: number): Float64Array {
  const mean = new Float64Array(size);
  const squares = new Float64Array(size);
  let rows = 0;
  for (const { found } of set) {
    rows += found.period.length;
    found.features.forEach((value, n) => {
      mean[n % size]! += value;
      squares[n % size]! += value * value;
    });
  }
  return squares.map((sum, n) => Math.max(1e-2, Math.sqrt(sum / rows - (mean[n]! / rows) ** 2)));
}

/** Accuracy and calibration over five folds: no song is judged by weights that it helped to train. */
export function crossValidatedTempo(examples: readonly Example[]): {
  readonly accuracy: readonly TempoAccuracy[];
  readonly calibration: readonly CalibrationRow[];
} {
  const judged: { source: string; right1: boolean; right2: boolean; confidence: number }[] = [];
  for (let fold = 0; fold < folds; fold++) {
    const weights = trainTempo(examples.filter((one) => one.fold !== fold));
    for (const { source, bpm, found, isMade } of examples.filter((one) => one.fold === fold)) {
      if (isMade || found.period.length === 0) continue;
      const told = likeliest(sharesBy(found, weights));
      judged.push({
        source,
        right1: isTempo(told.bpm, bpm, [1]),
        right2: isTempo(told.bpm, bpm, tempoLevels),
        confidence: told.confidence,
      });
    }
  }
  const accuracy = [...new Set(judged.map(({ source }) => source))].map((source) => {
    const own = judged.filter((one) => one.source === source);
    const share = (right: "right1" | "right2"): number => own.filter((one) => one[right]).length / own.length;
    return { source, files: own.length, accuracy1: share("right1"), accuracy2: share("right2") };
  });
  return { accuracy, calibration: calibration(judged.map(({ confidence, right1 }) => [confidence, right1])) };
}

if (import.meta.main) {
  const examples = tempoExamples(process.argv[2] ?? corpusFolder);
  const { accuracy, calibration: rows } = crossValidatedTempo(examples);
  console.table(accuracy);
  console.table(rows);
  const { songs, clips: short } = trainTempo(examples);
  const counts = accuracy.map(({ source, files }) => `${files} of ${source}`).join(", ");
  const text = (weights: Float64Array): string =>
    Array.from(weights, (weight) => weight.toPrecision(5))
      .join(" ")
      .replace(/(.{90,105}?) /g, "$1\n");
  writeFileSync(
    new URL("../../src/hearing/time/tempo-weights.ts", import.meta.url),
    `/**
 * Table: weights of tempo inference, one for each feature of tempo-candidates.ts, of songs and of clips. Made by
 * eval/train/tempo.ts from ${counts} (gmd: Groove); MIT, CC BY 4.0 and CC0 data.
 */

const songs = \`
${text(songs)}
\`;

const clips = \`
${text(short)}
\`;

const read = (table: string): Float64Array => Float64Array.from(table.trim().split(/\\s+/), Number);

/** Weights of the features of a candidate. */
export interface TempoWeights {
  readonly songs: Float64Array;
  readonly clips: Float64Array;
}

export const tempoWeights: TempoWeights = { songs: read(songs), clips: read(clips) };
`,
  );
}
