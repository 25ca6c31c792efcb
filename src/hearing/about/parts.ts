/** What is told of each part of a song: one row of the catalogue's tracks. */

import type { Song } from "../../midi/song.ts";
import { trackNames } from "../../midi/text.ts";
import { wordsOf } from "../../music/gm.ts";
import { type Part, parts } from "../parts/parts.ts";
import { partPolyphony } from "../parts/polyphony.ts";
import { type Role, roles } from "../parts/roles.ts";
import { lastNoteEnd } from "../views.ts";

/** A song of music has some dozens; only damage makes thousands. */
const mostParts = 1024;
/** Longer names are advertisements. */
const longestName = 300;

/** One part: the notes of one channel of one track. */
export interface PartAbout {
  /** Its number, from 1, in order of track, then of first note. */
  readonly n: number;
  /** Name of its track. */
  readonly name: string | null;
  /** Words for its programs as `instruments` gives them; `drums` alone for drums. */
  readonly instruments: readonly string[];
  /** General MIDI program of its first note, 1 to 128; null for drums. */
  readonly program: number | null;
  /** 1 to 16. */
  readonly channel: number;
  readonly role: Role;
  readonly drums: boolean;
  /** Number of its notes. */
  readonly notes: number;
  /** Lowest and highest pitch, 0 to 127; null for drums. */
  readonly low: number | null;
  readonly high: number | null;
  /** Most of its notes that sound at once. */
  readonly polyphony: number;
  /** Its notes in a second of the whole song, so that those of all parts add up to the song's; null without length. */
  readonly density: number | null;
  /** Mean velocity, 1 to 127. */
  readonly velocity_mean: number;
}

/** The parts of a song, at most 1,024. */
export function partsAbout(song: Song): readonly PartAbout[] {
  const names = trackNames(song);
  const role = roles(song);
  const most = partPolyphony(song);
  const { seconds } = lastNoteEnd(song);
  return parts(song)
    .list.slice(0, mostParts)
    .map((part, n) => ({
      n: n + 1,
      name: names[part.track]?.slice(0, longestName) ?? null,
      instruments: wordsOfPart(part),
      program: part.isDrum ? null : part.program + 1,
      channel: part.channel + 1,
      role: role[n]!,
      drums: part.isDrum,
      notes: part.noteCount,
      low: part.isDrum ? null : part.low,
      high: part.isDrum ? null : part.high,
      polyphony: most[n]!,
      density: seconds > 0 ? part.noteCount / seconds : null,
      velocity_mean: part.meanVelocity,
    }));
}

const wordsOfPart = ({ isDrum, programs }: Part): readonly string[] =>
  isDrum ? ["drums"] : [...new Set(programs.flatMap(wordsOf))].sort();
