// What a tune is: the score that tunes/*.ts state, from which both the MIDI file and its line in truth.json are made.

import type { DrumGrid } from "./drums.ts";
import type { Instrument } from "./instruments.ts";

export interface Tune {
  readonly file: string; // path in the pack
  readonly title: string;
  readonly by: string; // composer and year: why it is in the public domain
  readonly key: string | null; // as written, before `transpose`; null for drums alone
  readonly meter: string;
  readonly bpm: number; // quarter notes per minute, as in the file's tempo event
  readonly parts: readonly Part[];
  readonly unit?: string; // unit note of the voices, 1/8
  readonly chords?: string; // a line of bars; by default the chord symbols inside the first voice that has some
  readonly transpose?: number; // semitones
  readonly tempoMarks?: readonly TempoMark[];
  readonly swing?: number; // where the second eighth falls in the beat: 0.5 straight, 0.667 triplets
  readonly loose?: number; // largest deviation of an onset, in quarters
  readonly swells?: readonly Swell[];
  readonly loop?: boolean; // no closing chord
  readonly words?: string; // see lyrics.ts
  readonly karaoke?: boolean; // words as the Soft Karaoke format has them, instead of lyric events
  readonly ticksPerQuarter?: number; // 480
  readonly format?: 0 | 1; // 1
  readonly without?: readonly ("tempo" | "keySignature" | "timeSignature" | "title" | "copyright")[];
  readonly encoding?: "utf8" | "latin1"; // of texts, utf8
}

export interface Part {
  readonly name: string;
  readonly instrument: Instrument;
  readonly voice?: string; // notation.ts
  readonly pattern?: string; // accompaniment.ts
  readonly drums?: DrumGrid;
  readonly loudness?: number; // velocity before accents
  readonly octave?: number;
  readonly low?: number; // lowest pitch of a pattern
  readonly gate?: number; // share of its length that a note of the voice sounds
  readonly pan?: number; // -1 left, 1 right
  readonly repeat?: number; // plays the voice so many times
  readonly pedal?: boolean; // sustain pedal, changed with the chord
}

/** From `bar` (the first is 1) on; with `until`, the tempo moves there evenly. */
export interface TempoMark {
  readonly bar: number;
  readonly bpm: number;
  readonly until?: number;
}

/** Velocity added at the start of a bar; between swells it moves evenly. */
export interface Swell {
  readonly bar: number;
  readonly by: number;
}
