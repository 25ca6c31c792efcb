/** Voices: the notes of one channel of one track. What is a drum, and what a part is, is decided for each of them. */
import { channelOf, type Song, view } from "../../midi/song.ts";

/** One voice. */
export interface Voice {
  readonly track: number;
  /** 0-15. */
  readonly channel: number;
  /** Index of its first note in `song.notes`. */
  readonly firstNote: number;
  readonly noteCount: number;
}

/** All voices of a song, and the voice of every note. */
export interface Voices {
  /** In order of track, then of first note. */
  readonly list: readonly Voice[];
  /** Index in `list` of every note, in the order of `song.notes`. */
  readonly ofNote: Uint16Array;
}

/** More voices than the index holds are counted to the last one; no song of music has so many. */
const mostVoices = 0xffff;

/** Voices of a song, in one pass over its notes. */
export const voices: (song: Song) => Voices = view(({ notes, tracks }) => {
  const ofNote = new Uint16Array(notes.length);
  const list: { track: number; channel: number; firstNote: number; noteCount: number }[] = [];
  const byChannel = new Int32Array(16);
  for (let track = 0; track < tracks.length; track++) {
    const { firstNote, noteCount } = tracks[track]!;
    byChannel.fill(-1);
    for (let note = firstNote; note < firstNote + noteCount; note++) {
      const channel = channelOf(notes.info[note]!);
      let index = byChannel[channel]!;
      if (index < 0) {
        index = Math.min(list.length, mostVoices);
        byChannel[channel] = index;
        if (index === list.length) list.push({ track, channel, firstNote: note, noteCount: 0 });
      }
      ofNote[note] = index;
      list[index]!.noteCount++;
    }
  }
  return { list, ofNote };
});

/** Indices of the first notes of one voice, in order of onset. */
export function notesOf(song: Song, voice: number, most: number): Int32Array {
  const { list, ofNote } = voices(song);
  const { firstNote, noteCount } = list[voice]!;
  const notes = new Int32Array(Math.min(noteCount, most));
  let count = 0;
  for (let note = firstNote; count < notes.length; note++) if (ofNote[note] === voice) notes[count++] = note;
  return notes;
}
