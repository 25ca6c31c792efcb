/**
 * Trains the weights by which music counts as tonal, and writes them: `bun eval/train/key-tonalness.ts [--check] [CORPUS]`,
 * some seconds. Tonal: the annotated songs of key-data.ts, whole and cut to their first 8 and 24 seconds, and songs in the
 * modes; atonal: songs of eval/key-atonal.ts. Judged by halves that were not trained on. `--check` only prints.
 */
import { writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { type WindowChroma, windowChroma } from "../../src/hearing/tonality/chroma.ts";
import { leastOdds, tonalEvidence, tonalEvidenceNames, tonalOdds } from "../../src/hearing/tonality/tonalness.ts";
import { corpusFolder } from "../corpus.ts";
import { atonalSongs } from "../key-atonal.ts";
import { modalSongs } from "../key-tunes.ts";
import { annotatedSongs, foldOf } from "./key-data.ts";

/** How much all atonal songs count against all tonal ones: a wrong "no key" costs more than a wrong key. */
const atonalShare = 0.1;
const l2 = 1e-5;
const mostSteps = 60;

interface Example {
  readonly kind: string;
  readonly group: string;
  readonly tonal: boolean;
  readonly values: Float64Array;
}

/** The first windows of a song. */
const cut = (windows: WindowChroma, length: number): WindowChroma => ({
  ...windows,
  length: Math.min(length, windows.length),
});

function examples(corpus: string): readonly Example[] {
  const tonal = annotatedSongs(corpus).flatMap(({ song, source, group }) => {
    const windows = windowChroma(song);
    return [windows.length, 48, 16].map((length) => ({
      kind: `${source}${length === windows.length ? "" : `, ${length / 2} s`}`,
      group,
      tonal: true,
      values: tonalEvidence(cut(windows, length)),
    }));
  });
  const made = modalSongs(800, 11).map(({ kind, song }, n) => ({
    kind: `made: ${kind}`,
    group: `made ${n}`,
    tonal: true,
    values: tonalEvidence(windowChroma(song)),
  }));
  const atonal = atonalSongs(1400, 12).map(({ kind, song }, n) => ({
    kind: `atonal: ${kind}`,
    group: `atonal ${n}`,
    tonal: false,
    values: tonalEvidence(windowChroma(song)),
  }));
  return [...tonal, ...made, ...atonal];
}

/** Logistic regression by Newton's steps (iteratively reweighted least squares). */
function fit(data: readonly Example[]): Float64Array {
  const size = tonalEvidenceNames.length + 1;
  const weights = new Float64Array(size);
  const atonal = data.filter(({ tonal }) => !tonal).length;
  for (let step = 0; step < mostSteps; step++) {
    const gradient = Float64Array.from(weights, (weight) => -l2 * weight);
    const curve = Array.from({ length: size }, (_, n) => {
      const row = new Float64Array(size);
      row[n] = l2 + 1e-9;
      return row;
    });
    for (const { tonal, values } of data) {
      const share = tonal ? 1 / (data.length - atonal) : atonalShare / atonal;
      const likely = 1 / (1 + Math.exp(-tonalOdds(values, weights)));
      const error = share * ((tonal ? 1 : 0) - likely);
      const bend = share * likely * (1 - likely);
      for (let n = 0; n < size; n++) {
        const value = n < values.length ? (values[n] as number) : 1;
        gradient[n]! += error * value;
        const row = curve[n] as Float64Array;
        for (let m = 0; m < size; m++) row[m]! += bend * value * (m < values.length ? (values[m] as number) : 1);
      }
    }
    const move = solved(curve, gradient);
    const most = move.reduce((great, value) => Math.max(great, Math.abs(value)), 0);
    const pace = Math.min(1, 4 / most);
    for (let n = 0; n < size; n++) weights[n]! += pace * (move[n] as number);
    if (most < 1e-4) break;
  }
  return weights;
}

/** Solution of linear equations (Gauss, with pivots). */
function solved(matrix: readonly Float64Array[], right: Float64Array): Float64Array {
  const rows: Float64Array[] = matrix.map((row, n) => Float64Array.of(...row, right[n] as number));
  const size = rows.length;
  for (let column = 0; column < size; column++) {
    let pivot = column;
    for (let n = column + 1; n < size; n++) {
      if (Math.abs((rows[n] as Float64Array)[column]!) > Math.abs((rows[pivot] as Float64Array)[column]!)) pivot = n;
    }
    [rows[column], rows[pivot]] = [rows[pivot] as Float64Array, rows[column] as Float64Array];
    const top = rows[column] as Float64Array;
    for (let n = 0; n < size; n++) {
      if (n === column) continue;
      const row = rows[n] as Float64Array;
      const factor = row[column]! / top[column]!;
      for (let m = column; m <= size; m++) row[m]! -= factor * top[m]!;
    }
  }
  return Float64Array.from(rows, (row, n) => row[size]! / row[n]!);
}

const { values: options, positionals } = parseArgs({
  options: { check: { type: "boolean" } },
  allowPositionals: true,
});
const data = examples(positionals[0] ?? corpusFolder);
const half = ({ group }: Example): boolean => foldOf(group, 7) < 2;
const table = new Map<string, { songs: number; right: number }>();
for (const side of [false, true]) {
  const weights = fit(data.filter((one) => half(one) !== side));
  for (const { kind, tonal, values } of data.filter((one) => half(one) === side)) {
    const row = table.get(kind) ?? { songs: 0, right: 0 };
    row.songs++;
    if (tonalOdds(values, weights) > leastOdds === tonal) row.right++;
    table.set(kind, row);
  }
}
for (const [kind, { songs, right }] of table)
  console.log(`${kind.padEnd(34)} ${String(songs).padStart(5)} ${((100 * right) / songs).toFixed(1).padStart(6)}`);
if (!options.check) {
  const rows = Array.from(fit(data), (weight, n) => `  // ${tonalEvidenceNames[n] ?? "bias"}\n  ${weight.toFixed(2)},`);
  const text = `/**
 * Table: weights of tonality in the order of tonalness.ts. Made by \`bun eval/train/key-tonalness.ts\` from the songs that the
 * key model is trained on (see key-weights.ts) and from songs in the modes and without a key that it makes. Not to be edited
 * by hand.
 */
export const tonalnessWeights: readonly number[] = [
${rows.join("\n")}
];
`;
  writeFileSync(new URL("../../src/hearing/tonality/tonalness-weights.ts", import.meta.url), text);
}
