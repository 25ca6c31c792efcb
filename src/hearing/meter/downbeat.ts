/** Which of the beats are downbeats: the ones where harmonies change, basses enter and long notes begin. */
import { pitchOf, type Song } from "../../midi/song.ts";
import { drumFlags } from "../drums/drum-view.ts";
import { clipLength, clipShare } from "./bar-ends.ts";
import { bassLimit } from "./bass-limit.ts";

/** A note belongs to the beat that it begins up to this part of a beat before. */
const early = 0.12;
/** Beats that a note's length counts up to. */
const longest = 4;
/** General MIDI kicks, and crash cymbals, which mark the first beat of a section. */
const kicks: readonly number[] = [35, 36];
const crashes: readonly number[] = [49, 57];

/**
 * Evidence for the beat at the file's start where a piece is a clip and a whole number of bars long: by its end of track;
 * by the end of its last note.
 */
const wholeClip = { track: 2, take: 1, note: 1, drum: 0.5 };
/** An end is on a bar line, and a beat on the file's start, within this part of a beat. */
const onLine = 0.12;

/**
 * Evidence that each phase, 0 up to `beatsPerBar`, holds the downbeats, adding up to 4: shares of harmonic change
 * (cosine distance of the chroma of neighbouring beats), of bass onsets, of note length, and of kicks and crashes.
 */
export function downbeatEvidence(song: Song, beats: Float64Array, beatsPerBar: number): Float64Array {
  const evidence = new Float64Array(beatsPerBar);
  if (beats.length < 2) return evidence;
  const chroma = new Float64Array(beats.length * 12);
  const bass = new Float64Array(beatsPerBar);
  const long = new Float64Array(beatsPerBar);
  const hits = new Float64Array(beatsPerBar);
  const { notes, tracks } = song;
  const low = bassLimit(song);
  const isDrum = drumFlags(song);
  for (const { firstNote, noteCount } of tracks) {
    let beat = 0;
    for (let note = firstNote; note < firstNote + noteCount; note++) {
      const onset = notes.onset[note]!;
      while (beat + 2 < beats.length && beats[beat + 1]! - early * (beats[beat + 1]! - beats[beat]!) <= onset) beat++;
      const length = beats[beat + 1]! - beats[beat]!;
      const phase = beat % beatsPerBar;
      const isOnBeat = Math.abs(onset - beats[beat]!) < early * length;
      const info = notes.info[note]!;
      const pitch = pitchOf(info);
      if (isDrum[note] === 1) {
        if (isOnBeat && kicks.includes(pitch)) hits[phase]! += 1;
        if (isOnBeat && crashes.includes(pitch)) hits[phase]! += 4;
        continue;
      }
      const duration = notes.duration[note]! / length;
      if (isOnBeat) long[phase]! += Math.min(longest, duration);
      if (isOnBeat && pitch <= low) bass[phase]! += 1;
      const end = Math.min(beats.length, beat + Math.min(longest, Math.ceil(duration)));
      const share = Math.min(1, duration);
      for (let at = beat; at < Math.max(end, beat + 1); at++) chroma[at * 12 + (pitch % 12)]! += share;
    }
  }
  const change = new Float64Array(beatsPerBar);
  for (let beat = 1; beat < beats.length; beat++) change[beat % beatsPerBar]! += distance(chroma, beat);
  for (const part of [change, bass, long, hits]) {
    const sum = part.reduce((total, value) => total + value, 0);
    if (sum > 0) for (let phase = 0; phase < beatsPerBar; phase++) evidence[phase]! += part[phase]! / sum;
  }
  addClip(song, beats, evidence);
  return evidence;
}

function addClip(song: Song, beats: Float64Array, evidence: Float64Array): void {
  const length = clipLength(song);
  const share = clipShare(length);
  if (share === 0) return;
  const beat = (beats[1]! - beats[0]!) / song.ticksPerQuarter;
  const before = beats[0]! / song.ticksPerQuarter / beat;
  const bars = length.quarters / beat / evidence.length;
  if (Math.abs(before - Math.round(before)) > onLine || Math.round(bars) < 1) return;
  if (Math.abs(bars - Math.round(bars)) * evidence.length > onLine) return;
  const phase = ((-Math.round(before) % evidence.length) + evidence.length) % evidence.length;
  evidence[phase]! += share * wholeClip[length.by];
}

/** Cosine distance of a beat's chroma from the beat's before it; 0 where one of them is silent. */
function distance(chroma: Float64Array, beat: number): number {
  let both = 0;
  let now = 0;
  let then = 0;
  for (let pitchClass = 0; pitchClass < 12; pitchClass++) {
    const here = chroma[beat * 12 + pitchClass]!;
    const before = chroma[(beat - 1) * 12 + pitchClass]!;
    both += here * before;
    now += here * here;
    then += before * before;
  }
  return now > 0 && then > 0 ? 1 - both / Math.sqrt(now * then) : 0;
}
