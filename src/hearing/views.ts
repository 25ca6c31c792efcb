/** Facts about the notes of a song that several analyzers share; each is computed once a song, in linear time. */
import { isAscending, sortedOrder, sortOrder } from "../midi/radix.ts";
import { pitchOf, programOf, type Song, view } from "../midi/song.ts";
import { secondsAt, tempoMap, trackTempoMap } from "../midi/tempo.ts";
import { drumFlags } from "./drums/drum-view.ts";

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
export const chroma: (song: Song) => Float64Array = view((song) => {
  const { notes, ticksPerQuarter } = song;
  const isDrum = drumFlags(song);
  const quarters = new Float64Array(12);
  for (let note = 0; note < notes.length; note++) {
    if (isDrum[note] === 0) quarters[pitchOf(notes.info[note]!) % 12]! += notes.duration[note]!;
  }
  return quarters.map((ticks) => ticks / ticksPerQuarter);
});

/** How many notes each program plays, and the drums. */
export interface ProgramCounts {
  /** Notes per program (0-127), drums excluded. */
  readonly notes: Int32Array;
  /** Drum notes. */
  readonly drumNotes: number;
}

/** Note counts per program. */
export const programs: (song: Song) => ProgramCounts = view((song) => {
  const { notes } = song;
  const isDrum = drumFlags(song);
  const counts = new Int32Array(128);
  let drumNotes = 0;
  for (let note = 0; note < notes.length; note++) {
    if (isDrum[note] === 1) drumNotes++;
    else counts[programOf(notes.info[note]!)]! += 1;
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
  const { onset, duration } = song.notes;
  let [ticks, seconds] = [0, 0];
  for (const [track, { firstNote, noteCount }] of song.tracks.entries()) {
    let end = 0;
    for (let note = firstNote; note < firstNote + noteCount; note++)
      end = Math.max(end, onset[note]! + duration[note]!);
    ticks = Math.max(ticks, end);
    // Tracks of format 2 begin together, and each goes by its own tempo.
    if (song.format === 2) seconds = Math.max(seconds, secondsAt(trackTempoMap(song, track), end));
  }
  return { ticks, seconds: song.format === 2 ? seconds : secondsAt(tempoMap(song), ticks) };
});
