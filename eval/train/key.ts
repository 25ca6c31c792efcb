/**
 * Trains the weights of key finding and writes them: `bun eval/train/key.ts [--check] [CORPUS]`, two minutes. Data and
 * licences: key-data.ts; songs in the modes: key-examples.ts. Prints accuracy cross-validated by piece. `--check` only
 * prints.
 */
import { writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { evidence, evidenceLength, evidenceParts, seenFrom } from "../../src/hearing/tonality/evidence.ts";
import { keyCount, modelModes, modesByThird } from "../../src/hearing/tonality/key-model.ts";
import { modes, parentKey } from "../../src/music/keys.ts";
import { corpusFolder } from "../corpus.ts";
import { type Choice, logSoftmax, type Shape, score, train } from "./choice-model.ts";
import { type AnnotatedSong, annotatedSongs, foldOf, folds } from "./key-data.ts";
import { type Example, examplesOf } from "./key-examples.ts";
import { relativeWeights, writeRelative } from "./key-relative.ts";

/** Chosen by cross-validated accuracy out of 1.5e-4, 3e-4 and 6e-4; beyond it POP909 gains and lieder lose. */
const l2 = 3e-4;
/** The same of what tells the modes from major and minor, out of 7e-5, 2e-4 and 6e-4. */
const modeL2 = 7e-5;
const shape: Shape = { families: modesByThird, columns: 12, length: evidenceLength, l2, ownL2: modeL2 };
/** Major and minor alone. */
const plain: Shape = { ...shape, families: [[0], [1]], ownL2: l2 };
const plainKeys = 24;
const rows = 24;

/** Weights for each fold of a split, trained on the songs of the other folds. */
export function crossValidated(songs: readonly AnnotatedSong[], split: number): readonly Float64Array[] {
  const examples = examplesOf(songs);
  const choices = choicesOf(examples);
  return Array.from({ length: folds }, (_, fold) => trainedWithout(examples, choices, split, fold));
}

const trainedWithout = (
  examples: readonly Example[],
  choices: readonly Choice[],
  split: number,
  fold: number,
): Float64Array =>
  trained(
    choices.filter((_, n) => {
      const { source, group } = examples[n] as Example;
      return source === "made" || foldOf(group, split) !== fold;
    }),
  );

/**
 * Weights in two steps: first those of major and minor from music in them, then those of the modes against them. So music
 * in major and minor is told apart as if there were no modes.
 */
function trained(choices: readonly Choice[]): Float64Array {
  const isPlain = ({ right }: Choice): boolean => right.some((key) => key < plainKeys);
  const settled = train(
    choices.filter(isPlain).map((one) => ({ ...one, right: one.right.filter((key) => key < plainKeys) })),
    plain,
  );
  return train(choices, shape, settled);
}

function choicesOf(examples: readonly Example[]): readonly Choice[] {
  return examples.map(({ song, keys, source, group, weight }) => {
    const seen = evidence(song);
    if (!seen) throw new Error(`Cannot train on ${source}, ${group}: it has no pitched notes`);
    const vectors = new Float32Array(rows * evidenceLength);
    for (let row = 0; row < rows; row++) seenFrom(seen, row, vectors, row * evidenceLength);
    return { vectors, right: keys, weight };
  });
}

if (import.meta.main) {
  const { values, positionals } = parseArgs({ options: { check: { type: "boolean" } }, allowPositionals: true });
  const songs = annotatedSongs(positionals[0] ?? corpusFolder);
  const examples = examplesOf(songs);
  const choices = choicesOf(examples);
  if (!values.check) {
    write(trained(choices), songs.length);
    writeRelative(relativeWeights(songs));
  }
  const table = new Map<string, { songs: number; right: number; third: number; log: number }>();
  for (let fold = 0; fold < folds; fold++) {
    const weights = trainedWithout(examples, choices, 0, fold);
    const scores = new Float64Array(keyCount);
    examples.forEach(({ source, group }, n) => {
      if (source === "made" || foldOf(group, 0) !== fold) return;
      const { vectors, right } = choices[n] as Choice;
      score(weights, vectors, shape, scores);
      logSoftmax(scores);
      const row = table.get(source) ?? { songs: 0, right: 0, third: 0, log: 0 };
      const best = scores.indexOf(Math.max(...scores));
      row.songs++;
      row.log -= Math.log(right.reduce((sum, key) => sum + Math.exp(scores[key] as number), 1e-300));
      if (right.includes(best)) row.right++;
      if (right.some((key) => parentKey(key) === parentKey(best))) row.third++;
      table.set(source, row);
    });
  }
  const percent = (part: number, whole: number): string => ((100 * part) / whole).toFixed(1).padStart(6);
  console.log("source                         songs  exact  whatever the mode   loss");
  for (const [source, { songs: count, right, third, log }] of table) {
    console.log(
      `${source.padEnd(29)} ${String(count).padStart(6)} ${percent(right, count)} ${percent(third, count)}              ${(log / count).toFixed(3).padStart(6)}`,
    );
  }
}

/** Writes the weights as a table with their provenance. */
function write(weights: Float64Array, count: number): void {
  const rounded = Array.from(weights, (weight) => Number(weight.toFixed(3)));
  const lines: string[] = [];
  const put = (name: string, from: number, length: number): void => {
    lines.push(`  // ${name}`);
    for (let n = from; n < from + length; n += 12)
      lines.push(`  ${rounded.slice(n, Math.min(n + 12, from + length)).join(", ")},`);
  };
  modes.slice(0, modelModes).forEach((mode, n) => {
    const from = n * evidenceLength;
    evidenceParts.forEach((part, at) => {
      put(`${mode}: ${part}`, from + at * 12, 12);
    });
    const rest = from + evidenceParts.length * 12;
    put(`${mode}: changes to the tonic's triad, from major and minor triads`, rest, 24);
    put(`${mode}: changes from the tonic's triad`, rest + 24, 24);
    put(`${mode}: length of the song, loop, clip`, rest + 48, 3);
  });
  put("biases of the modes", modelModes * evidenceLength, modelModes);
  const text = `/** Table: weights of the key model, in the order of evidence.ts; each row has the 12 degrees from the tonic up.
 * Made by \`bun eval/train/key.ts\` from ${count} annotated files: POP909 001-600 (MIT), half of Nottingham (GPL-3.0),
 * OpenScore lieder (CC0), free-midi-chords (MIT), synthetic songs (CC0), and songs in the modes that it makes. Not to be
 * edited by hand.
 */
// biome-ignore-all lint/suspicious/noApproximativeNumericConstant: weights that look like constants by chance
// biome-ignore format: one row a part
export const keyWeights: readonly number[] = [
${lines.join("\n")}
];
`;
  writeFileSync(new URL("../../src/hearing/tonality/key-weights.ts", import.meta.url), text);
}
