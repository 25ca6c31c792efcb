/**
 * Trains the weights of meter inference: `bun eval/train/meter.ts [CORPUS]` prints cross-validated figures and writes
 * src/hearing/meter/meter-weights.ts. Data: Nottingham, OpenScore, POP909, Groove and synthetic songs without their time
 * signatures, and songs of the synthetic kind made for it; for tracked beats the same without their tempo maps.
 */
import { writeFileSync } from "node:fs";
import { basename } from "node:path";
import { meterFeatureCount } from "../../src/hearing/meter/meter-features.ts";
import { meterClasses, songMeterFeatures } from "../../src/hearing/meter/meter-inference.ts";
import { mapIsSound } from "../../src/hearing/time/grid-phase.ts";
import type { Song } from "../../src/midi/mod.ts";
import { type CalibrationRow, calibration } from "../calibration.ts";
import { annotated, corpusFolder, generated } from "../corpus.ts";
import { meterClass } from "../meter-class.ts";
import { retimed, stripped } from "../variants.ts";
import { descend, softmax } from "./softmax.ts";

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
const folds = 5;
/** Penalty of squared weights. */
const ridge = 4e-4;
/** Songs that are only trained on. */
const made = { songs: 900, seed: 77 };
const classes = meterClasses.length;

interface Example {
  readonly source: string;
  readonly fold: number;
  readonly features: Float64Array;
  readonly right: number;
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
const foldOf = (name: string): number =>
  [...name].reduce((hash, letter) => (hash * 31 + letter.charCodeAt(0)) >>> 0, 7) % folds;

/** Features of every annotated song. */
export function meterExamples(corpus: string, places: Places): readonly Example[] {
  const vary: (song: Song) => Song = places === "map" ? stripped : retimed;
  const examples: Example[] = [];
  for (const { path, source, meter, song } of [
    ...annotated(corpus, Object.keys(sources)),
    ...generated(corpus, made.songs, made.seed),
  ]) {
    const right = meterClasses.findIndex((one) => meterClass(one.join("/")) === meterClass(meter));
    const varied = vary(song);
    if (right < 0 || mapIsSound(varied) !== (places === "map")) continue;
    const fold = source === "generated" ? folds : foldOf(basename(path));
    examples.push({ source, fold, features: songMeterFeatures(varied), right });
  }
  return examples;
}

function posterior(features: Float64Array, weights: Float64Array): Float64Array {
  const scores = new Float64Array(classes);
  for (let n = 0; n < meterFeatureCount; n++) {
    for (let one = 0; one < classes; one++) scores[one]! += features[n]! * weights[n * classes + one]!;
  }
  return softmax(scores);
}

function train(set: readonly Example[]): Float64Array {
  const total = set.reduce((sum, { source }) => sum + sources[source]!, 0);
  const size = meterFeatureCount * classes;
  const gradient = (weights: Float64Array, into: Float64Array): void => {
    for (let n = 0; n < size; n++) into[n] = ridge * weights[n]!;
    for (const { features, right, source } of set) {
      const shares = posterior(features, weights);
      for (let one = 0; one < classes; one++) {
        const push = ((shares[one]! - (one === right ? 1 : 0)) * sources[source]!) / total;
        for (let n = 0; n < meterFeatureCount; n++) into[n * classes + one]! += push * features[n]!;
      }
    }
  };
  return descend({ size, epochs: 400, rate: 0.03, gradient });
}

/** Accuracy and calibration over five folds: no tune is judged by weights that it helped to train. */
export function crossValidatedMeter(examples: readonly Example[]): {
  readonly accuracy: readonly MeterAccuracy[];
  readonly calibration: readonly CalibrationRow[];
} {
  const judged: { source: string; right: boolean; confidence: number }[] = [];
  for (let fold = 0; fold < folds; fold++) {
    const weights = train(examples.filter((one) => one.fold !== fold));
    for (const { features, right, source } of examples.filter((one) => one.fold === fold)) {
      const shares = posterior(features, weights);
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
  const corpus = process.argv[2] ?? corpusFolder;
  const table = (places: Places): string => {
    const examples = meterExamples(corpus, places);
    const { accuracy, calibration: rows } = crossValidatedMeter(examples);
    console.log(places);
    console.table(accuracy);
    console.table(rows);
    const weights = train(examples);
    return Array.from({ length: meterFeatureCount }, (_, n) =>
      Array.from(weights.subarray(n * classes, (n + 1) * classes), (weight) => weight.toFixed(3)).join(" "),
    ).join("\n");
  };
  writeFileSync(
    new URL("../../src/hearing/meter/meter-weights.ts", import.meta.url),
    `/**
 * Table: weights of meter inference, a row of meterClasses for each feature of meter-features.ts: over the tick grid,
 * and over tracked beats. Made by eval/train/meter.ts from Nottingham, OpenScore, POP909, Groove and synthetic songs.
 */

const map = \`
${table("map")}
\`;

const tracked = \`
${table("tracked")}
\`;

const read = (table: string): Float64Array => Float64Array.from(table.trim().split(/\\s+/), Number);

/** Weights, \`meterClasses.length\` for each feature. */
export const meterWeights = { map: read(map), tracked: read(tracked) };
`,
  );
}
