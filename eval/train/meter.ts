/**
 * Trains the weights of meter inference: `bun eval/train/meter.ts [CORPUS]` prints cross-validated figures and writes
 * src/midi/meter-weights.ts. Data: Nottingham, OpenScore, POP909 and synthetic songs without their time signatures; for
 * tracked beats the same without their tempo maps.
 */
import { writeFileSync } from "node:fs";
import { basename } from "node:path";
import type { Song } from "../../mod.ts";
import { mapIsSound } from "../../src/midi/grid-phase.ts";
import { meterFeatureCount } from "../../src/midi/meter-features.ts";
import { meterClasses, songMeterFeatures } from "../../src/midi/meter-inference.ts";
import { annotated, corpusFolder, generated } from "../corpus.ts";
import { meterClass } from "../meter-class.ts";
import { retimed, stripped } from "../variants.ts";

/** Weight of one file of each source. */
const sources: Readonly<Record<string, number>> = {
  "nottingham-full": 1,
  "nottingham-melody": 0.5,
  "nottingham-chords": 0.5,
  "openscore-lieder": 3,
  "openscore-quartets": 3,
  pop909: 1,
  synth: 1,
  gmd: 0.3,
  generated: 1,
};
const folds = 5;
const epochs = 400;
const rate = 0.03;
/** Penalty of squared weights. */
const ridge = 3e-4;
const corpus = process.argv[2] ?? corpusFolder;
/** Generated songs, which are in no fold: they are only trained on. */
const more = generated(corpus, 900, 77);
const classes = meterClasses.length;

interface Example {
  readonly source: string;
  readonly fold: number;
  readonly features: Float64Array;
  readonly right: number;
}

/** A name's fold: all versions of one tune are in the same. */
const foldOf = (name: string): number =>
  [...name].reduce((hash, letter) => (hash * 31 + letter.charCodeAt(0)) >>> 0, 7) % folds;

function posterior(features: Float64Array, weights: Float64Array): Float64Array {
  const scores = new Float64Array(classes);
  for (let n = 0; n < meterFeatureCount; n++) {
    for (let one = 0; one < classes; one++) scores[one]! += features[n]! * weights[n * classes + one]!;
  }
  const top = Math.max(...scores);
  const exponentials = scores.map((score) => Math.exp(score - top));
  const sum = exponentials.reduce((total, value) => total + value, 0);
  return exponentials.map((value) => value / sum);
}

/** Softmax regression by Adam (Kingma & Ba 2015). */
function train(set: readonly Example[]): Float64Array {
  const size = meterFeatureCount * classes;
  const weights = new Float64Array(size);
  const first = new Float64Array(size);
  const second = new Float64Array(size);
  const total = set.reduce((sum, { source }) => sum + sources[source]!, 0);
  for (let epoch = 1; epoch <= epochs; epoch++) {
    const gradient = weights.map((weight) => ridge * weight);
    for (const { features, right, source } of set) {
      const p = posterior(features, weights);
      for (let one = 0; one < classes; one++) {
        const push = ((p[one]! - (one === right ? 1 : 0)) * sources[source]!) / total;
        for (let n = 0; n < meterFeatureCount; n++) gradient[n * classes + one]! += push * features[n]!;
      }
    }
    const step = rate * Math.min(1, 3 * (1 - epoch / (epochs + 1)));
    for (let n = 0; n < size; n++) {
      first[n] = 0.9 * first[n]! + 0.1 * gradient[n]!;
      second[n] = 0.999 * second[n]! + 0.001 * gradient[n]! ** 2;
      weights[n]! -= (step * first[n]!) / (1 - 0.9 ** epoch) / (Math.sqrt(second[n]! / (1 - 0.999 ** epoch)) + 1e-9);
    }
  }
  return weights;
}

function run(name: "map" | "tracked", vary: (song: Song) => Song): Float64Array {
  const examples: Example[] = [];
  for (const { path, source, meter, song } of [...annotated(corpus, Object.keys(sources)), ...more]) {
    const right = meterClasses.findIndex((one) => meterClass(one.join("/")) === meterClass(meter));
    const varied = vary(song);
    if (right < 0 || mapIsSound(varied) !== (name === "map")) continue;
    examples.push({
      source,
      fold: source === "generated" ? folds : foldOf(basename(path)),
      features: songMeterFeatures(varied),
      right,
    });
  }
  const tally = new Map<string, [files: number, right: number]>();
  const calibration = Array.from({ length: 10 }, () => [0, 0, 0]);
  for (let fold = 0; fold < folds; fold++) {
    const weights = train(examples.filter((one) => one.fold !== fold));
    for (const { features, right, source } of examples.filter((one) => one.fold === fold)) {
      const p = posterior(features, weights);
      const best = p.indexOf(Math.max(...p));
      const counts = tally.get(source) ?? [0, 0];
      tally.set(source, counts);
      counts[0]++;
      if (best === right) counts[1]++;
      const cell = calibration[Math.min(9, Math.floor(p[best]! * 10))]!;
      cell[0]!++;
      cell[1]! += p[best]!;
      if (best === right) cell[2]!++;
    }
  }
  for (const [source, [files, right]] of tally) {
    console.log(
      `${name} ${source.padEnd(20)} ${files} files, ${folds}-fold: class ${((100 * right) / files).toFixed(1)} %`,
    );
  }
  for (const [files, sum, right] of calibration) {
    if (files! > 0)
      console.log(
        `${name} confidence ${(sum! / files!).toFixed(2)}: ${((100 * right!) / files!).toFixed(1)} % right of ${files}`,
      );
  }
  return train(examples);
}

const rowsOf = (weights: Float64Array): string =>
  Array.from({ length: meterFeatureCount }, (_, n) =>
    Array.from(weights.subarray(n * classes, (n + 1) * classes), (weight) => weight.toFixed(3)).join(" "),
  ).join("\n");

const map = run("map", stripped);
const tracked = run("tracked", retimed);
writeFileSync(
  new URL("../../src/midi/meter-weights.ts", import.meta.url),
  `/**
 * Table: weights of meter inference, a row of meterClasses for each feature of meter-features.ts: over the tick grid,
 * and over tracked beats. Made by eval/train/meter.ts from ${Object.keys(sources)
   .join(", ")
   .replace(/(.{60}\S*) /, "$1\n * ")}.
 */

const map = \`
${rowsOf(map)}
\`;

const tracked = \`
${rowsOf(tracked)}
\`;

const read = (table: string): Float64Array => Float64Array.from(table.trim().split(/\\s+/), Number);

/** Weights, \`meterClasses.length\` for each feature. */
export const meterWeights = { map: read(map), tracked: read(tracked) };
`,
);
