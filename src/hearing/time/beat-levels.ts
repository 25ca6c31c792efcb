/** Paths of beats at the likely levels of a song, and which of them people would tap. */
import { type Song, view } from "../../midi/song.ts";
import { contrastsOf } from "./beat-contrasts.ts";
import { type BeatEvidence, beatEvidence } from "./beat-evidence.ts";
import { type BeatPath, coarse, fine, pathFinder } from "./beat-paths.ts";
import { levelWeights, placeWeights, proposalWeights } from "./beat-weights.ts";
import { distinct, type LevelEvidence, levelEvidence, likelyLevels, proposalFeaturesOf } from "./level-proposals.ts";
import { type OnsetClusters, onsetClusters } from "./onset-clusters.ts";
import { preference, type TempoShares, tempoShares } from "./tempo-inference.ts";

/** Beats of one path are up to this many times shorter or longer than its level. */
const band = 1.3;
/** Local tempos of a steady fine path are this much slower and faster than those of the coarse one at most. */
const margin = 1.06;
/** Quartiles of local tempos closer than this: a steady tempo. */
export const steady = 0.04;
/** Levels beside the one that is followed most easily, where the tempo is not steady. */
const multiples = [1, 1 / 2, 2, 1 / 3, 3, 2 / 3, 3 / 2];
/** A beat is played where a cluster is this near, in seconds. */
const near = 0.05;
/** Local tempos are means of this many beats. */
const window = 4;

/** A path at one level. */
export interface BeatLevel extends BeatPath {
  /** Median over time of the mean length of four beats, in seconds. */
  readonly period: number;
  /** How far the quartiles of these means are apart, in parts of the lower one: 0 for a steady tempo. */
  readonly spread: number;
  readonly features: readonly number[];
}

type Measured = BeatPath & Pick<BeatLevel, "period" | "spread">;

/** Trained weights that levels are found by. */
export interface LevelFinding {
  /** Of places in a beat. */
  readonly places: Float32Array;
  /** Of what is known before paths. */
  readonly proposals: readonly number[];
}

const trained: LevelFinding = { places: placeWeights, proposals: proposalWeights };

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
  { places, proposals }: LevelFinding = trained,
  preferred?: number,
): readonly BeatLevel[] {
  const evidence = judgedPart(beatEvidence(song));
  const before = levelEvidence(song, shares, evidence.length);
  const find = pathFinder(evidence, places, coarse());
  const follow = (levels: readonly number[]): readonly Measured[] =>
    levels.map((level) => {
      const path = find(level / band, level * band);
      return { ...path, ...steadiness(path.beats) };
    });
  const likely = likelyLevels(before, proposals, preferred);
  let measured = follow(likely);
  // A tempogram blurs where the tempo moves: there the path of any lengths tells where levels lie.
  if (measured.reduce((best, one) => (one.score > best.score ? one : best)).spread >= steady) {
    const easiest = steadiness(find(0, Number.POSITIVE_INFINITY).beats).period;
    measured = follow(distinct([...multiples.map((by) => easiest * by), ...likely]));
  }
  const best = Math.max(...measured.map(({ score }) => score));
  const clusters = onsetClusters(song);
  return measured.map((path) => ({
    ...path,
    features: [...featuresOf(path, { best, clusters, before }), ...contrastsOf(song, path.beats)],
  }));
}

/** A level with the fine path along its coarse one, of which it keeps near where the tempo is steady. */
export function refined(song: Song, level: BeatLevel, places: Float32Array = placeWeights): BeatLevel {
  const { period, beats, spread } = level;
  const means = spread < steady ? localMeans(beats) : [0, Number.POSITIVE_INFINITY];
  const from = Math.max(period / band, Math.min(...means) / margin);
  const to = Math.min(period * band, Math.max(...means) * margin);
  const path = pathFinder(judgedPart(beatEvidence(song)), places, fine())(from, to);
  return { ...level, ...path, ...steadiness(path.beats) };
}

/** Mean length of each run of beats. */
function localMeans(beats: readonly number[]): number[] {
  const reach = Math.min(window, beats.length - 1);
  return beats.slice(reach).map((end, beat) => (end - beats[beat]!) / reach);
}

/** Median and spread of local tempos of some beats, as beat lengths in seconds. */
export function steadiness(beats: readonly number[]): Pick<BeatLevel, "period" | "spread"> {
  const means = localMeans(beats).sort((a, b) => a - b);
  const half = means.reduce((sum, mean) => sum + mean, 0) / 2;
  let passed = 0;
  let middle = 0;
  while (passed + means[middle]! < half) passed += means[middle++]!;
  const quartile = (part: number): number => means[Math.floor((means.length - 1) * part)]!;
  return { period: means[middle]!, spread: quartile(0.75) / quartile(0.25) - 1 };
}

interface Surroundings {
  readonly best: number;
  readonly clusters: OnsetClusters;
  readonly before: LevelEvidence;
}

function featuresOf(
  { beats, score, period, spread }: Measured,
  { best, clusters: { seconds, weight: weights }, before }: Surroundings,
): readonly number[] {
  const { clusters: length } = before;
  let played = 0;
  let playedWeight = 0;
  let weight = 0;
  for (let cluster = 0; cluster < length; cluster++) weight += weights[cluster]!;
  for (let beat = 0, cluster = 0; beat < beats.length; beat++) {
    while (cluster < length && seconds[cluster]! < beats[beat]! - near) cluster++;
    if (cluster === length || seconds[cluster]! > beats[beat]! + near) continue;
    played++;
    playedWeight += weights[cluster]!;
  }
  const mean = weight / length;
  const behind = score - best;
  const onBeats = played / beats.length;
  return [
    ...proposalFeaturesOf(period, before),
    score / length,
    behind / Math.sqrt(length),
    Math.max(-20, behind) / 10,
    onBeats,
    onBeats ** 2,
    playedWeight / Math.max(1, played) / mean,
    playedWeight / weight,
    Math.min(1, spread),
  ];
}

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
  const levels = preferred === undefined ? levelsOfSong(song) : beatLevels(song, tempoShares(song), trained, preferred);
  const shares = levelShares(levels, levelWeights, preferred);
  const share = Math.max(...shares);
  return { level: refinedOnce(song, levels[shares.indexOf(share)]!), share };
}
