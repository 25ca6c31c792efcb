/**
 * Trains the weights of tempo inference: `bun eval/train/tempo.ts [CORPUS]` prints cross-validated figures and writes
 * src/hearing/time/tempo-weights.ts. Data: POP909, Groove and synthetic songs with their tempo taken away.
 */
import { writeFileSync } from "node:fs";
import { featureCount, tempoCandidates } from "../../src/hearing/time/tempo-candidates.ts";
import { type CalibrationRow, calibration } from "../calibration.ts";
import { annotated, corpusFolder } from "../corpus.ts";
import { retimed } from "../variants.ts";
import { descend, softmax } from "./softmax.ts";

/** Weight of one file of each source; fills are the clips of Groove. */
const sources: Readonly<Record<string, number>> = { pop909: 1, gmd: 1, fill: 1.5, synth: 0.7 };
const folds = 5;
/** Penalty of squared weights. */
const ridge = 5e-4;
/** How much naming the right tempo up to its octave counts beside naming it. */
const octaveFree = 1;
const tolerance = 0.04;

/** Candidates of one song. */
export interface Example {
  readonly source: string;
  readonly path: string;
  readonly period: readonly number[];
  readonly rows: Float64Array;
  /** 1 the tempo, .5 a multiple of it by 2 or 3, 0 wrong. */
  readonly right: readonly number[];
}

/** Cross-validated accuracy on one source. */
export interface TempoAccuracy {
  readonly source: string;
  readonly files: number;
  readonly accuracy1: number;
  readonly accuracy2: number;
}

/** Candidates of every annotated song, standardised in place, and what their features were divided by. */
export function tempoExamples(corpus: string): { examples: readonly Example[]; deviation: Float64Array } {
  const examples: Example[] = [];
  for (const { path, source, bpm, song } of annotated(corpus, Object.keys(sources))) {
    if (bpm.length === 0) continue;
    const { period, features } = tempoCandidates(retimed(song));
    const near = (beat: number, by: number): boolean =>
      bpm.some((one) => Math.abs(60 / beat / (one * by) - 1) <= tolerance);
    const level = (beat: number): number =>
      near(beat, 1) ? 1 : [2, 1 / 2, 3, 1 / 3].some((by) => near(beat, by)) ? 0.5 : 0;
    const name = path.includes("_fill_") ? "fill" : source;
    examples.push({ source: name, path, period, rows: features, right: period.map(level) });
  }
  const mean = new Float64Array(featureCount);
  const deviation = new Float64Array(featureCount);
  const all = examples.reduce((sum, { period }) => sum + period.length, 0);
  for (const { rows } of examples)
    rows.forEach((value, n) => {
      mean[n % featureCount]! += value / all;
    });
  for (const { rows } of examples)
    rows.forEach((value, n) => {
      deviation[n % featureCount]! += (value - mean[n % featureCount]!) ** 2 / all;
    });
  for (let n = 0; n < featureCount; n++) deviation[n] = Math.max(1e-6, Math.sqrt(deviation[n]!));
  for (const { rows } of examples) {
    for (let n = 0; n < rows.length; n++) rows[n] = (rows[n]! - mean[n % featureCount]!) / deviation[n % featureCount]!;
  }
  return { examples, deviation };
}

function posterior({ period, rows }: Example, weights: Float64Array): Float64Array {
  const scores = new Float64Array(period.length);
  for (let candidate = 0; candidate < period.length; candidate++) {
    for (let n = 0; n < featureCount; n++) scores[candidate]! += rows[candidate * featureCount + n]! * weights[n]!;
  }
  return softmax(scores);
}

/** Weights of standardised features that fit some examples best. */
export function trainTempo(set: readonly Example[]): Float64Array {
  const total = set.reduce((sum, { source }) => sum + sources[source]!, 0);
  const gradient = (weights: Float64Array, into: Float64Array): void => {
    for (let n = 0; n < featureCount; n++) into[n] = ridge * weights[n]!;
    for (const example of set) {
      const shares = posterior(example, weights);
      for (const [least, part] of [
        [1, 1],
        [0.5, octaveFree],
      ] as const) {
        let good = 0;
        for (let c = 0; c < shares.length; c++) if (example.right[c]! >= least) good += shares[c]!;
        if (good < 1e-9) continue;
        for (let c = 0; c < shares.length; c++) {
          const push = shares[c]! - (example.right[c]! >= least ? shares[c]! / good : 0);
          const scale = (push * part * sources[example.source]!) / total;
          if (scale === 0) continue;
          for (let n = 0; n < featureCount; n++) into[n]! += scale * example.rows[c * featureCount + n]!;
        }
      }
    }
  };
  return descend({ size: featureCount, epochs: 600, rate: 0.03, gradient });
}

/** As `inferTempo` decides: the candidate about which most probability lies, within the tolerance. */
function decide(period: readonly number[], shares: Float64Array): { best: number; confidence: number } {
  let best = 0;
  let confidence = 0;
  period.forEach((beat, c) => {
    let sum = 0;
    for (let n = 0; n < shares.length; n++) if (Math.abs(period[n]! / beat - 1) <= tolerance) sum += shares[n]!;
    if (sum <= confidence) return;
    confidence = sum;
    best = c;
  });
  return { best, confidence };
}

/** Accuracy and calibration over five folds: no song is judged by weights that it helped to train. */
export function crossValidatedTempo(examples: readonly Example[]): {
  readonly accuracy: readonly TempoAccuracy[];
  readonly calibration: readonly CalibrationRow[];
} {
  const judged: { source: string; right: number; confidence: number }[] = [];
  for (let fold = 0; fold < folds; fold++) {
    const weights = trainTempo(examples.filter((_, n) => n % folds !== fold));
    for (const example of examples.filter((_, n) => n % folds === fold)) {
      const { best, confidence } = decide(example.period, posterior(example, weights));
      judged.push({ source: example.source, right: example.right[best] ?? 0, confidence });
    }
  }
  const accuracy = Object.keys(sources).map((source) => {
    const own = judged.filter((one) => one.source === source);
    const share = (least: number): number => own.filter(({ right }) => right >= least).length / own.length;
    return { source, files: own.length, accuracy1: share(1), accuracy2: share(0.5) };
  });
  return { accuracy, calibration: calibration(judged.map(({ confidence, right }) => [confidence, right === 1])) };
}

if (import.meta.main) {
  const { examples, deviation } = tempoExamples(process.argv[2] ?? corpusFolder);
  const { accuracy, calibration: rows } = crossValidatedTempo(examples);
  console.table(accuracy);
  console.table(rows);
  // Standardisation is folded into the weights; what is the same for all candidates cancels out.
  const weights = Array.from(trainTempo(examples), (weight, n) => (weight / deviation[n]!).toPrecision(5));
  const counts = accuracy.map(({ source, files }) => `${files} files of ${source}`).join(", ");
  writeFileSync(
    new URL("../../src/hearing/time/tempo-weights.ts", import.meta.url),
    `/**
 * Table: weights of tempo inference, one for each feature of tempo-candidates.ts. Made by eval/train/tempo.ts from
 * ${counts} (gmd and its fills: Groove); MIT, CC BY 4.0 and CC0 data.
 */

const table = \`
${weights.join(" ").replace(/(.{90,105}?) /g, "$1\n")}
\`;

/** Weights of the features of a candidate. */
export const tempoWeights = Float64Array.from(table.trim().split(/\\s+/), Number);
`,
  );
}
