/**
 * Song: one parsed MIDI file as plain data. Notes are columns, never objects, so that a song costs microseconds to
 * build and can cross threads. Everything derived from it is a `view`.
 */
import type { Diagnosis } from "./diagnosis.ts";
import type { RiffInfo } from "./riff-info.ts";

/** What one tick means: a fraction of a quarter note, or (SMPTE) a fraction of a second. */
export type Division =
  | { readonly kind: "metrical"; readonly ticksPerQuarter: number }
  | { readonly kind: "smpte"; readonly framesPerSecond: number; readonly ticksPerFrame: number };

/** Columns of all notes; the notes of one track are contiguous and in order of onset. */
export interface NoteColumns {
  readonly length: number;
  /** Onset in ticks from the start of the file. */
  readonly onset: Int32Array;
  /** Duration in ticks, at least 0. */
  readonly duration: Int32Array;
  /** pitch | channel << 7 | velocity << 12 | program << 20; read it with the accessors below. */
  readonly info: Int32Array;
}

/** Pitch of a packed note, 0-127 (60 = middle C). */
export const pitchOf = (info: number): number => info & 127;
/** Channel of a packed note, 0-15; 9 is the General MIDI drum channel. */
export const channelOf = (info: number): number => (info >> 7) & 15;
/** Velocity of a packed note, 1-127. */
export const velocityOf = (info: number): number => (info >> 12) & 127;
/** Program (General MIDI instrument) that was set when the note began, 0-127. */
export const programOf = (info: number): number => (info >> 20) & 127;
/** Packs one note's pitch, channel, velocity and program. */
export const packInfo = (pitch: number, channel: number, velocity: number, program: number): number =>
  pitch | (channel << 7) | (velocity << 12) | (program << 20);

/** One track chunk: where its notes stand in the columns, and its last tick. */
export interface Track {
  readonly firstNote: number;
  readonly noteCount: number;
  /** Tick of the track's last event, its end-of-track included. */
  readonly endTick: number;
}

/** Tempo events of every track in order of tick. */
export interface TempoEvents {
  readonly tick: Int32Array;
  /** Index of the track that holds the event. */
  readonly track: Uint16Array;
  readonly microsecondsPerQuarter: Int32Array;
}

/** Time-signature events of every track in order of tick, as the file says them. */
export interface TimeSignatureEvents {
  readonly tick: Int32Array;
  readonly track: Uint16Array;
  readonly numerator: Uint8Array;
  /** The denominator itself (4, 8 ...), not its power of two. */
  readonly denominator: Uint16Array;
}

/** Key-signature events of every track in order of tick, as the file says them. */
export interface KeySignatureEvents {
  readonly tick: Int32Array;
  readonly track: Uint16Array;
  /** Sharps (positive) or flats (negative), -7 to 7. */
  readonly fifths: Int8Array;
  /** 1 for minor, 0 for major. */
  readonly minor: Uint8Array;
}

/** Control changes of every track, in file order. */
export interface ControlEvents {
  readonly tick: Int32Array;
  readonly track: Uint16Array;
  /** channel | controller << 4 | value << 11 */
  readonly info: Int32Array;
}

/** Pitch bends of every track, in file order. */
export interface PitchBendEvents {
  readonly tick: Int32Array;
  readonly track: Uint16Array;
  /** channel | (bend + 8192) << 4, bend from -8192 to 8191 */
  readonly info: Int32Array;
}

/** Program changes of every track, in file order. */
export interface ProgramEvents {
  readonly tick: Int32Array;
  readonly track: Uint16Array;
  /** channel | program << 4 */
  readonly info: Int32Array;
}

/** Text meta events (types 1-15) in file order; `bytes` holds their raw text one after the other. */
export interface TextEvents {
  readonly tick: Int32Array;
  readonly track: Uint16Array;
  /** Meta type: 1 text, 2 copyright, 3 track name, 4 instrument, 5 lyric, 6 marker, 7 cue point, 8 program, 9 device. */
  readonly type: Uint8Array;
  /** End of each text in `bytes`; text i begins where text i - 1 ends. */
  readonly end: Int32Array;
  readonly bytes: Uint8Array;
}

/**
 * What a song keeps as it stands, in file order: aftertouch, system-exclusive events, and meta events that are neither text,
 * tempo nor signature.
 */
export interface OtherEvents {
  readonly tick: Int32Array;
  readonly track: Uint16Array;
  /** A0-AF and D0-DF aftertouch, F0 and F7 system-exclusive, FF meta. */
  readonly status: Uint8Array;
  /** End of each event in `bytes`; event i begins where event i - 1 ends. */
  readonly end: Int32Array;
  /** Data behind the status, without its length; of a meta event its type first. */
  readonly bytes: Uint8Array;
}

/** One parsed MIDI file. Plain data: it may be kept, cloned, and sent between threads. */
export interface Song {
  readonly format: 0 | 1 | 2;
  readonly division: Division;
  /**
   * Ticks per quarter note. For an SMPTE division the ticks of half a second: such a file has no quarters of its own,
   * and 120 bpm is the default of the SMF specification.
   */
  readonly ticksPerQuarter: number;
  readonly tracks: readonly Track[];
  readonly notes: NoteColumns;
  readonly tempos: TempoEvents;
  readonly timeSignatures: TimeSignatureEvents;
  readonly keySignatures: KeySignatureEvents;
  readonly controls: ControlEvents;
  readonly pitchBends: PitchBendEvents;
  /** Where programs are set; the program of a note stands in its `info`. */
  readonly programChanges: ProgramEvents;
  readonly texts: TextEvents;
  readonly others: OtherEvents;
  /** Tick of the last event of the file. */
  readonly endTick: number;
  /** Texts of the RIFF wrapper that the file lies in, where it lies in one that has any. */
  readonly riffInfo?: RiffInfo;
  /** What was damaged and how it was salvaged; empty for a sound file. */
  readonly diagnoses: readonly Diagnosis[];
}

/**
 * Makes a memoized fact about a song: computed at the first call, kept as long as the song lives. Analyzers share
 * views and never call each other.
 *
 * @example
 * const noteCount = view((song) => song.notes.length);
 */
export function view<T>(compute: (song: Song) => T): (song: Song) => T {
  const known = new WeakMap<Song, { readonly value: T }>();
  return (song) => {
    const hit = known.get(song);
    if (hit) return hit.value;
    const value = compute(song);
    known.set(song, { value });
    return value;
  };
}
