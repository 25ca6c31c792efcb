/** Facts about the notes of a song that several analyzers share; each is computed once a song, in linear time. */
import { isAscending, sortedOrder, sortOrder } from "../midi/radix.ts";
import { channelOf, pitchOf, programOf, type Song, view } from "../midi/song.ts";
import { secondsAt, tempoMap } from "../midi/tempo.ts";

/** General MIDI drum channel ("channel 10" to people). */
export const drumChannel = 9;

/**
 * Indices of all notes over all tracks in order of onset, then pitch, then of the file. Seconds ascend with ticks, so
 * the order holds in both.
 */
export const onsetOrder: (song: Song) => Int32Array = view(({ notes }) => {
  const pitch = new Int32Array(notes.length);
  for (let note = 0; note < notes.length; note++) pitch[note] = pitchOf(notes.info[note]!);
  const byPitch = sortedOrder(pitch);
  return isAscending(notes.onset) && isAscending(pitch) ? byPitch : sortOrder(byPitch, notes.onset);
});

/** Quarters that each pitch class (0 = C) sounds, added over all notes but drums. */
export const chroma: (song: Song) => Float64Array = view(({ notes, ticksPerQuarter }) => {
  const quarters = new Float64Array(12);
  for (let note = 0; note < notes.length; note++) {
    const info = notes.info[note]!;
    if (channelOf(info) !== drumChannel) quarters[pitchOf(info) % 12]! += notes.duration[note]!;
  }
  return quarters.map((ticks) => ticks / ticksPerQuarter);
});

/** How many notes each program plays, and the drums. */
export interface ProgramCounts {
  /** Notes per program (0-127), drums excluded. */
  readonly notes: Int32Array;
  /** Notes on the drum channel. */
  readonly drumNotes: number;
}

/** Note counts per program. */
export const programs: (song: Song) => ProgramCounts = view(({ notes }) => {
  const counts = new Int32Array(128);
  let drumNotes = 0;
  for (let note = 0; note < notes.length; note++) {
    const info = notes.info[note]!;
    if (channelOf(info) === drumChannel) drumNotes++;
    else counts[programOf(info)]! += 1;
  }
  return { notes: counts, drumNotes };
});

/** Onset of the first note of a song in ticks, drums included; 0 without notes. */
export function firstOnset({ notes, tracks }: Song): number {
  let first = Number.POSITIVE_INFINITY;
  for (const { firstNote, noteCount } of tracks) if (noteCount > 0) first = Math.min(first, notes.onset[firstNote]!);
  return notes.length > 0 ? first : 0;
}

/** Where the last note ends; 0 without notes. */
export interface NoteEnd {
  readonly ticks: number;
  readonly seconds: number;
}

/** End of the last note of a song, drums included. */
export const lastNoteEnd: (song: Song) => NoteEnd = view((song) => {
  const { length, onset, duration } = song.notes;
  let ticks = 0;
  for (let note = 0; note < length; note++) ticks = Math.max(ticks, onset[note]! + duration[note]!);
  return { ticks, seconds: secondsAt(tempoMap(song), ticks) };
});
