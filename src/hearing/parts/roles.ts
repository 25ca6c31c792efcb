/** Roles: what each part of a song is there for, and its melody and bass as lines of notes. */

import { pitchOf, type Song, view } from "../../midi/song.ts";
import { trackNames } from "../../midi/text.ts";
import { lastNoteEnd, onsetOrder } from "../views.ts";
import { type Part, parts } from "./parts.ts";

/** What a part is there for. */
export type Role = "melody" | "bass" | "chords" | "pad" | "drums" | "other";

/** A part with fewer notes is no line. */
const fewestNotes = 8;
/** Mean number of notes that makes a part chords, and up to which it is a single line. */
const chordThickness = 1.8;
const lineThickness = 1.2;
/** Mean length in quarters that makes chords a pad. */
const padQuarters = 3;
/** A bass lies below this pitch on average, and this far below the next part. */
const bassBelow = 55;
const bassDistance = 7;
/** General MIDI basses, tuba and contrabass. */
const isBassProgram = (program: number): boolean =>
  (program >= 32 && program <= 39) || program === 43 || program === 58;
const melodyNames = /\b(?:melod(?:y|ie|ia)|lead|vocals?|vox|voice|sing(?:er|ing)?|soprano|gesang|canto|chant)\b/i;
const bassNames = /\b(?:bass|basso|baixo|bajo|contrabass)\b/i;
/** Onsets closer than this part of a quarter are one chord. */
const together = 1 / 16;

/** Role of every part, in the order of `parts(song).list`. At most one part is the melody. */
export const roles: (song: Song) => readonly Role[] = view((song) => {
  const { list } = parts(song);
  const names = trackNames(song);
  const bass = bassIndex(list, names);
  const melody = melodyIndex(song, list, names, bass);
  return list.map((part, n) => {
    if (part.isDrum) return "drums";
    if (n === melody) return "melody";
    if (n === bass || isBassProgram(part.program)) return "bass";
    if (part.thickness < chordThickness) return "other";
    const quarters = (part.soundingTicks * part.thickness) / part.noteCount / song.ticksPerQuarter;
    return quarters >= padQuarters ? "pad" : "chords";
  });
});

function bassIndex(list: readonly Part[], names: readonly (string | null)[]): number {
  const lines = list
    .map((part, index) => ({ part, index }))
    .filter(({ part }) => !part.isDrum && part.noteCount >= fewestNotes)
    .sort((a, b) => a.part.meanPitch - b.part.meanPitch);
  const named = lines.find(({ part }) => isBassProgram(part.program) || bassNames.test(names[part.track] ?? ""));
  if (named) return named.index;
  const [lowest, next] = lines;
  if (!lowest || lowest.part.thickness >= lineThickness || lowest.part.meanPitch >= bassBelow) return -1;
  return next && next.part.meanPitch - lowest.part.meanPitch < bassDistance ? -1 : lowest.index;
}

/**
 * The melody is high, moves in small steps, sounds one note at a time and most of the time; a track's name counts more.
 * The weights are a hand rule; `bun run eval chords` prints how often it finds POP909's melody track with names hidden.
 */
function melodyIndex(song: Song, list: readonly Part[], names: readonly (string | null)[], bass: number): number {
  const end = lastNoteEnd(song).ticks;
  let best = -1;
  let most = Number.NEGATIVE_INFINITY;
  list.forEach((part, n) => {
    if (part.isDrum || n === bass || isBassProgram(part.program) || part.noteCount < fewestNotes) return;
    const named = melodyNames.test(names[part.track] ?? "") ? 2 : 0;
    const coverage = part.soundingTicks / Math.max(1, end);
    const score =
      named + part.meanPitch / 24 + 1.5 * coverage - 2 * Math.min(1.5, part.thickness - 1) - part.meanLeap / 6;
    if (score <= most) return;
    most = score;
    best = n;
  });
  return best >= 0 && list[best]!.thickness >= chordThickness ? -1 : best;
}

/** Notes one after the other, in order of onset. */
export interface Line {
  readonly length: number;
  /** Index of each note in `song.notes`. */
  readonly note: Int32Array;
  readonly pitch: Uint8Array;
}

/**
 * Melody of a song: the highest note of each onset in the melody's part, or over all parts where none is the melody
 * (skyline; Uitdenbogerd & Zobel 1998). There a note that begins below one that still sounds is an inner voice.
 */
export const melodyLine: (song: Song) => Line = view((song) => {
  const melody = roles(song).indexOf("melody");
  return line(song, (part, role) => part === melody || (melody < 0 && role !== "drums" && role !== "bass"), 1);
});

/** Bass of a song: the lowest note of each onset in the parts that are bass, or else over all parts. */
export const bassLine: (song: Song) => Line = view((song) => {
  const isHere = roles(song).includes("bass");
  return line(song, (_, role) => (isHere ? role === "bass" : role !== "drums"), -1);
});

/** The outer notes in one direction (1 up, -1 down) of the parts that count. */
function line(song: Song, counts: (part: number, role: Role) => boolean, direction: 1 | -1): Line {
  const { length, onset, duration, info } = song.notes;
  const { ofNote } = parts(song);
  const wanted = Uint8Array.from(roles(song), (role, part) => (counts(part, role) ? 1 : 0));
  const order = onsetOrder(song);
  const gap = song.ticksPerQuarter * together;
  const note = new Int32Array(length);
  let kept = 0;
  let began = Number.NEGATIVE_INFINITY;
  let ends = 0;
  let pitch = 0;
  for (let place = 0; place < length; place++) {
    const one = order[place]!;
    if (wanted[ofNote[one]!] === 0) continue;
    const at = onset[one]!;
    const here = pitchOf(info[one]!);
    const isOuter = (here - pitch) * direction > 0;
    if (at - began < gap) {
      if (!isOuter) continue;
      kept--;
    } else if (!isOuter && here !== pitch && ends - at > gap * 2) continue;
    if (at - began >= gap) began = at;
    note[kept++] = one;
    pitch = here;
    ends = at + duration[one]!;
  }
  const found = note.subarray(0, kept);
  return { length: kept, note: found, pitch: Uint8Array.from(found, (one) => pitchOf(info[one]!)) };
}
