/**
 * Trains the weights of tempo inference: `bun eval/train/tempo.ts [CORPUS]` prints cross-validated figures and writes
 * src/midi/tempo-weights.ts. Data: POP909, Groove and synthetic songs with their tempo taken away.
 */
import { writeFileSync } from "node:fs";
import { featureCount, tempoCandidates } from "../../src/midi/tempo-candidates.ts";
import { annotated, corpusFolder } from "../corpus.ts";
import { retimed } from "../variants.ts";

/** Weight of one file of each source. */
const sources: Readonly<Record<string, number>> = { pop909: 1, gmd: 1, fill: 1, synth: 0.7 };
const folds = 5;
const epochs = 600;
const rate = 0.03;
/** Penalty of squared weights. */
const ridge = 1e-3;
/** How much naming the right tempo up to its octave counts beside naming it. */
const octaveFree = 0.6;
const tolerance = 0.04;

interface Example {
  readonly source: string;
  readonly period: readonly number[];
  readonly rows: Float64Array;
  /** 1 the tempo, .5 a multiple of it by 2 or 3, 0 wrong. */
  readonly right: readonly number[];
}

const examples: Example[] = [];
for (const { path, source, bpm, song } of annotated(process.argv[2] ?? corpusFolder, Object.keys(sources))) {
  if (bpm.length === 0) continue;
  const { period, features } = tempoCandidates(retimed(song));
  const near = (beat: number, by: number): boolean =>
    bpm.some((one) => Math.abs(60 / beat / (one * by) - 1) <= tolerance);
  const right = period.map((beat) => (near(beat, 1) ? 1 : [2, 1 / 2, 3, 1 / 3].some((by) => near(beat, by)) ? 0.5 : 0));
  examples.push({ source: path.includes("_fill_") ? "fill" : source, period, rows: features, right });
}
const mean = new Float64Array(featureCount);
const deviation = new Float64Array(featureCount);
const rows = examples.flatMap(({ period, rows }) =>
  period.map((_, candidate) => rows.subarray(candidate * featureCount, (candidate + 1) * featureCount)),
);
for (const row of rows) for (let n = 0; n < featureCount; n++) mean[n]! += row[n]! / rows.length;
for (const row of rows) {
  for (let n = 0; n < featureCount; n++) deviation[n]! += (row[n]! - mean[n]!) ** 2 / rows.length;
}
for (const row of rows) {
  for (let n = 0; n < featureCount; n++) row[n] = (row[n]! - mean[n]!) / Math.max(1e-6, Math.sqrt(deviation[n]!));
}

/** Probability of each candidate. */
function posterior({ period, rows }: Example, weights: Float64Array): Float64Array {
  const score = new Float64Array(period.length);
  for (let candidate = 0; candidate < period.length; candidate++) {
    for (let n = 0; n < featureCount; n++) score[candidate]! += rows[candidate * featureCount + n]! * weights[n]!;
  }
  const top = Math.max(...score);
  let sum = 0;
  for (let c = 0; c < score.length; c++) sum += score[c] = Math.exp(score[c]! - top);
  return score.map((value) => value / sum);
}

/** As `inferTempo` decides: the candidate about which most probability lies, within the tolerance. */
function decide(period: readonly number[], p: Float64Array): { best: number; confidence: number } {
  let best = 0;
  let confidence = 0;
  period.forEach((beat, c) => {
    let sum = 0;
    for (let n = 0; n < p.length; n++) if (Math.abs(period[n]! / beat - 1) <= tolerance) sum += p[n]!;
    if (sum > confidence) {
      confidence = sum;
      best = c;
    }
  });
  return { best, confidence };
}

function train(set: readonly Example[]): Float64Array {
  const weights = new Float64Array(featureCount);
  const first = new Float64Array(featureCount);
  const second = new Float64Array(featureCount);
  const total = set.reduce((sum, { source }) => sum + sources[source]!, 0);
  for (let epoch = 1; epoch <= epochs; epoch++) {
    const gradient = weights.map((weight) => ridge * weight);
    for (const example of set) {
      const p = posterior(example, weights);
      for (const [least, share] of [
        [1, 1],
        [0.5, octaveFree],
      ] as const) {
        let good = 0;
        p.forEach((value, c) => {
          if (example.right[c]! >= least) good += value;
        });
        if (good < 1e-9) continue;
        for (let c = 0; c < p.length; c++) {
          const push = p[c]! - (example.right[c]! >= least ? p[c]! / good : 0);
          const scale = (push * share * sources[example.source]!) / total;
          if (scale === 0) continue;
          for (let n = 0; n < featureCount; n++) gradient[n]! += scale * example.rows[c * featureCount + n]!;
        }
      }
    }
    // Adam (Kingma & Ba 2015).
    for (let n = 0; n < featureCount; n++) {
      first[n] = 0.9 * first[n]! + 0.1 * gradient[n]!;
      second[n] = 0.999 * second[n]! + 0.001 * gradient[n]! ** 2;
      const step = rate * Math.min(1, 3 * (1 - epoch / (epochs + 1)));
      weights[n]! -= (step * first[n]!) / (1 - 0.9 ** epoch) / (Math.sqrt(second[n]! / (1 - 0.999 ** epoch)) + 1e-9);
    }
  }
  return weights;
}

const tally = new Map<string, number[]>();
const calibration = Array.from({ length: 10 }, () => [0, 0, 0]);
for (let fold = 0; fold < folds; fold++) {
  const weights = train(examples.filter((_, n) => n % folds !== fold));
  examples.forEach((example, n) => {
    if (n % folds !== fold) return;
    const p = posterior(example, weights);
    const { best, confidence } = decide(example.period, p);
    const counts = tally.get(example.source) ?? [0, 0, 0, 0];
    tally.set(example.source, counts);
    counts[0]!++;
    if (example.right[best] === 1) counts[1]!++;
    if (example.right[best]! > 0) counts[2]!++;
    if (example.right.includes(1)) counts[3]!++;
    const cell = calibration[Math.min(9, Math.floor(confidence * 10))]!;
    cell[0]!++;
    cell[1]! += confidence;
    if (example.right[best] === 1) cell[2]!++;
  });
}
for (const [source, [files, one, two, reachable]] of tally) {
  const share = (count: number): string => ((100 * count) / files!).toFixed(1);
  console.log(
    `${source.padEnd(10)} ${files} files, ${folds}-fold: accuracy 1 ${share(one!)}, 2 ${share(two!)}; among candidates ${share(reachable!)}`,
  );
}
for (const [files, sum, right] of calibration) {
  if (files! > 0)
    console.log(
      `confidence ${(sum! / files!).toFixed(2)}: ${((100 * right!) / files!).toFixed(1)} % right of ${files}`,
    );
}

const weights = train(examples);
// Standardisation is folded into the weights; what is the same for all candidates cancels out.
const folded = Array.from(weights, (weight, n) => (weight / Math.max(1e-6, Math.sqrt(deviation[n]!))).toPrecision(5));
const counts = [...tally].map(([source, [files]]) => `${files} files of ${source}`).join(", ");
writeFileSync(
  new URL("../../src/midi/tempo-weights.ts", import.meta.url),
  `/**
 * Table: weights of tempo inference, one for each feature of tempo-candidates.ts. Made by eval/train/tempo.ts from
 * ${counts} (gmd and its fills: Groove); MIT, CC BY 4.0 and CC0 data.
 */

const table = \`
${folded.join(" ").replace(/(.{90,105}?) /g, "$1\n")}
\`;

/** Weights of the features of a candidate. */
export const tempoWeights = Float64Array.from(table.trim().split(/\\s+/), Number);
`,
);
