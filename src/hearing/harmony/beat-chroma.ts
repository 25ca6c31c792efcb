/** Chroma and bass of every beat, in which parts count by how much harmony they carry: what chords are read from. */

import { pitchOf, type Song, view } from "../../midi/song.ts";
import { type Part, parts } from "../parts/parts.ts";
import { beatGrid } from "../time/beat-grid.ts";

/** A note that begins so close before the next beat, in beats, belongs to that beat only; one that ends so close behind a beat not to it. */
const slack = 0.2;
/** The least that a short note counts, in beats: a staccato chord is a chord. */
const shortest = 0.25;
/** A held note is heard for at most this number of beats: a stuck note is not harmony. */
const longest = 64;
/** Places in a beat at which the lowest note is looked for, and how late a note may begin there. */
const places = 4;
const late = 0.3;
/** A single line is the melody more often than not; thicker parts are the harmony (weights: 1 - exp(bias - thickness)). */
const thicknessBias = 0.95;
const leastWeight = 0.02;
/** Parts of more weight than this carry the harmony; the others are lines over it. */
const harmonic = 0.15;
/** The lowest part counts in full, as the bass, where it has more notes than this. */
const fewestBassNotes = 16;

/** Chroma by beat. Rows of 12, pitch class 0 = C; one row for each beat of `beatGrid`. */
export interface BeatChroma {
  /** Number of beats. */
  readonly length: number;
  /** Share of the beat in which each pitch class sounds, 0-1, times the weight of the part that sounds it most. */
  readonly chroma: Float32Array;
  /** Share of the beat in which each pitch class is the lowest that sounds, 0-1. */
  readonly bass: Float32Array;
  /** Highest pitch of each pitch class in the parts that carry the harmony, 0 where it does not sound there. */
  readonly top: Uint8Array;
}

/** Beat chroma of a song; drums are left out. */
export const beatChroma: (song: Song) => BeatChroma = view((song) => {
  const { tick } = beatGrid(song);
  const length = tick.length;
  const chroma = new Float32Array(length * 12);
  const bass = new Float32Array(length * 12);
  const top = new Uint8Array(length * 12);
  if (length < 2) return { length: 0, chroma: chroma.subarray(0, 0), bass: bass.subarray(0, 0), top };
  const lowest = new Uint8Array(length * places).fill(128);
  const weights = partWeights(parts(song).list);
  const { ofNote } = parts(song);
  const { onset, duration, info } = song.notes;
  const lastLength = tick[length - 1]! - tick[length - 2]!;
  for (const { firstNote, noteCount } of song.tracks) {
    let beat = 0;
    for (let note = firstNote; note < firstNote + noteCount; note++) {
      const weight = weights[ofNote[note]!]!;
      if (weight === 0) continue;
      const begin = onset[note]!;
      while (beat + 1 < length && tick[beat + 1]! <= begin) beat++;
      const from = Math.max(0, beat + (begin - tick[beat]!) / lengthOf(tick, beat, lastLength));
      let last = beat;
      const end = begin + duration[note]!;
      const stop = Math.min(length - 1, beat + longest);
      while (last < stop && tick[last + 1]! <= end) last++;
      const to = Math.min(
        last + 1,
        length,
        Math.max(from, last + (end - tick[last]!) / lengthOf(tick, last, lastLength)),
      );
      const pitch = pitchOf(info[note]!);
      const first = Math.min(length - 1, Math.floor(from + slack));
      const behind = Math.min(length, Math.max(Math.ceil(to - slack), first + 1));
      for (let at = first; at < behind; at++) {
        let share = Math.min(to, at + 1) - Math.max(from, at);
        if (share <= 0) share = Math.min(shortest, to - from);
        const cell = at * 12 + (pitch % 12);
        if (share * weight > chroma[cell]!) chroma[cell] = share * weight;
        if (weight > harmonic && pitch > top[cell]!) top[cell] = pitch;
      }
      const firstPlace = Math.min(length * places - 1, Math.floor(from * places + late));
      const behindPlace = Math.min(length * places, Math.max(Math.floor(to * places + late), firstPlace + 1));
      for (let place = firstPlace; place < behindPlace; place++) if (pitch < lowest[place]!) lowest[place] = pitch;
    }
  }
  for (let place = 0; place < lowest.length; place++) {
    const pitch = lowest[place]!;
    if (pitch < 128) bass[Math.floor(place / places) * 12 + (pitch % 12)]! += 1 / places;
  }
  return { length, chroma, bass, top };
});

const lengthOf = (tick: Float64Array, beat: number, lastLength: number): number =>
  beat + 1 < tick.length ? tick[beat + 1]! - tick[beat]! : lastLength;

/** Weight of each part, 0 for drums; the thickest has 1. */
function partWeights(list: readonly Part[]): Float64Array {
  const weights = new Float64Array(list.length);
  let most = 0;
  let bass: number | undefined;
  list.forEach((part, n) => {
    if (part.isDrum) return;
    weights[n] = Math.max(leastWeight, 1 - Math.exp(thicknessBias - part.thickness));
    most = Math.max(most, weights[n]!);
    if (part.noteCount > fewestBassNotes && part.meanPitch < (bass === undefined ? 128 : list[bass]!.meanPitch))
      bass = n;
  });
  for (let n = 0; n < weights.length; n++) weights[n]! /= most || 1;
  if (bass !== undefined) weights[bass] = 1;
  return weights;
}
