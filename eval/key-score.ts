/** Notes of a made song, and the song of them. */
import type { Random } from "../fuzz/random.ts";
import { type NoteColumns, packInfo, parseSong, type Song, type Track } from "../src/midi/mod.ts";
import type { Mode } from "../src/music/keys.ts";

const ticksPerQuarter = 480;

/** What a song is made of: random numbers, its key, and how strongly its tonic is stressed (1 to 4). */
export interface Setting {
  readonly random: Random;
  readonly mode: Mode;
  /** Semitones of the seven degrees. */
  readonly scale: readonly number[];
  /** Pitch class of the tonic. */
  readonly tonic: number;
  readonly stress: number;
}

/** A part: its notes as they come. */
export interface Part {
  readonly octave: number;
  readonly channel: number;
  readonly program: number;
  readonly notes: { readonly at: number; readonly length: number; readonly pitch: number }[];
}

/** Adds a note; onset and length in quarters. Pitches out of reach go to the nearest octave. */
export function put({ notes }: Part, at: number, length: number, pitch: number): void {
  let within = pitch;
  while (within < 24) within += 12;
  while (within > 96) within -= 12;
  notes.push({ at, length, pitch: within });
}

/** A song of some parts, one track each, at so many quarters a minute. */
export function composed(parts: readonly Part[], bpm: number): Song {
  const all = parts.map(({ notes }) => notes.toSorted((a, b) => a.at - b.at));
  const flat = all.flat();
  const ticks = (quarters: number): number => Math.round(quarters * ticksPerQuarter);
  const notes: NoteColumns = {
    length: flat.length,
    onset: Int32Array.from(flat, ({ at }) => ticks(at)),
    duration: Int32Array.from(flat, ({ length }) => ticks(length * 0.95)),
    info: Int32Array.from(
      parts.flatMap(({ channel, program }, n) =>
        (all[n] as Part["notes"]).map(({ pitch }) => packInfo(pitch, channel, 80, program)),
      ),
    ),
  };
  const endTick = flat.reduce((most, { at, length }) => Math.max(most, ticks(at + length)), 0);
  let firstNote = 0;
  const tracks: Track[] = all.map(({ length: noteCount }) => {
    const track = { firstNote, noteCount, endTick };
    firstNote += noteCount;
    return track;
  });
  const tempos = {
    tick: Int32Array.of(0),
    track: Uint16Array.of(0),
    microsecondsPerQuarter: Int32Array.of(Math.round(60e6 / bpm)),
  };
  return {
    ...empty,
    format: 1,
    division: { kind: "metrical", ticksPerQuarter },
    ticksPerQuarter,
    tracks,
    notes,
    tempos,
    endTick,
  };
}

/** A file of no notes, whose columns all songs here share. */
const empty = parseSong(
  Uint8Array.of(
    0x4d,
    0x54,
    0x68,
    0x64,
    0,
    0,
    0,
    6,
    0,
    0,
    0,
    1,
    1,
    0xe0,
    0x4d,
    0x54,
    0x72,
    0x6b,
    0,
    0,
    0,
    4,
    0,
    0xff,
    0x2f,
    0,
  ),
);
