/** Tempo of a song whose tempo events say nothing: from its onsets alone. */

import { type Song, view } from "../../midi/song.ts";
import { onsetClusters } from "./onset-clusters.ts";
import { type TempoCandidates, tempoCandidates } from "./tempo-candidates.ts";
import { type TempoWeights, tempoWeights } from "./tempo-weights.ts";

/** With fewer clusters, or in less time in seconds, no tempo can be heard. */
const fewClusters = 5;
const shortSpan = 0.6;
/** Tempos this close are one (MIREX accuracy 1). */
const tolerance = 0.04;
/** Octaves around a preferred tempo that cost half a unit of log probability. */
const preferenceWidth = 0.25;

/** A tempo inferred from onsets. */
export interface InferredTempo {
  /** Beats per minute. */
  readonly bpm: number;
  /** Probability that it is within 4 % of what an annotator would say, octave included. */
  readonly confidence: number;
}

const candidates: (song: Song) => TempoCandidates | null = view((song) => {
  const { length, seconds } = onsetClusters(song);
  if (length < fewClusters || seconds[length - 1]! - seconds[0]! < shortSpan) return null;
  return tempoCandidates(song);
});

/** Candidates for the beat period in seconds, with the probability of each. */
export interface TempoShares {
  readonly period: readonly number[];
  readonly share: readonly number[];
}

/** Probabilities of all candidates by a softmax over their features; null where too little sounds. */
export function sharesBy(found: TempoCandidates, { songs, clips }: TempoWeights, preferred?: number): TempoShares {
  const { isClip, period, features } = found;
  const weights = isClip ? clips : songs;
  const scores = period.map((beat, candidate) => {
    let score = 0;
    for (let n = 0; n < weights.length; n++) score += features[candidate * weights.length + n]! * weights[n]!;
    return score + preference(beat, preferred);
  });
  const top = Math.max(...scores);
  const shares = scores.map((score) => Math.exp(score - top));
  const total = shares.reduce((sum, share) => sum + share, 0);
  return { period, share: shares.map((share) => share / total) };
}

/** Log probability that a preferred tempo, in bpm, takes from a beat period in seconds. */
export const preference = (beat: number, preferred: number | undefined): number =>
  preferred === undefined ? 0 : -0.5 * (Math.log2(60 / beat / preferred) / preferenceWidth) ** 2;

/** `sharesBy` the trained weights, without a preferred tempo. */
export const tempoShares: (song: Song) => TempoShares | null = view((song) => {
  const found = candidates(song);
  return found && found.period.length > 0 ? sharesBy(found, tempoWeights) : null;
});

/**
 * The most probable tempo. `preferred` draws the choice of octave towards a tempo, since annotators of different music tap
 * at different levels. Null where too little sounds.
 */
export function inferTempo(song: Song, preferred?: number): InferredTempo | null {
  const found = candidates(song);
  if (!found || found.period.length === 0) return null;
  return likeliest(preferred === undefined ? tempoShares(song)! : sharesBy(found, tempoWeights, preferred));
}

/** The candidate about which most probability lies: those of clips are closer together than the tolerance. */
export function likeliest({ period, share }: TempoShares): InferredTempo {
  let best = 0;
  let most = 0;
  for (let candidate = 0; candidate < share.length; candidate++) {
    let near = 0;
    for (let other = 0; other < share.length; other++) {
      if (Math.abs(period[other]! / period[candidate]! - 1) <= tolerance) near += share[other]!;
    }
    if (near > most) {
      most = near;
      best = candidate;
    }
  }
  return { bpm: 60 / period[best]!, confidence: Math.min(1, most) };
}

/** `inferTempo` without a preferred octave, once a song. */
export const inferredTempo: (song: Song) => InferredTempo | null = view((song) => inferTempo(song));
