/**
 * Trains the weights of key finding and writes them: `bun eval/train/key.ts [--check] [CORPUS]`, some 30 seconds. Data
 * and licences: key-data.ts. Prints accuracy cross-validated by piece, and of weights trained without each source.
 * `--check` only prints.
 */
import { writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { evidence, evidenceLength, evidenceParts, seenFrom } from "../../src/hearing/tonality/evidence.ts";
import { keyCount } from "../../src/hearing/tonality/key-model.ts";
import { corpusFolder } from "../corpus.ts";
import { type Choice, logSoftmax, type Shape, score, train } from "./choice-model.ts";
import { type AnnotatedSong, annotatedSongs, foldOf, folds, sourceWeights } from "./key-data.ts";

/** Chosen by cross-validated log-likelihood out of 1e-4, 3e-4, 6e-4, 1e-3. */
const l2 = 6e-4;
const shape: Shape = {
  classes: Array.from({ length: keyCount }, (_, key) => (key < 12 ? 0 : 1)),
  length: evidenceLength,
  l2,
};

/** Weights for each fold of a split, trained on the songs of the other folds. */
export function crossValidated(songs: readonly AnnotatedSong[], split: number): readonly Float64Array[] {
  const choices = choicesOf(songs);
  return Array.from({ length: folds }, (_, fold) =>
    train(
      choices.filter((_, n) => foldOf((songs[n] as AnnotatedSong).group, split) !== fold),
      shape,
    ),
  );
}

function choicesOf(songs: readonly AnnotatedSong[]): readonly Choice[] {
  const counts = new Map<string, number>();
  for (const { source } of songs) counts.set(source, (counts.get(source) ?? 0) + 1);
  return songs.map(({ song, key, source, path }) => {
    const seen = evidence(song);
    if (!seen) throw new Error(`Cannot train on ${path}: it has no pitched notes`);
    const vectors = new Float32Array(keyCount * evidenceLength);
    for (let candidate = 0; candidate < keyCount; candidate++) {
      seenFrom(seen, candidate, vectors, candidate * evidenceLength);
    }
    const weight = (sourceWeights[source] as number) / (counts.get(source) as number);
    return { vectors, right: key, weight };
  });
}

if (import.meta.main) {
  const { values, positionals } = parseArgs({ options: { check: { type: "boolean" } }, allowPositionals: true });
  const songs = annotatedSongs(positionals[0] ?? corpusFolder);
  const choices = choicesOf(songs);
  const all = Array.from(songs.keys());
  const rate = (
    weights: Float64Array,
    judged: readonly number[],
    tell: (n: number, right: boolean, log: number) => void,
  ) => {
    const scores = new Float64Array(keyCount);
    for (const n of judged) {
      const { vectors, right } = choices[n] as Choice;
      score(weights, vectors, shape, scores);
      logSoftmax(scores);
      tell(n, scores.indexOf(Math.max(...scores)) === right, scores[right] as number);
    }
  };
  const table = new Map<string, { songs: number; right: number; log: number; without: number }>();
  for (const source of Object.keys(sourceWeights)) table.set(source, { songs: 0, right: 0, log: 0, without: 0 });
  const row = (n: number) =>
    table.get((songs[n] as AnnotatedSong).source) as { songs: number; right: number; log: number; without: number };
  crossValidated(songs, 0).forEach((weights, fold) => {
    const judged = all.filter((n) => foldOf((songs[n] as AnnotatedSong).group, 0) === fold);
    rate(weights, judged, (n, right, log) => {
      row(n).songs++;
      row(n).log -= log;
      if (right) row(n).right++;
    });
  });
  for (const left of ["pop909", "nottingham", "openscore", "free-midi-chords", "synth"]) {
    const [learned, judged] = [false, true].map((out) =>
      all.filter((n) => (songs[n] as AnnotatedSong).source.startsWith(left) === out),
    );
    const weights = train(
      (learned as number[]).map((n) => choices[n] as Choice),
      shape,
    );
    rate(weights, judged as number[], (n, right) => {
      if (right) row(n).without++;
    });
  }
  const percent = (part: number, whole: number): string => ((100 * part) / whole).toFixed(1).padStart(6);
  console.log("source              songs  exact   loss  exact of weights trained without this corpus");
  for (const [source, { songs: count, right, log, without }] of table) {
    console.log(
      `${source.padEnd(18)} ${String(count).padStart(6)} ${percent(right, count)} ${(log / count).toFixed(3).padStart(6)} ${percent(without, count)}`,
    );
  }
  if (!values.check) write(train(choices, shape), songs.length);
}

/** Writes the weights as a table with their provenance. */
function write(weights: Float64Array, count: number): void {
  const rounded = Array.from(weights, (weight) => Number(weight.toFixed(3)));
  const rows: string[] = [];
  const put = (name: string, from: number, length: number): void => {
    rows.push(`  // ${name}`);
    for (let n = from; n < from + length; n += 12)
      rows.push(`  ${rounded.slice(n, Math.min(n + 12, from + length)).join(", ")},`);
  };
  ["major", "minor"].forEach((mode, n) => {
    const from = n * evidenceLength;
    evidenceParts.forEach((part, at) => {
      put(`${mode}: ${part}`, from + at * 12, 12);
    });
    const rest = from + evidenceParts.length * 12;
    put(`${mode}: changes to the tonic's triad, from major and minor triads`, rest, 24);
    put(`${mode}: changes from the tonic's triad`, rest + 24, 24);
    put(`${mode}: length of the song`, rest + 48, 1);
  });
  put("bias of major and minor", 2 * evidenceLength, 2);
  const text = `/**
 * Table: weights of the key model, in the order of evidence.ts; each row has the 12 degrees from the tonic up.
 * Made by \`bun eval/train/key.ts\` from ${count} annotated files: POP909 001-600 (MIT), half of Nottingham (GPL-3.0),
 * OpenScore lieder (CC0), free-midi-chords (MIT), synthetic songs (CC0). Not to be edited by hand.
 */
// biome-ignore-all lint/suspicious/noApproximativeNumericConstant: weights that look like constants by chance
// biome-ignore format: one row a part
export const keyWeights: readonly number[] = [
${rows.join("\n")}
];
`;
  writeFileSync(new URL("../../src/hearing/tonality/key-weights.ts", import.meta.url), text);
}
