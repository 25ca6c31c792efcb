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
  const { length } = notes;
  const voiced = {
    length,
    onset: new Float64Array(length),
    duration: new Float64Array(length),
    pitch: new Uint8Array(length),
    velocity: new Uint8Array(length),
  };
  for (let n = 0; n < length; n++) {
    const note = notes[n]!;
    voiced.onset[n] = onset[note]! / quarter;
    voiced.duration[n] = duration[note]! / quarter;
    voiced.pitch[n] = pitchOf(info[note]!);
    voiced.velocity[n] = velocityOf(info[note]!);
  }
  return voiced;
}
