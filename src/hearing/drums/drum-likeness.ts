/**
 * How much the notes of a voice are like drums, whatever its channel: a network of one hidden layer over what its pitches,
 * strokes and durations look like. The features are ours; weights by eval/train/drums.ts.
 */
import type { Song } from "../../midi/song.ts";
import { voices } from "../parts/voices.ts";
import { drumFeatureCount, drumFeatures } from "./drum-features.ts";
import { drumWeights } from "./drum-weights.ts";
import { voiceNotes } from "./voice-notes.ts";

/** Fewer notes look like anything. */
const fewestNotes = 4;
/** Of 4 notes that are no drums 4 in 100 look like them, of 8 one: each note below eight takes some of the odds. */
const manyNotes = 8;
const doubt = 0.5;
/** Notes alone are no stronger evidence than this. */
export const strongestLikeness = 6;

/** Log odds (natural) that a voice plays drums by its notes, told that half of all voices do; 0 for very few notes. */
export function drumLikeness(song: Song, voice: number, weights: ArrayLike<number> = drumWeights): number {
  if (voices(song).list[voice]!.noteCount < fewestNotes) return 0;
  const notes = voiceNotes(song, voice);
  const score = scoreOf(drumFeatures(notes), weights) - Math.max(0, manyNotes - notes.length) * doubt;
  // One pitch over and over is a hi-hat, or a pulse of a bass or piano: only a name or a place speaks for drums.
  const isOnePitch = notes.pitch.every((pitch) => pitch === notes.pitch[0]);
  return Math.max(-strongestLikeness, Math.min(isOnePitch ? 0 : strongestLikeness, score));
}

/**
 * Log odds by the network. Weights in one row: for each hidden unit its bias and its weights of the features, then the
 * bias of the answer and its weights of the hidden units.
 */
export function scoreOf(features: Float64Array, weights: ArrayLike<number>): number {
  const row = drumFeatureCount + 1;
  const hidden = (weights.length - 1) / (row + 1);
  const answer = hidden * row;
  let score = weights[answer]!;
  for (let unit = 0; unit < hidden; unit++) {
    let sum = weights[unit * row]!;
    for (let n = 0; n < drumFeatureCount; n++) sum += features[n]! * weights[unit * row + 1 + n]!;
    score += Math.tanh(sum) * weights[answer + 1 + unit]!;
  }
  return score;
}
