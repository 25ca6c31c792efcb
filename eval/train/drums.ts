/**
 * Trains the weights that tell drums by their notes: `bun eval/train/drums.ts [CORPUS]` prints the share of each source that
 * is called drums, cross-validated by piece (Groove by its drummers' sessions), and writes
 * src/hearing/drums/drum-weights.ts. `bun run eval drum-parts` judges the whole decision.
 */
import { writeFileSync } from "node:fs";
import { scoreOf } from "../../src/hearing/drums/drum-likeness.ts";
import { corpusFolder } from "../corpus.ts";
import { folds } from "../drums/material.ts";
import { drumExamples, weightsWithout } from "../drums/training.ts";

/** Log odds above which the table counts. */
const thresholds = [-2, 0, 0.5, 1, 2, 3];

const all = drumExamples(process.argv[2] ?? corpusFolder);
const scores = new Float64Array(all.length);
for (let fold = 0; fold < folds; fold++) {
  const weights = weightsWithout(all, fold);
  all.forEach((example, n) => {
    if (example.fold === fold) scores[n] = scoreOf(example.features, weights);
  });
}
const groups = Map.groupBy(all.keys(), (n) => `${all[n]!.what}: ${all[n]!.source}`);
console.table(
  [...groups].sort().map(([what, examples]) => ({
    what,
    voices: examples.length,
    ...Object.fromEntries(
      thresholds.map((threshold) => {
        const above = examples.filter((n) => scores[n]! > threshold).length;
        return [`above ${threshold}`, `${((100 * above) / examples.length).toFixed(1)} %`];
      }),
    ),
  })),
);
const weights = Array.from(weightsWithout(all, -1), (weight) => Math.round(1000 * weight));
writeFileSync(
  new URL("../../src/hearing/drums/drum-weights.ts", import.meta.url),
  `/**
 * Table: weights of drum-likeness.ts in thousandths, hidden unit by hidden unit. Made by eval/train/drums.ts from Groove, the drums, basses
 * and other parts of freedoom, EasyRPG, OpenMSX, libADLMIDI and synthetic songs, POP909, OpenScore, JS Fake Chorales,
 * Nottingham, chord clips, and made lines.
 */
export const drumWeights: readonly number[] = [
  ${weights.join(", ")},
].map((thousandths) => thousandths / 1000);
`,
);
