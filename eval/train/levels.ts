/** Trains which of the levels of a take people tap: a softmax over levels, linear in their features. */
import { levelEvidence, proposalFeaturesOf, proposedLevels } from "../../src/hearing/time/level-proposals.ts";
import { fewestClusters, onsetClusters } from "../../src/hearing/time/onset-clusters.ts";
import type { TempoShares } from "../../src/hearing/time/tempo-inference.ts";
import type { Take } from "../performing/takes.ts";
import { descend, softmax } from "./softmax.ts";

const ridge = 2e-3;
/** A level counts as right by its F1, and a little in any case, so that no song without a good one weighs. */
const leastRight = 0.01;
/** Proposals this close to the truth, as a logarithm, are at it; and clusters that they are judged by. */
const atProposal = 0.1;
const mostClusters = 2500;

/** Levels of one take. */
export interface LevelChoice {
  readonly source: string;
  readonly levels: readonly {
    readonly features: readonly number[];
    /** How right it is, 0 to 1. */
    readonly right: number;
  }[];
}

/** Weights of features that choose right levels; takes without one are left out. */
export function trainLevels(set: readonly LevelChoice[], weightOf: (source: string) => number): readonly number[] {
  const songs = set.filter(({ levels }) => levels.some(({ right }) => right > 0));
  const rows = songs.flatMap(({ levels }) => levels);
  const size = rows[0]!.features.length;
  const deviation = Array.from({ length: size }, (_, n) => {
    const mean = rows.reduce((sum, { features }) => sum + features[n]!, 0) / rows.length;
    return Math.sqrt(rows.reduce((sum, { features }) => sum + (features[n]! - mean) ** 2, 0) / rows.length) + 1e-9;
  });
  const gradient = (own: Float64Array, into: Float64Array): void => {
    for (let n = 0; n < size; n++) into[n] = ridge * own[n]!;
    for (const { source, levels } of songs) {
      const scores = levels.map(({ features }) =>
        features.reduce((sum, one, n) => sum + (one / deviation[n]!) * own[n]!, 0),
      );
      const shares = softmax(Float64Array.from(scores));
      const good = levels.map(({ right }, n) => shares[n]! * (right + leastRight));
      const all = good.reduce((sum, one) => sum + one, 0);
      levels.forEach(({ features }, level) => {
        const push = (weightOf(source) * (shares[level]! - good[level]! / all)) / songs.length;
        for (let n = 0; n < size; n++) into[n]! += (push * features[n]!) / deviation[n]!;
      });
    }
  };
  const own = descend({ size, epochs: 300, rate: 0.05, gradient });
  return Array.from(own, (weight, n) => weight / deviation[n]!);
}

/** Levels that are proposed for a take: right at its beats, and half right at another tempo that counts as right. */
export function proposalsOf({ source, song, bpm, beats }: Take, shares: TempoShares | null): LevelChoice {
  const { length } = onsetClusters(song);
  if (length < fewestClusters) return { source, levels: [] };
  const evidence = levelEvidence(song, shares, Math.min(length, mostClusters));
  const apart = beats.slice(1).map((beat, n) => beat - beats[n]!);
  const beat = apart.sort((a, b) => a - b)[apart.length >> 1];
  const isNear = (period: number, other: number): boolean => Math.abs(Math.log(period / other)) < atProposal;
  const levels = proposedLevels(evidence).map((period) => ({
    features: proposalFeaturesOf(period, evidence),
    right: beat !== undefined && isNear(period, beat) ? 1 : bpm.some((one) => isNear(period, 60 / one)) ? 0.5 : 0,
  }));
  return { source, levels };
}
