/** Levels of a song that people may tap, before any path of beats is looked for: by recurrence and by its tempogram. */
import type { Song } from "../../midi/song.ts";
import { drumFlags } from "../drums/drum-view.ts";
import { onsetClusters } from "./onset-clusters.ts";
import { preference, type TempoShares } from "./tempo-inference.ts";
import { type TempogramPeaks, tempogramPeaks } from "./tempogram.ts";

/** Levels that are looked at, in seconds. */
const [fastest, slowest] = [0.22, 2.1];
/** Level where nothing recurs, in seconds. */
const usual = 0.5;
/** Levels closer than this, as a logarithm, are one; and the most that are looked at. */
const same = 0.18;
const mostLevels = 6;
/** A level this many times less probable than the likeliest is not followed: two or three of six are. */
const leastPart = 0.01;
/** Candidates this close to a period, as a logarithm, are it; and the share that no level falls below. */
const near = 0.08;
const leastShare = 0.003;
/** Shares of drums from which drums play, and play alone. */
const someDrums = 0.05;
const onlyDrums = 0.95;

/** What is known of a song before paths are looked for. */
export interface LevelEvidence {
  readonly shares: TempoShares | null;
  readonly peaks: TempogramPeaks;
  readonly drums: number;
  /** Clusters of the part of the song that is looked at, and its length in seconds. */
  readonly clusters: number;
  readonly span: number;
}

/** Evidence of the first clusters of a song; one at least. */
export function levelEvidence(song: Song, shares: TempoShares | null, length: number): LevelEvidence {
  const { seconds, weight } = onsetClusters(song);
  return {
    shares,
    peaks: tempogramPeaks({ length, seconds, weight }, fastest, slowest),
    drums: drumShare(song),
    clusters: length,
    span: seconds[length - 1]! - seconds[0]!,
  };
}

/** The likeliest beat length by recurrence, and those that stand out of the tempogram. */
export function proposedLevels({ peaks, shares }: LevelEvidence): readonly number[] {
  const likeliest = shares ? [shares.period[shares.share.indexOf(Math.max(...shares.share))]!] : [];
  const levels = distinct([...likeliest, ...peaks.period]).slice(0, mostLevels);
  return levels.length > 0 ? levels : [usual];
}

/** Levels among some that are within range and not the same as one before them. */
export function distinct(periods: readonly number[]): readonly number[] {
  const levels: number[] = [];
  for (const period of periods) {
    if (period < fastest || period > slowest) continue;
    if (levels.every((level) => Math.abs(Math.log(period / level)) > same)) levels.push(period);
  }
  return levels;
}

/** The proposed levels that are worth following, by weights of `proposalFeaturesOf`. */
export function likelyLevels(
  evidence: LevelEvidence,
  weights: readonly number[],
  preferred?: number,
): readonly number[] {
  const levels = proposedLevels(evidence);
  const scores = levels.map((period) =>
    proposalFeaturesOf(period, evidence).reduce(
      (sum, feature, n) => sum + feature * weights[n]!,
      preference(period, preferred),
    ),
  );
  const least = Math.max(...scores) + Math.log(leastPart);
  return levels.filter((_, n) => scores[n]! >= least);
}

/** What recurrence and tempogram say of a level in seconds, where it lies among tempos, and how many onsets a beat has. */
export function proposalFeaturesOf(
  period: number,
  { shares, peaks, drums, clusters, span }: LevelEvidence,
): readonly number[] {
  const isDrums = drums > onlyDrums ? 1 : 0;
  const hasDrums = drums > someDrums && isDrums === 0 ? 1 : 0;
  const octave = Math.log2(period / 0.55);
  const density = Math.log2((clusters / Math.max(period, span)) * period);
  const share = Math.log(shareNear(shares, period) + leastShare);
  const strength = strengthNear(peaks, period);
  return [
    ...[share, share * isDrums, strength, strength * isDrums],
    ...[octave, octave ** 2, octave ** 3, octave * isDrums, octave ** 2 * isDrums, octave * hasDrums],
    ...[octave ** 2 * hasDrums, density, density ** 2, density * isDrums],
  ];
}

/** Probability of the candidates within 8 % of a period. */
export function shareNear(shares: TempoShares | null, period: number): number {
  let sum = 0;
  shares?.period.forEach((one, n) => {
    if (Math.abs(Math.log(one / period)) < near) sum += shares.share[n]!;
  });
  return sum;
}

function strengthNear({ period: periods, strength }: TempogramPeaks, period: number): number {
  let most = 0;
  periods.forEach((one, n) => {
    if (Math.abs(Math.log(one / period)) < near) most = Math.max(most, strength[n]!);
  });
  return most;
}

/** Whether nothing but drums plays. */
export const isDrumsAlone = (song: Song): boolean => drumShare(song) > onlyDrums;

const drumShare = (song: Song): number =>
  drumFlags(song).reduce((sum, flag) => sum + flag, 0) / Math.max(1, song.notes.length);
