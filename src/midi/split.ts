/** splitSong: one song a track or a channel, each with all that its notes need to sound as they did. */
import {
  changesOf,
  controlsOf,
  keySignaturesOf,
  othersOf,
  temposOf,
  textsOf,
  timeSignaturesOf,
} from "./part-columns.ts";
import { type PartPlan, planPart } from "./part-plan.ts";
import { channelOf, type Song, type Track } from "./song.ts";

/** What becomes a song of its own: the notes of one track, or those of one channel. */
export type SplitBy = "track" | "channel";

/** One part of a split song. */
export interface SongPart {
  /** Index of the track that the part is, in the whole song; null for a channel. */
  readonly track: number | null;
  /** Channel that the part is, 0-15; null for a track. */
  readonly channel: number | null;
  /** Format 0 for a single track, else the format of the whole. It has no diagnoses. */
  readonly song: Song;
}

const channels = 16;

/** How to split a song unless someone says: by track where several tracks hold notes, else by channel. */
export const naturalSplit = (song: Song): SplitBy =>
  song.tracks.filter(({ noteCount }) => noteCount > 0).length > 1 ? "track" : "channel";

/**
 * Splits a song into one a track or a channel; a track or channel without notes gives none. Ticks stay, and each part
 * has the whole tempo map and all time signatures, so that each note sounds at the same second as before. A part keeps
 *
 * - its notes in their tracks, with the texts, key signatures, controls, bends and program changes there;
 * - the first track, and tracks that hold texts and no notes (titles, karaoke), without what others play;
 * - what other tracks set on the channels that it plays, and all system-exclusive events, in its first track;
 * - copyright, markers and cue points of all tracks.
 *
 * In format 2 each track is a piece of its own, and keeps only what it holds; one without tempos gets those of the file.
 *
 * @example
 * for (const { track, song } of splitSong(parseSong(bytes), "track")) save(`${track}.mid`, writeSong(song));
 */
export function splitSong(song: Song, by: SplitBy = naturalSplit(song)): Iterable<SongPart> {
  return by === "track" ? trackParts(song) : channelParts(song);
}

/** Parts come one by one: each repeats the tempos and texts of the whole, and there may be thousands. */
function* trackParts(song: Song): Generator<SongPart, void> {
  for (const [track, { firstNote, noteCount }] of song.tracks.entries()) {
    if (noteCount === 0) continue;
    const notes = Int32Array.from({ length: noteCount }, (_, note) => firstNote + note);
    yield { track, channel: null, song: partOf(song, notes) };
  }
}

function* channelParts(song: Song): Generator<SongPart, void> {
  const byChannel: number[][] = Array.from({ length: channels }, () => []);
  for (const [note, info] of song.notes.info.entries()) byChannel[channelOf(info)]!.push(note);
  for (const [channel, notes] of byChannel.entries()) {
    if (notes.length > 0) yield { track: null, channel, song: partOf(song, Int32Array.from(notes)) };
  }
}

/** The song that has only some of the notes, given by their ascending indices. */
function partOf(song: Song, chosen: Int32Array): Song {
  const plan = planPart(song, chosen);
  const parts = {
    tempos: temposOf(song, plan),
    timeSignatures: timeSignaturesOf(song, plan),
    keySignatures: keySignaturesOf(song, plan),
    controls: controlsOf(song, plan),
    pitchBends: changesOf(song.pitchBends, plan),
    programChanges: changesOf(song.programChanges, plan),
    texts: textsOf(song.texts, plan),
    others: othersOf(song.others, plan),
  };
  const ends = plan.kept.map((track) => song.tracks[track]!.endTick);
  for (const { tick, track } of Object.values(parts)) {
    for (let event = 0; event < tick.length; event++) {
      ends[track[event]!] = Math.max(ends[track[event]!]!, tick[event]!);
    }
  }
  return {
    ...parts,
    format: plan.kept.length === 1 ? 0 : song.format,
    division: song.division,
    ticksPerQuarter: song.ticksPerQuarter,
    tracks: tracksOf(plan, ends),
    notes: {
      length: chosen.length,
      onset: chosen.map((note) => song.notes.onset[note]!),
      duration: chosen.map((note) => song.notes.duration[note]!),
      info: chosen.map((note) => song.notes.info[note]!),
    },
    endTick: ends.reduce((last, end) => Math.max(last, end), 0),
    diagnoses: [],
  };
}

function tracksOf({ noteCounts }: PartPlan, ends: readonly number[]): Track[] {
  let firstNote = 0;
  return noteCounts.map((noteCount, track) => {
    const one = { firstNote, noteCount, endTick: ends[track]! };
    firstNote += noteCount;
    return one;
  });
}
