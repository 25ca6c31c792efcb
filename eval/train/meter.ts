/**
 * Trains the weights of meter inference: `bun eval/train/meter.ts [--only tracked] [CORPUS]` prints cross-validated figures
 * and writes src/hearing/meter/meter-weights.ts. `--only tracked` leaves the weights over the tick grid as they are, for when
 * beats are tracked otherwise. Data: Nottingham, OpenScore, POP909, Groove and synthetic songs without their time
 * signatures, songs of the synthetic kind made for it, clips out of them and clips made note by note; for tracked beats the
 * songs without their tempo maps.
 */
import { writeFileSync } from "node:fs";
import { basename } from "node:path";
import { parseArgs } from "node:util";
import { randomIntegers } from "../../fuzz/random.ts";
import { clipLength, clipShare, endEvidence } from "../../src/hearing/meter/bar-ends.ts";
import { meterFeatureCount } from "../../src/hearing/meter/meter-features.ts";
import { barQuarters, meterClasses, songMeterFeatures } from "../../src/hearing/meter/meter-inference.ts";
import { meterWeights } from "../../src/hearing/meter/meter-weights.ts";
import { mapIsSound } from "../../src/hearing/time/grid-phase.ts";
import type { Song } from "../../src/midi/mod.ts";
import { type CalibrationRow, calibration } from "../calibration.ts";
import { madeClips } from "../clips/made.ts";
import { clipsOf, cutSources } from "../clips/songs.ts";
import { annotated, corpusFolder, generated } from "../corpus.ts";
import { meterClass } from "../meter-class.ts";
import { retimed, stripped } from "../variants.ts";
import { descend } from "./softmax.ts";

/** Weight of one file of each source. */
const sources: Readonly<Record<string, number>> = {
  "nottingham-full": 1,
  "nottingham-melody": 0.5,
  "nottingham-chords": 0.5,
  "openscore-lieder": 4,
  "openscore-quartets": 4,
  pop909: 1,
  synth: 1,
  gmd: 0.3,
  generated: 0.8,
};
/** Weight of a clip cut out of a song, beside the song's, and of a clip made note by note. */
const clips = { cut: 0.25, made: 0.5, count: 3000, seed: 7 };
/** Folds of cross-validation. */
export const meterFolds = 5;
/** Penalty of squared weights. */
const ridge = 1e-4;
/** Songs that are only trained on. */
const made = { songs: 900, seed: 77 };
const classes = meterClasses.length;

/** One song or clip. */
export interface Example {
  readonly source: string;
  readonly fold: number;
  readonly features: Float64Array;
  /** How far it is a clip, 0 to 1, and what its length then adds to the scores. */
  readonly share: number;
  readonly offset: Float64Array;
  /** A whole song, and no clip cut out of one or made. */
  readonly isWhole: boolean;
  readonly weight: number;
  readonly right: number;
}

/** Weights of songs and of clips. */
export interface Trained {
  readonly songs: Float64Array;
  readonly clips: Float64Array;
}

/** Cross-validated accuracy of the meter's class on one source. */
export interface MeterAccuracy {
  readonly source: string;
  readonly files: number;
  readonly accuracy: number;
}

/** Places of notes: on the tick grid of a song without signatures, or among beats tracked without a tempo map. */
export type Places = "map" | "tracked";

/** A name's fold: all versions of one tune are in the same. */
export const foldOf = (name: string): number =>
  [...name].reduce((hash, letter) => (hash * 31 + letter.charCodeAt(0)) >>> 0, 7) % meterFolds;

/**
 * Features of annotated songs, and of clips out of them and made for it where notes lie on ticks.
 *
 * @param every one in so many songs.
 */
export function meterExamples(corpus: string, places: Places, every = 1): readonly Example[] {
  const vary: (song: Song) => Song = places === "map" ? stripped : retimed;
  const examples: Example[] = [];
  const add = (source: string, name: string | undefined, meter: string, song: Song, weight: number): void => {
    const right = meterClasses.findIndex((one) => meterClass(one.join("/")) === meterClass(meter));
    if (right < 0 || mapIsSound(song) !== (places === "map")) return;
    const length = clipLength(song);
    examples.push({
      ...{ source, weight, right },
      fold: name === undefined ? meterFolds : foldOf(name),
      features: songMeterFeatures(song),
      share: places === "map" ? clipShare(length) : 0,
      offset: endEvidence(length, barQuarters),
      isWhole: !source.endsWith(", cut") && source !== "made",
    });
  };
  const files = [...annotated(corpus, Object.keys(sources)), ...generated(corpus, made.songs, made.seed)];
  for (const file of files.filter((_, n) => n % every === 0)) {
    const { path, source, meter, song } = file;
    const weight = sources[source]!;
    const name = source === "generated" ? undefined : basename(path);
    add(source, name, meter, vary(song), weight);
    if (places === "tracked" || ![...cutSources, "generated"].includes(source) || meter === "") continue;
    for (const clip of clipsOf(file, randomIntegers(foldOf(path)))) {
      if (!clip.signed) add(`${source}, cut`, name, meter, clip.song, weight * clips.cut);
    }
  }
  if (places === "tracked") return examples;
  for (const { song, meter } of madeClips(clips.count, clips.seed)) {
    add("made", undefined, meter, stripped(song), clips.made);
  }
  return examples;
}

/** Probability of each class, of a clip by its own weights. */
export function posterior({ features, offset, share }: Example, { songs, clips }: Trained): Float64Array {
  const filled = nonzero(features);
  const ofSong = new Float64Array(classes);
  addScores(ofSong, filled, features, songs);
  if (share === 0) return normalized(ofSong);
  const ofClip = offset.slice();
  addScores(ofClip, filled, features, clips);
  return normalized(ofClip.map((one, n) => share * one + (1 - share) * ofSong[n]!));
}

/** Weights that some examples give. */
export const trainMeter = (set: readonly Example[]): Trained => ({
  songs: regress(
    set.filter(({ isWhole }) => isWhole),
    false,
  ),
  clips: regress(
    set.filter(({ share }) => share > 0),
    true,
  ),
});

function regress(set: readonly Example[], withLength: boolean): Float64Array {
  const size = meterFeatureCount * classes;
  if (set.length === 0) return new Float64Array(size);
  const total = set.reduce((sum, { weight }) => sum + weight, 0);
  // Most features of a clip are zero.
  const packed = set.map((example) => ({ ...example, filled: nonzero(example.features) }));
  const shares = new Float64Array(classes);
  const gradient = (weights: Float64Array, into: Float64Array): void => {
    for (let n = 0; n < size; n++) into[n] = ridge * weights[n]!;
    for (const { features, filled, offset, right, weight } of packed) {
      if (withLength) shares.set(offset);
      else shares.fill(0);
      addScores(shares, filled, features, weights);
      normalized(shares);
      shares[right]! -= 1;
      for (let one = 0; one < classes; one++) shares[one]! *= weight / total;
      for (let n = 0; n < filled.length; n++) {
        const feature = filled[n]!;
        const value = features[feature]!;
        const base = feature * classes;
        for (let one = 0; one < classes; one++) into[base + one]! += shares[one]! * value;
      }
    }
  };
  return descend({ size, epochs: 300, rate: 0.04, gradient });
}

const nonzero = (features: Float64Array): Uint16Array =>
  Uint16Array.from(features.keys()).filter((feature) => features[feature] !== 0);

function addScores(scores: Float64Array, filled: Uint16Array, features: Float64Array, weights: Float64Array): void {
  for (let n = 0; n < filled.length; n++) {
    const feature = filled[n]!;
    const value = features[feature]!;
    const base = feature * classes;
    for (let one = 0; one < classes; one++) scores[one]! += value * weights[base + one]!;
  }
}

/** Scores as the probabilities that they stand for, in place. */
function normalized(scores: Float64Array): Float64Array {
  let top = Number.NEGATIVE_INFINITY;
  for (let one = 0; one < scores.length; one++) top = Math.max(top, scores[one]!);
  let sum = 0;
  for (let one = 0; one < scores.length; one++) {
    scores[one] = Math.exp(scores[one]! - top);
    sum += scores[one]!;
  }
  for (let one = 0; one < scores.length; one++) scores[one]! /= sum;
  return scores;
}

/** Accuracy and calibration over five folds: no tune is judged by weights that it helped to train. */
export function crossValidatedMeter(examples: readonly Example[]): {
  readonly accuracy: readonly MeterAccuracy[];
  readonly calibration: readonly CalibrationRow[];
} {
  const judged: { source: string; right: boolean; confidence: number }[] = [];
  for (let fold = 0; fold < meterFolds; fold++) {
    const weights = trainMeter(examples.filter((one) => one.fold !== fold));
    for (const example of examples.filter((one) => one.fold === fold)) {
      const { right, source } = example;
      const shares = posterior(example, weights);
      const confidence = Math.max(...shares);
      judged.push({ source, right: shares[right] === confidence, confidence });
    }
  }
  const accuracy = [...new Set(judged.map(({ source }) => source))].map((source) => {
    const own = judged.filter((one) => one.source === source);
    return { source, files: own.length, accuracy: own.filter(({ right }) => right).length / own.length };
  });
  return { accuracy, calibration: calibration(judged.map(({ confidence, right }) => [confidence, right])) };
}

if (import.meta.main) {
  const { values, positionals } = parseArgs({ options: { only: { type: "string" } }, allowPositionals: true });
  const corpus = positionals[0] ?? corpusFolder;
  const tables = (places: Places): Trained => {
    const examples = meterExamples(corpus, places);
    const { accuracy, calibration: rows } = crossValidatedMeter(examples);
    console.log(places);
    console.table(accuracy);
    console.table(rows);
    return trainMeter(examples);
  };
  const text = (weights: Float64Array): string =>
    Array.from({ length: meterFeatureCount }, (_, n) =>
      Array.from(weights.subarray(n * classes, (n + 1) * classes), (weight) => weight.toFixed(3)).join(" "),
    ).join("\n");
  const stored: Trained = { songs: meterWeights.map, clips: meterWeights.clip };
  const map = values.only === "tracked" ? stored : tables("map");
  writeFileSync(
    new URL("../../src/hearing/meter/meter-weights.ts", import.meta.url),
    `/** Table: weights of meter inference, made by eval/train/meter.ts from Nottingham, OpenScore, POP909, Groove, synthetic songs and clips. */

// A row of meterClasses for each feature of meter-features.ts: over the tick grid, of songs and of clips, and over tracked beats.

const map = \`
${text(map.songs)}
\`;

const clip = \`
${text(map.clips)}
\`;

const tracked = \`
${text(tables("tracked").songs)}
\`;

const read = (table: string): Float64Array => Float64Array.from(table.trim().split(/\\s+/), Number);

/** Weights, \`meterClasses.length\` for each feature. */
export const meterWeights = { map: read(map), clip: read(clip), tracked: read(tracked) };
`,
  );
}
