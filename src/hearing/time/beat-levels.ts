/** Paths of beats at each level of a song, and which of them people would tap. */
import { type Song, view } from "../../midi/song.ts";
import { drumFlags } from "../drums/drum-view.ts";
import { type BeatEvidence, beatEvidence } from "./beat-evidence.ts";
import { type BeatPath, coarse, fine, type PathFinder, pathFinder } from "./beat-paths.ts";
import { levelWeights, placeWeights } from "./beat-weights.ts";
import { type OnsetClusters, onsetClusters } from "./onset-clusters.ts";
import { preference, type TempoShares, tempoShares } from "./tempo-inference.ts";

/** Beats of one path are up to this many times shorter or longer than its level. */
const band = 1.3;
/** Levels closer than this, as a logarithm, are one. */
const same = 0.18;
const [fastest, slowest] = [0.22, 2.1];
/** Levels beside the one that is followed most easily, and the most of those that the onsets' recurrence proposes. */
const multiples = [1 / 2, 2, 1 / 3, 3, 2 / 3, 3 / 2];
const proposals = 6;
/** A beat is played where a cluster is this near, in seconds. */
const near = 0.05;
/** Songs of fewer clusters are clips; shares of notes on the drum channel from which drums play, and play alone. */
const shortClip = 48;
const someDrums = 0.05;
const onlyDrums = 0.95;
/** Local tempos are means of this many beats. */
const window = 4;
/** Share that no level falls below. */
const leastShare = 0.003;

/** A path at one level. */
export interface BeatLevel extends BeatPath {
  /** Median over time of the mean length of four beats, in seconds. */
  readonly period: number;
  /** How far the quartiles of these means are apart, in parts of the lower one: 0 for a steady tempo. */
  readonly spread: number;
  readonly features: readonly number[];
}

/** Number of features of a level. */
export const levelFeatures = 24;

/** The first part of a song that levels are judged by: up to 2,500 clusters, and 400 seconds. */
export function judgedPart(evidence: BeatEvidence, from = 0): BeatEvidence {
  const { length, seconds, fixed, spans } = evidence;
  let end = from + 1;
  while (end < length && end - from < 2500 && seconds[end]! - seconds[from]! < 400) end++;
  const perCluster = fixed.length / length;
  return {
    length: end - from,
    seconds: seconds.subarray(from, end),
    fixed: fixed.subarray(from * perCluster, end * perCluster),
    spans: spans.subarray(from * 4, end * 4),
  };
}

/** Coarse paths at all levels that are worth a look. At least one cluster has to sound. */
export function beatLevels(
  song: Song,
  shares: TempoShares | null,
  weights: Float32Array = placeWeights,
): readonly BeatLevel[] {
  const evidence = judgedPart(beatEvidence(song));
  const find = pathFinder(evidence, weights, coarse());
  const clusters = onsetClusters(song);
  const paths = levelsOf(find, shares).map((level) => find(level / band, level * band));
  const measured = paths.map((path) => ({ ...path, ...steadiness(path.beats) }));
  const best = Math.max(...measured.map(({ score }) => score));
  const drums = drumShare(song);
  return measured.map((path) => ({ ...path, features: featuresOf(path, { best, drums, clusters, evidence, shares }) }));
}

/** A level with the fine path through it. */
export function refined(song: Song, level: BeatLevel, weights: Float32Array = placeWeights): BeatLevel {
  const find = pathFinder(judgedPart(beatEvidence(song)), weights, fine());
  const path = find(level.period / band, level.period * band);
  return { ...level, ...path, ...steadiness(path.beats) };
}

function levelsOf(find: PathFinder, shares: TempoShares | null): readonly number[] {
  const levels: number[] = [];
  const add = (period: number): void => {
    if (period < fastest || period > slowest) return;
    if (levels.every((level) => Math.abs(Math.log(period / level)) > same)) levels.push(period);
  };
  const easiest = steadiness(find(fastest, slowest).beats).period;
  add(easiest);
  if (shares) {
    const order = shares.period.map((_, n) => n).sort((a, b) => shares.share[b]! - shares.share[a]!);
    for (const n of order.slice(0, proposals)) add(shares.period[n]!);
  }
  for (const multiple of multiples) add(easiest * multiple);
  return levels.length > 0 ? levels : [Math.min(slowest, Math.max(fastest, easiest))];
}

/** Median and spread of local tempos of some beats, as beat lengths in seconds. */
export function steadiness(beats: readonly number[]): Pick<BeatLevel, "period" | "spread"> {
  const reach = Math.min(window, beats.length - 1);
  const means: number[] = [];
  for (let beat = 0; beat + reach < beats.length; beat++) means.push((beats[beat + reach]! - beats[beat]!) / reach);
  means.sort((a, b) => a - b);
  const half = means.reduce((sum, mean) => sum + mean, 0) / 2;
  let passed = 0;
  let middle = 0;
  while (passed + means[middle]! < half) passed += means[middle++]!;
  const quartile = (part: number): number => means[Math.floor((means.length - 1) * part)]!;
  return { period: means[middle]!, spread: quartile(0.75) / quartile(0.25) - 1 };
}

interface Surroundings {
  readonly best: number;
  readonly drums: number;
  readonly clusters: OnsetClusters;
  readonly evidence: BeatEvidence;
  readonly shares: TempoShares | null;
}

function featuresOf(
  { beats, score, period, spread }: BeatPath & Pick<BeatLevel, "period" | "spread">,
  { best, drums, clusters, evidence: { length, seconds }, shares }: Surroundings,
): readonly number[] {
  let played = 0;
  let playedWeight = 0;
  let weight = 0;
  for (let cluster = 0; cluster < length; cluster++) weight += clusters.weight[cluster]!;
  for (let beat = 0, cluster = 0; beat < beats.length; beat++) {
    while (cluster < length && seconds[cluster]! < beats[beat]! - near) cluster++;
    if (cluster === length || seconds[cluster]! > beats[beat]! + near) continue;
    played++;
    playedWeight += clusters.weight[cluster]!;
  }
  const mean = weight / length;
  const isShort = length < shortClip ? 1 : 0;
  const isDrums = drums > onlyDrums ? 1 : 0;
  const hasDrums = drums > someDrums && isDrums === 0 ? 1 : 0;
  const octave = Math.log2(period / 0.55);
  const span = Math.max(period, seconds[length - 1]! - seconds[0]!);
  const density = Math.log2((length / span) * period);
  const share = Math.log(shareNear(shares, period) + leastShare);
  const behind = score - best;
  const onBeats = played / beats.length;
  return [
    share,
    share * isShort,
    share * isDrums,
    score / length,
    behind / Math.sqrt(length),
    Math.max(-20, behind) / 10,
    (score / length) * isShort,
    octave,
    octave ** 2,
    octave ** 3,
    octave * isDrums,
    octave ** 2 * isDrums,
    octave * hasDrums,
    octave ** 2 * hasDrums,
    octave * isShort,
    density,
    density ** 2,
    density * isDrums,
    onBeats,
    onBeats ** 2,
    playedWeight / Math.max(1, played) / mean,
    playedWeight / weight,
    Math.min(1, spread),
    octave ** 2 * isShort,
  ];
}

/** Probability of the candidates within 8 % of a period. */
export function shareNear(shares: TempoShares | null, period: number): number {
  let sum = 0;
  shares?.period.forEach((one, n) => {
    if (Math.abs(Math.log(one / period)) < 0.08) sum += shares.share[n]!;
  });
  return sum;
}

const drumShare = (song: Song): number =>
  drumFlags(song).reduce((sum, flag) => sum + flag, 0) / Math.max(1, song.notes.length);

/** Probability of each of some levels, by weights of their features. */
export function levelShares(
  levels: readonly BeatLevel[],
  weights: readonly number[],
  preferred?: number,
): readonly number[] {
  const scores = levels.map(({ features, period }) =>
    features.reduce((sum, feature, n) => sum + feature * weights[n]!, preference(period, preferred)),
  );
  const top = Math.max(...scores);
  const shares = scores.map((score) => Math.exp(score - top));
  const total = shares.reduce((sum, one) => sum + one, 0);
  return shares.map((one) => one / total);
}

const levelsOfSong: (song: Song) => readonly BeatLevel[] = view((song) => beatLevels(song, tempoShares(song)));
const refinedLevels: (song: Song) => Map<BeatLevel, BeatLevel> = view(() => new Map());

function refinedOnce(song: Song, level: BeatLevel): BeatLevel {
  const known = refinedLevels(song).get(level) ?? refined(song, level);
  refinedLevels(song).set(level, known);
  return known;
}

/** The level that people would tap, and how probable it is among those of the song; null without clusters. */
export function tappedLevel(
  song: Song,
  preferred?: number,
): { readonly level: BeatLevel; readonly share: number } | null {
  if (onsetClusters(song).length === 0) return null;
  const levels = levelsOfSong(song);
  const shares = levelShares(levels, levelWeights, preferred);
  const share = Math.max(...shares);
  return { level: refinedOnce(song, levels[shares.indexOf(share)]!), share };
}
