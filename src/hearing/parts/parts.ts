/** Parts: the notes of one channel of one track, which is what one player plays, however the file lays them out. */

import { pitchOf, programOf, type Song, velocityOf, view } from "../../midi/song.ts";
import { drumVoices } from "../drums/drum-view.ts";
import { type Voice, voices } from "./voices.ts";

/** One part. Times are in ticks, pitches 0-127. */
export interface Part {
  readonly track: number;
  /** 0-15. */
  readonly channel: number;
  /** Program of its first note, 0-127. */
  readonly program: number;
  /** All programs of its notes, in the order in which they are first played. */
  readonly programs: readonly number[];
  /** True where it plays drums, on channel 10 or elsewhere. */
  readonly isDrum: boolean;
  readonly noteCount: number;
  readonly low: number;
  readonly high: number;
  readonly meanPitch: number;
  readonly meanVelocity: number;
  /** Ticks in which it sounds. */
  readonly soundingTicks: number;
  /** Mean number of notes while it sounds: 1 for a single line, 3 for triads. */
  readonly thickness: number;
  /** Mean distance in semitones between one note and the next. */
  readonly meanLeap: number;
}

/** All parts of a song, and the part of every note. */
export interface Parts {
  /** In order of track, then of first note. */
  readonly list: readonly Part[];
  /** Index in `list` of every note, in the order of `song.notes`. */
  readonly ofNote: Uint16Array;
}

interface Open {
  readonly track: number;
  readonly channel: number;
  readonly programs: number[];
  readonly isDrum: boolean;
  readonly noteCount: number;
  program: number;
  low: number;
  high: number;
  pitches: number;
  velocities: number;
  leaps: number;
  before: number;
  ticks: number;
  soundingTicks: number;
  end: number;
}

/** Parts of a song, in one pass over its notes. */
export const parts: (song: Song) => Parts = view((song) => {
  const { length, onset, duration, info } = song.notes;
  const { list, ofNote } = voices(song);
  const isDrum = drumVoices(song);
  const open = list.map((voice, index) => begin(song, voice, isDrum[index] === 1));
  for (let note = 0; note < length; note++) {
    const packed = info[note]!;
    const pitch = pitchOf(packed);
    const part = open[ofNote[note]!]!;
    const from = onset[note]!;
    const ticks = Math.max(1, duration[note]!);
    part.pitches += pitch;
    part.velocities += velocityOf(packed);
    if (programOf(packed) !== part.program) changeProgram(part, programOf(packed));
    part.leaps += Math.abs(pitch - part.before);
    part.before = pitch;
    if (pitch < part.low) part.low = pitch;
    if (pitch > part.high) part.high = pitch;
    part.ticks += ticks;
    const end = from + ticks;
    if (end > part.end) {
      part.soundingTicks += end - Math.max(from, part.end);
      part.end = end;
    }
  }
  return { list: open.map(close), ofNote };
});

function begin({ notes }: Song, { track, channel, firstNote, noteCount }: Voice, isDrum: boolean): Open {
  const packed = notes.info[firstNote]!;
  return {
    track,
    channel,
    program: programOf(packed),
    programs: [programOf(packed)],
    isDrum,
    noteCount,
    low: 127,
    high: 0,
    pitches: 0,
    velocities: 0,
    leaps: 0,
    before: pitchOf(packed),
    ticks: 0,
    soundingTicks: 0,
    end: 0,
  };
}

function changeProgram(part: Open, program: number): void {
  part.program = program;
  if (!part.programs.includes(program)) part.programs.push(program);
}

const close = ({ track, channel, programs, isDrum, noteCount, low, high, soundingTicks, ...part }: Open): Part => ({
  track,
  channel,
  program: programs[0]!,
  programs,
  isDrum,
  noteCount,
  low,
  high,
  meanPitch: part.pitches / noteCount,
  meanVelocity: part.velocities / noteCount,
  soundingTicks,
  thickness: part.ticks / soundingTicks,
  meanLeap: noteCount > 1 ? part.leaps / (noteCount - 1) : 0,
});
