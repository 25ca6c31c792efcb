/**
 * How much the notes of a track are like drums, whatever its channel: a logistic regression over what its pitches,
 * intervals and durations look like. The features are ours; weights by eval/train/drums.ts.
 */

import { pitchOf, type Song } from "../../midi/song.ts";
import { notesOf, voices } from "../parts/voices.ts";
import { drumWeights } from "./drum-weights.ts";

/** Pitches of the pieces of the General MIDI kit, and of the hi-hat edges that electronic kits send. */
const pieces: readonly (readonly number[])[] = [
  [35, 36],
  [37, 38, 39, 40],
  [22, 26, 42, 44, 46],
  [41, 43, 45, 47, 48, 50, 58],
  [49, 51, 52, 53, 55, 57, 59],
];
const kitLow = 35;
const kitHigh = 59;
/** Pitch classes of a major scale on C. */
const scale = [0, 2, 4, 5, 7, 9, 11];

/** Length of a feature vector. */
export const drumFeatureCount = 23;

/** Features of one voice, each about 0 to 1; the last one is constant. */
export function drumFeatures(song: Song, voice: number): Float64Array {
  const notes = notesOf(song, voice);
  const noteCount = notes.length;
  const onset = notes.map((note) => song.notes.onset[note]!);
  const duration = notes.map((note) => song.notes.duration[note]!);
  const info = notes.map((note) => song.notes.info[note]!);
  const firstNote = 0;
  const pitches = new Int32Array(128);
  let [core, below, repeats, leaps, together, sum] = [0, 0, 0, 0, 0, 0];
  for (let note = firstNote; note < firstNote + noteCount; note++) {
    const pitch = pitchOf(info[note]!);
    pitches[pitch]!++;
    if (pitch >= kitLow && pitch <= kitHigh) core++;
    if (pitch < kitLow) below++;
    sum += duration[note]!;
    if (note === firstNote) continue;
    const interval = Math.abs(pitch - pitchOf(info[note - 1]!));
    if (interval === 0) repeats++;
    else if (interval > 7) leaps++;
    if (onset[note] === onset[note - 1]) together++;
  }
  const share = (count: number): number => count / noteCount;
  const mean = sum / noteCount;
  let [squares, same, different, most] = [0, 0, 0, 0];
  const first = duration[firstNote]!;
  for (let note = firstNote; note < firstNote + noteCount; note++) {
    squares += (duration[note]! - mean) ** 2;
    if (Math.abs(duration[note]! - first) <= first * 0.02 + 1) same++;
  }
  for (const count of pitches) {
    if (count > 0) different++;
    most = Math.max(most, count);
  }
  const ofPieces = pieces.map((piece) => share(piece.reduce((hits, pitch) => hits + pitches[pitch]!, 0)));
  const [kick = 0, snare = 0, hat = 0] = ofPieces;
  const inScale = scaleFit(pitches) / noteCount;
  return Float64Array.of(
    share(core),
    share(below),
    ...ofPieces,
    ofPieces.reduce((all, one) => all + one, 0),
    Math.min(1, different / 24),
    share(most),
    share(repeats),
    share(leaps),
    share(together),
    Math.min(1, Math.sqrt(squares / noteCount) / (mean + 1)),
    share(same),
    Math.min(1, mean / song.ticksPerQuarter / 2),
    inScale,
    // A line of one voice in one scale is a bass; two kinds of pieces are a beat.
    together === 0 && inScale === 1 ? 1 : 0,
    together === 0 ? 1 : 0,
    Math.sqrt(Math.min(kick, snare)),
    Math.sqrt(Math.min(kick, hat)),
    Math.sqrt(Math.min(snare, hat)),
    1,
  );
}

/** Notes that lie in the major scale that holds most of them. */
function scaleFit(pitches: Int32Array): number {
  const classes = new Int32Array(12);
  for (let pitch = 0; pitch < 128; pitch++) classes[pitch % 12]! += pitches[pitch]!;
  let best = 0;
  for (let tonic = 0; tonic < 12; tonic++) {
    best = Math.max(
      best,
      scale.reduce((held, step) => held + classes[(tonic + step) % 12]!, 0),
    );
  }
  return best;
}

/** Fewer notes look like anything. */
const fewestNotes = 4;
/** Notes alone are no stronger evidence than this. */
export const strongestLikeness = 6;

/** Log odds (natural) that a voice plays drums by its notes, told that half of all voices do; 0 for very few notes. */
export function drumLikeness(song: Song, voice: number, weights: ArrayLike<number> = drumWeights): number {
  if (voices(song).list[voice]!.noteCount < fewestNotes) return 0;
  const features = drumFeatures(song, voice);
  let score = 0;
  for (let n = 0; n < drumFeatureCount; n++) score += features[n]! * weights[n]!;
  return Math.max(-strongestLikeness, Math.min(strongestLikeness, score));
}
