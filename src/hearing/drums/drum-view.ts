/** Which notes are drums: one decision for each channel of each track, which everything that hears music asks. */

import { trackPorts } from "../../midi/ports.ts";
import { pitchOf, programOf, type Song, view } from "../../midi/song.ts";
import { texts, trackNames } from "../../midi/text.ts";
import { type Voice, voices } from "../parts/voices.ts";
import { declaredDrums } from "./declared-drums.ts";
import { drumLikeness, strongestLikeness } from "./drum-likeness.ts";
import { oddsOfName } from "./drum-names.ts";
import { drumChannel } from "./set-up.ts";

/** Drum notes of a song. */
export interface Drums {
  /** Number of drum notes. */
  readonly count: number;
  /** Drum notes by pitch, 0-127. */
  readonly pitches: Int32Array;
}

/**
 * Log odds (natural) that a voice is drums before its notes are heard, by its place: on channel 10; alone in its file, as
 * drum loops are; among others, with and without drums on channel 10; on channel 16 of files that were written for both
 * kinds of synthesizers of Windows 3.1, where 13 to 15 and 16 repeat 1 to 9 and 10 (Microsoft, Authoring Guidelines for
 * MIDI Files, 1992). They are set by hand: no corpus has all kinds of files in the shares in which people have them.
 */
const places = { ten: 8, alone: -0.6, amongPitched: -1.2, besideDrums: -3, sixteen: 3 };
/** Log odds by the program: an instrument was chosen; it has the number of a kit (GS, XG, GM2); program 0 was chosen. */
const programs = { instrument: -7, kit: -3, piano: -1.5 };
/** Programs of the kits: standard, room, power, electronic, analog, jazz, brush, orchestra, effects. */
const kitPrograms: readonly number[] = [0, 8, 16, 24, 25, 32, 40, 48, 56];
/** Channels of one track that take turns, without programs, belong to one player (MPE without its message). */
const turnChannels = 8;
const turns = 0.85;

/** One entry a voice of `voices(song).list`: 1 where it is drums. */
export const drumVoices: (song: Song) => Uint8Array = view((song) => decideDrums(song));

/** The same by other weights of what notes are like: for judging songs by weights that never saw them. */
export function decideDrums(song: Song, weights?: ArrayLike<number>): Uint8Array {
  const { list } = voices(song);
  const declared = declaredDrums(song, list);
  const setting = settingOf(song, list);
  return Uint8Array.from(list, (voice, index) => {
    const odds = declared[index]! + oddsBefore(song, voice, setting);
    if (Math.abs(odds) > strongestLikeness) return odds > 0 ? 1 : 0;
    return odds + drumLikeness(song, index, weights) > 0 ? 1 : 0;
  });
}

/** One entry a note of `song.notes`: 1 where it is a drum. */
export const drumFlags: (song: Song) => Uint8Array = view((song) => {
  const { ofNote } = voices(song);
  const isDrum = drumVoices(song);
  const flags = new Uint8Array(ofNote.length);
  for (let note = 0; note < flags.length; note++) flags[note] = isDrum[ofNote[note]!]!;
  return flags;
});

/** Drum notes of a song. */
export const drums: (song: Song) => Drums = view((song) => {
  const flags = drumFlags(song);
  const pitches = new Int32Array(128);
  let count = 0;
  for (let note = 0; note < flags.length; note++) {
    if (flags[note] === 0) continue;
    pitches[pitchOf(song.notes.info[note]!)]! += 1;
    count++;
  }
  return { count, pitches };
});

/** What the voices of a song are judged against. */
interface Setting {
  readonly isAlone: boolean;
  readonly hasTen: boolean;
  /** Channels by port, as bits, on which a program is chosen. */
  readonly chosen: ReadonlyMap<number, number>;
  readonly hasSixteen: boolean;
  /** Voices of each track. */
  readonly perTrack: Int32Array;
  /** Tracks whose channels take turns. */
  readonly isTurning: Uint8Array;
}

function settingOf(song: Song, list: readonly Voice[]): Setting {
  const perTrack = new Int32Array(song.tracks.length);
  let used = 0;
  for (const { track, channel } of list) {
    perTrack[track]! += 1;
    used |= 1 << channel;
  }
  const ports = trackPorts(song);
  const chosen = new Map<number, number>();
  const { track, info } = song.programChanges;
  for (let change = 0; change < info.length; change++) {
    const port = ports[track[change]!]!;
    chosen.set(port, (chosen.get(port) ?? 0) | (1 << (info[change]! & 15)));
  }
  const has = (channel: number): boolean => (used & (1 << channel)) !== 0;
  return {
    isAlone: list.length === 1,
    hasTen: has(drumChannel),
    chosen,
    hasSixteen: has(15) && !has(10) && !has(11) && (has(12) || has(13) || has(14)),
    perTrack,
    isTurning: Uint8Array.from(perTrack, (count, index) => (count >= turnChannels && takesTurns(song, index) ? 1 : 0)),
  };
}

/** Log odds before the notes are heard, without what the file declares. */
function oddsBefore(song: Song, { track, channel, firstNote }: Voice, setting: Setting): number {
  const named = setting.perTrack[track] === 1 ? oddsOfName(nameOf(song, track)) : 0;
  if (channel === drumChannel && setting.isTurning[track] === 0) return places.ten + named;
  const place = setting.isAlone
    ? places.alone
    : channel === 15 && setting.hasSixteen
      ? places.sixteen
      : setting.hasTen && channel !== drumChannel
        ? places.besideDrums
        : places.amongPitched;
  return place + named + oddsOfProgram(song, track, channel, programOf(song.notes.info[firstNote]!), setting);
}

function oddsOfProgram(song: Song, track: number, channel: number, program: number, { chosen }: Setting): number {
  const isChosen = ((chosen.get(trackPorts(song)[track]!) ?? 0) & (1 << channel)) !== 0;
  if (!isChosen) return program > 0 ? programs.instrument : 0;
  if (program === 0) return programs.piano;
  return kitPrograms.includes(program) ? programs.kit : programs.instrument;
}

/** Name of a track, or where that is empty or says nothing, of its instrument. */
function nameOf(song: Song, track: number): string {
  const name = trackNames(song)[track] ?? "";
  if (oddsOfName(name) !== 0 || !song.texts.type.includes(instrumentName)) return name;
  return texts(song).find((text) => text.track === track && text.type === "instrument")?.text ?? name;
}
const instrumentName = 4;

/** Whether nearly every note of a track is on another channel than the one before it, and hardly a channel has a program. */
function takesTurns({ tracks, notes, programChanges }: Song, track: number): boolean {
  const { firstNote, noteCount } = tracks[track]!;
  const withProgram = new Set(Array.from(programChanges.info, (info) => info & 15));
  if (withProgram.size > 1) return false;
  let changes = 0;
  for (let note = firstNote + 1; note < firstNote + noteCount; note++) {
    if (((notes.info[note]! ^ notes.info[note - 1]!) & (15 << 7)) !== 0) changes++;
  }
  return changes >= turns * (noteCount - 1);
}
