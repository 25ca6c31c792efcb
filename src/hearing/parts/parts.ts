/** Parts: the notes of one channel of one track, which is what one player plays, however the file lays them out. */

import { channelOf, pitchOf, programOf, type Song, velocityOf, view } from "../../midi/song.ts";
import { drumTracks } from "../drums/drum-view.ts";
import { drumChannel } from "../views.ts";

/** One part. Times are in ticks, pitches 0-127. */
export interface Part {
  readonly track: number;
  /** 0-15. */
  readonly channel: number;
  /** Program of its first note, 0-127. */
  readonly program: number;
  /** All programs of its notes, in the order in which they are first played. */
  readonly programs: readonly number[];
  /** True on channel 10, and in tracks that are drums by name or by what they play. */
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
  program: number;
  noteCount: number;
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

/** More parts than the index holds are counted to the last one; no song of music has so many. */
const mostParts = 0xffff;

/** Parts of a song, in one pass over its notes. */
export const parts: (song: Song) => Parts = view((song) => {
  const { length, onset, duration, info } = song.notes;
  const ofNote = new Uint16Array(length);
  const open: Open[] = [];
  const wholes = drumTracks(song);
  const byChannel = new Int32Array(16);
  for (let track = 0; track < song.tracks.length; track++) {
    const { firstNote, noteCount } = song.tracks[track]!;
    byChannel.fill(-1);
    for (let note = firstNote; note < firstNote + noteCount; note++) {
      const packed = info[note]!;
      const channel = channelOf(packed);
      const pitch = pitchOf(packed);
      let index = byChannel[channel]!;
      if (index < 0) {
        index = Math.min(open.length, mostParts);
        byChannel[channel] = index;
        if (index === open.length) open.push(begin(song, track, note, wholes[track] === 1));
      }
      ofNote[note] = index;
      const part = open[index]!;
      const from = onset[note]!;
      const ticks = Math.max(1, duration[note]!);
      part.noteCount++;
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
  }
  return { list: open.map(close), ofNote };
});

function begin({ notes }: Song, track: number, note: number, isDrum: boolean): Open {
  const packed = notes.info[note]!;
  const channel = channelOf(packed);
  return {
    track,
    channel,
    program: programOf(packed),
    programs: [programOf(packed)],
    isDrum: isDrum || channel === drumChannel,
    noteCount: 0,
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
