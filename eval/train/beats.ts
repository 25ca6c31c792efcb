/**
 * Trains beat tracking: `bun eval/train/beats.ts [--every N] [CORPUS]` prints cross-validated figures and writes
 * src/hearing/time/beat-weights.ts. Data: POP909 and Groove with their human timing, and performances of scores that
 * eval/performing makes by a seed. `--every 4` takes every fourth song of each source.
 */
import { writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { beatPlaces, rangeCount } from "../../src/hearing/time/beat-evidence.ts";
import { beatLevels, type LevelFinding, levelShares, refined } from "../../src/hearing/time/beat-levels.ts";
import { isDrumsAlone, shareNear } from "../../src/hearing/time/level-proposals.ts";
import { fewestClusters, onsetClusters } from "../../src/hearing/time/onset-clusters.ts";
import { tempoCandidates } from "../../src/hearing/time/tempo-candidates.ts";
import { likeliest, sharesBy, type TempoShares } from "../../src/hearing/time/tempo-inference.ts";
import type { TempoWeights } from "../../src/hearing/time/tempo-weights.ts";
import {
  confidenceFeatures,
  confidenceOf,
  exactPeriod,
  type TempoEvidence,
} from "../../src/hearing/time/tracked-tempo.ts";
import { type CalibrationRow, calibration } from "../calibration.ts";
import { corpusFolder } from "../corpus.ts";
import { isTempo, tempoLevels } from "../measures.ts";
import { audible, beatF1, type Take, takes, wholeSampling } from "../performing/takes.ts";
import { type LevelChoice, proposalsOf, trainLevels } from "./levels.ts";
import { type PlacedClusters, placedClusters, trainPlaces } from "./places.ts";
import { descend } from "./softmax.ts";
import { tempoExamples, tempoFold, trainTempo } from "./tempo.ts";

const ridge = 2e-3;
/** Levels this close to the truth, as a logarithm, are at it. */
const atLevel = 0.08;
/** Weights of sources: much of what is played is songs, and lieder are hardest. */
const weights: Readonly<Record<string, number>> = {
  pop909: 2,
  groove: 1.5,
  fill: 1.5,
  "performed openscore-lieder": 2,
};
const weightOf = (source: string): number => weights[source] ?? 1;

/** One level of a take as training sees it. */
interface JudgedLevel {
  readonly features: readonly number[];
  readonly period: number;
  readonly spread: number;
  readonly bpm: number;
  readonly f1: number;
  readonly recurring: number;
  readonly right: number;
}

/** A take as level training sees it; clips have no levels, but a tempo by recurrence alone. */
interface JudgedTake {
  readonly source: string;
  readonly fold: number;
  readonly clusters: number;
  readonly drums: boolean;
  readonly bpm: readonly number[];
  readonly levels: readonly JudgedLevel[];
  readonly inferred: { readonly bpm: number; readonly confidence: number } | null;
}

/** Figures of one source. */
export interface BeatAccuracy {
  readonly source: string;
  readonly files: number;
  readonly accuracy1: number;
  readonly accuracy2: number;
  /** Of the takes whose beats are tracked at levels, that is of those that are no clips. */
  readonly beats: number;
}

/** Tempo and beats over some folds: no take is judged by weights that saw it. */
export function crossValidatedBeats(corpus: string, { every = 1, folds = 5 }) {
  const sampling = Object.fromEntries(Object.entries(wholeSampling).map(([source, one]) => [source, one * every]));
  const foldOf = ({ path }: Take): number => tempoFold(path, folds);
  const examples = tempoExamples(corpus, folds);
  const tempos = Array.from({ length: folds }, (_, fold) => trainTempo(examples.filter((one) => one.fold !== fold)));
  const seen: { fold: number; clusters: PlacedClusters; choice: LevelChoice }[] = [];
  for (const take of takes(corpus, sampling)) {
    const fold = foldOf(take);
    seen.push({ fold, clusters: placedClusters(take), choice: proposalsOf(take, sharesOf(take, tempos[fold]!)) });
  }
  const finding = (set: typeof seen): LevelFinding => ({
    places: trainPlaces(
      set.map(({ clusters }) => clusters),
      weightOf,
    ),
    proposals: trainLevels(
      set.map(({ choice }) => choice),
      weightOf,
    ),
  });
  const findings = tempos.map((_, fold) => finding(seen.filter((one) => one.fold !== fold)));
  const judged: JudgedTake[] = [];
  for (const take of takes(corpus, sampling)) {
    const fold = foldOf(take);
    judged.push({ ...judge(take, findings[fold]!, sharesOf(take, tempos[fold]!)), fold });
  }
  const results = findings.flatMap((_, fold) => {
    const others = judged.filter((one) => one.fold !== fold);
    const levels = trainLevels(others, weightOf);
    const sure = trainConfidence(others, levels);
    return judged.filter((one) => one.fold === fold).map((one) => decided(one, levels, sure));
  });
  return {
    accuracy: accuracyOf(results),
    calibrations: calibrationsOf(results),
    train: () => {
      const levels = trainLevels(judged, weightOf);
      return { ...finding(seen), levels, confidence: trainConfidence(judged, levels) };
    },
  };
}

/** Probabilities of the tempos of a take by recurrence; null where too little sounds. */
function sharesOf({ song }: Take, weights: TempoWeights): TempoShares | null {
  const found = onsetClusters(song).length >= 5 ? tempoCandidates(song) : null;
  return found && found.period.length > 0 ? sharesBy(found, weights) : null;
}

function judge(
  { source, song, bpm, beats }: Take,
  finding: LevelFinding,
  shares: TempoShares | null,
): Omit<JudgedTake, "fold"> {
  const clusters = onsetClusters(song).length;
  const truth = audible(song, beats);
  const levels =
    clusters < fewestClusters
      ? []
      : beatLevels(song, shares, finding).map((level) => {
          const { features, period, spread, beats: path } = refined(song, level, finding.places);
          const f1 = beatF1(audible(song, path), truth);
          const told = 60 / exactPeriod({ period, spread }, shares);
          const isAtLevel = bpm.some((one) => Math.abs(Math.log(60 / period / one)) < atLevel) || bpm.length === 0;
          const recurring = shareNear(shares, period);
          return { features, period, spread, bpm: told, f1, recurring, right: isAtLevel ? f1 : 0 };
        });
  const drums = isDrumsAlone(song);
  return { source, clusters, drums, bpm, levels, inferred: shares && likeliest(shares) };
}

/** What is told of a take: the tempo, and the evidence for it. */
function told({ levels, clusters, drums, inferred }: JudgedTake, weightsOfLevels: readonly number[]) {
  if (levels.length === 0 || !inferred) {
    const evidence: TempoEvidence = { share: inferred?.confidence ?? 0, clusters, drums };
    return { bpm: inferred?.bpm ?? null, f1: null, evidence };
  }
  const shares = levelShares(
    levels.map((level) => ({ ...level, beats: [], score: 0 })),
    weightsOfLevels,
  );
  const share = Math.max(...shares);
  const { bpm, f1, spread, recurring } = levels[shares.indexOf(share)]!;
  const evidence: TempoEvidence = { share, clusters, drums, level: { spread, recurring } };
  return { bpm, f1, evidence };
}

function trainConfidence(set: readonly JudgedTake[], levels: readonly number[]): readonly number[] {
  const rows = set.flatMap((one) => {
    const { bpm, evidence } = told(one, levels);
    return bpm === null || one.bpm.length === 0
      ? []
      : [
          {
            features: confidenceFeatures(evidence),
            weight: weightOf(one.source),
            right: isTempo(bpm, one.bpm, [1]) ? 1 : 0,
          },
        ];
  });
  const size = rows[0]!.features.length;
  const gradient = (own: Float64Array, into: Float64Array): void => {
    for (let n = 0; n < size; n++) into[n] = ridge * own[n]!;
    for (const { features, weight, right } of rows) {
      const score = features.reduce((sum, feature, n) => sum + feature * own[n]!, 0);
      const push = (weight * (1 / (1 + Math.exp(-score)) - right)) / rows.length;
      for (let n = 0; n < size; n++) into[n]! += push * features[n]!;
    }
  };
  return Array.from(descend({ size, epochs: 400, rate: 0.05, gradient }));
}

function decided(one: JudgedTake, levels: readonly number[], sure: readonly number[]) {
  const { bpm, f1, evidence } = told(one, levels);
  return {
    source: one.source,
    f1,
    truth: one.bpm.length > 0,
    said: bpm !== null,
    confidence: confidenceOf(evidence, sure),
    right1: isTempo(bpm, one.bpm, [1]),
    right2: isTempo(bpm, one.bpm, tempoLevels),
  };
}

type Decided = ReturnType<typeof decided>;

function accuracyOf(results: readonly Decided[]): readonly BeatAccuracy[] {
  const mean = (values: readonly number[]): number => values.reduce((sum, one) => sum + one, 0) / values.length;
  const groups = new Map<string, Decided[]>();
  for (const one of results) {
    const names = one.source.startsWith("performed") ? [one.source, "performed, all"] : [one.source];
    if (one.source === "groove" || one.source === "fill") names.push("groove, all");
    for (const name of names) groups.set(name, [...(groups.get(name) ?? []), one]);
  }
  return [...groups]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([source, own]) => {
      const tempos = own.filter(({ truth }) => truth);
      return {
        source,
        files: own.length,
        accuracy1: mean(tempos.map(({ right1 }) => Number(right1))),
        accuracy2: mean(tempos.map(({ right2 }) => Number(right2))),
        beats: mean(own.flatMap(({ f1 }) => (f1 === null ? [] : [f1]))),
      };
    });
}

function calibrationsOf(results: readonly Decided[]): readonly { source: string; rows: readonly CalibrationRow[] }[] {
  const kinds: readonly (readonly [string, (source: string) => boolean])[] = [
    ["pop909", (source) => source === "pop909"],
    ["groove", (source) => source === "groove" || source === "fill"],
    ["performed", (source) => source.startsWith("performed")],
  ];
  return kinds.map(([source, isOne]) => ({
    source,
    rows: calibration(
      results.filter((one) => isOne(one.source) && one.truth && one.said).map((one) => [one.confidence, one.right1]),
    ),
  }));
}

if (import.meta.main) {
  const { values, positionals } = parseArgs({ options: { every: { type: "string" } }, allowPositionals: true });
  const every = Number(values.every ?? 1);
  const { accuracy, calibrations, train } = crossValidatedBeats(positionals[0] ?? corpusFolder, { every });
  console.table(accuracy);
  for (const { source, rows } of calibrations) {
    console.log(source);
    console.table(rows);
  }
  const { places, proposals, levels, confidence } = train();
  const rows = (values: readonly string[]): string => values.join(" ").replace(/(.{90,105}?) /g, "$1\n");
  const counts = accuracy.map(({ source, files }) => `${files} of ${source}`).join(", ");
  writeFileSync(
    new URL("../../src/hearing/time/beat-weights.ts", import.meta.url),
    `/**
 * Table: weights of beat tracking, of ${rangeCount} ranges by ${beatPlaces} places, of levels before and with their paths, and of confidence. Made by
 * eval/train/beats.ts --every ${every} from takes: ${counts}; MIT, CC BY 4.0, CC0 and (folk tunes) GPL data.
 */

/** Hundredths. */
const places = \`
${rows(Array.from(places, (weight) => String(Math.round(weight * 100))))}
\`;
const proposals = \`
${rows(proposals.map((weight) => weight.toPrecision(4)))}
\`;
const levels = \`
${rows(levels.map((weight) => weight.toPrecision(4)))}
\`;
const confidence = \`
${rows(confidence.map((weight) => weight.toPrecision(4)))}
\`;

const numbers = (table: string): readonly number[] => table.trim().split(/\\s+/).map(Number);

/** Log odds of the places of a beat, a row for each range of the features of beat-evidence.ts. */
export const placeWeights: Float32Array = Float32Array.from(numbers(places), (weight) => weight / 100);
/** Weights of the features of a level before its path is known (level-proposals.ts). */
export const proposalWeights: readonly number[] = numbers(proposals);
/** Weights of the features of a level (beat-levels.ts). */
export const levelWeights: readonly number[] = numbers(levels);
/** Weights of the features of confidence (tracked-tempo.ts). */
export const confidenceWeights: readonly number[] = numbers(confidence);
`,
  );
}
