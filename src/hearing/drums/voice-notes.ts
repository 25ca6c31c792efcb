/** VoiceNotes: the notes of one voice in quarters, as its likeness to drums is heard. */
import { pitchOf, type Song, velocityOf } from "../../midi/song.ts";
import { notesOf } from "../parts/voices.ts";

/** Columns of notes in order of onset. */
export interface VoiceNotes {
  readonly length: number;
  /** In quarters. */
  readonly onset: Float64Array;
  /** In quarters. */
  readonly duration: Float64Array;
  readonly pitch: Uint8Array;
  readonly velocity: Uint8Array;
}

/** More notes of one voice tell nothing new, and cost time. */
const mostNotes = 1024;

/** The first notes of a voice. */
export function voiceNotes(song: Song, voice: number): VoiceNotes {
  const { onset, duration, info } = song.notes;
  const notes = notesOf(song, voice, mostNotes);
  const quarter = song.ticksPerQuarter;
  return {
    length: notes.length,
    onset: Float64Array.from(notes, (note) => onset[note]! / quarter),
    duration: Float64Array.from(notes, (note) => duration[note]! / quarter),
    pitch: Uint8Array.from(notes, (note) => pitchOf(info[note]!)),
    velocity: Uint8Array.from(notes, (note) => velocityOf(info[note]!)),
  };
}
