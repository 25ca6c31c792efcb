/** Tempo of a song whose tempo events say nothing: from its onsets alone. */
import { onsetClusters } from "./onset-clusters.ts";
import { type Song, view } from "./song.ts";
import { featureCount, type TempoCandidates, tempoCandidates } from "./tempo-candidates.ts";
import { tempoWeights } from "./tempo-weights.ts";

/** With fewer clusters, or in less time in seconds, no tempo can be heard. */
const fewClusters = 12;
const shortSpan = 4;
/** Octaves around a preferred tempo that cost half a unit of log probability. */
const preferenceWidth = 0.5;

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

/**
 * The most probable tempo: a softmax over the candidates' features. `preferred` draws the choice of octave towards a
 * tempo, since annotators of different music tap at different levels. Null where too little sounds.
 */
export function inferTempo(song: Song, preferred?: number): InferredTempo | null {
  const found = candidates(song);
  if (!found || found.period.length === 0) return null;
  const { period, features } = found;
  let best = 0;
  let top = Number.NEGATIVE_INFINITY;
  const scores = period.map((beat, candidate) => {
    let score = 0;
    for (let n = 0; n < featureCount; n++) score += features[candidate * featureCount + n]! * tempoWeights[n]!;
    if (preferred !== undefined) score -= 0.5 * (Math.log2(60 / beat / preferred) / preferenceWidth) ** 2;
    if (score > top) {
      top = score;
      best = candidate;
    }
    return score;
  });
  const sum = scores.reduce((total, score) => total + Math.exp(score - top), 0);
  return { bpm: 60 / period[best]!, confidence: 1 / sum };
}

/** `inferTempo` without a preferred octave, once a song. */
export const inferredTempo: (song: Song) => InferredTempo | null = view((song) => inferTempo(song));
