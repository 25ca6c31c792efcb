/** Clips as producers have them, made note by note from a seed: chords, comping, even figures, basses, drums, melodies, pads. */
import { type Random, randomIntegers } from "../../fuzz/random.ts";
import type { Song } from "../../src/midi/mod.ts";
import { type MadeNote, type MadeTrack, madeSong } from "./file.ts";
import { type Bar, textures } from "./textures.ts";

/** A clip with what is true of it. */
export interface MadeClip {
  readonly song: Song;
  /** What is played, how it ends, and whether a signature is written: `comping, rings, signed`. */
  readonly kind: string;
  readonly meter: string;
  readonly bars: number;
  /** Whether it is a loop: 1, 2, 4, 8 or 16 bars. */
  readonly isLoop: boolean;
}

/** Meters with how often they are taken, of 100, and the groups of beats of a bar in quarters. */
const meters: readonly (readonly [meter: string, often: number, groups: readonly (readonly number[])[]])[] = [
  ["4/4", 70, [[1, 1, 1, 1]]],
  ["3/4", 10, [[1, 1, 1]]],
  ["6/8", 8, [[1.5, 1.5]]],
  ["5/4", 3, [[1, 1, 1, 1, 1]]],
  [
    "7/8",
    4,
    [
      [1, 1, 1.5],
      [1.5, 1, 1],
    ],
  ],
  ["12/8", 3, [[1.5, 1.5, 1.5, 1.5]]],
  ["9/8", 2, [[1.5, 1.5, 1.5]]],
];
const loops = [1, 2, 4, 8, 16];
const uneven = [3, 5, 6, 7];
/** How clips end: at the bar line, a little before it, with a rest, with a note that sounds over it. */
const ends = ["exact", "exact", "short", "rests", "rings"] as const;
const resolutions = [96, 120, 192, 384, 480, 960];

/** Clips of a seed, in the order in which they are made. */
export function* madeClips(count: number, seed: number): Generator<MadeClip> {
  const random = randomIntegers(seed);
  for (let n = 0; n < count; n++) yield madeClip(random);
}

function madeClip(random: Random): MadeClip {
  const pick = <T>(list: readonly T[]): T => list[random(list.length)]!;
  let place = random(100);
  const [meter, , groupings] = meters.find(([, often]) => {
    place -= often;
    return place < 0;
  })!;
  const groups = pick(groupings);
  const isEven = random(10) > 0;
  const bars = isEven ? pick(loops) : pick(uneven);
  const bar: Bar = {
    quarters: groups.reduce((sum, one) => sum + one, 0),
    groups,
    chords: progression(random, bars),
  };
  const names = Object.keys(textures) as (keyof typeof textures)[];
  // One chord in one bar is a one-shot, so that what plays few chords plays two bars or more.
  const texture = pick(names.filter((name) => bars > 1 || (name !== "pad" && name !== "blocks")));
  // Even notes without a length that says more are in common time, as far as anybody can know.
  const isSigned = random(3) === 0;
  let notes = textures[texture](bar, bars, random);
  const full = bars * bar.quarters;
  const ending = bars === 1 && texture !== "drums" ? "exact" : pick(ends);
  const written = ending === "exact" || (ending === "rests" && random(2) === 0);
  if (ending === "rests") notes = resting(notes, full - pick([0.5, 1, 1.5, 2]), full - bar.quarters);
  if (ending === "rings") notes = ringing(notes, full, pick([0.1, 0.25, 0.5, 0.75, 1]));
  if (ending === "short") notes = notes.map((note) => ({ ...note, length: note.length * 0.9 }));
  const track: MadeTrack = { channel: texture === "drums" ? 9 : 0, notes };
  const song = madeSong([track], {
    ticksPerQuarter: pick(resolutions),
    bpm: 70 + random(110),
    ...(isSigned && { signatures: [[0, ...(meter.split("/").map(Number) as [number, number])] as const] }),
    ...(written && { end: full }),
  });
  return {
    song,
    kind: `${texture}, ${ending}${written ? " written" : ""}, ${isSigned ? "signed" : "unsigned"}`,
    meter,
    bars,
    isLoop: isEven,
  };
}

/** Triads of a key, one a bar, that repeat after 1, 2 or 4 bars. */
function progression(random: Random, bars: number): readonly (readonly number[])[] {
  const tonic = 48 + random(12);
  const degrees = [0, 2, 4, 5, 7, 9].map((step) => tonic + step);
  const period = [1, 2, 4, 4][random(4)]!;
  const cycle = Array.from({ length: period }, () => {
    const root = degrees[random(degrees.length)]!;
    return [root, root + (random(2) === 0 ? 4 : 3), root + 7];
  });
  return Array.from({ length: bars }, (_, bar) => cycle[bar % period]!);
}

/** Without the notes from some quarter on, unless the last bar would be empty. */
function resting(notes: readonly MadeNote[], from: number, lastBar: number): readonly MadeNote[] {
  const kept = notes.filter(({ onset }) => onset < from);
  const enough = kept.some(({ onset }) => onset >= lastBar) ? kept : notes;
  return enough.map((note) => ({ ...note, length: Math.min(note.length, Math.max(0.1, from - note.onset)) }));
}

/** With the notes of the last onset sounding over the end. */
function ringing(notes: readonly MadeNote[], end: number, over: number): readonly MadeNote[] {
  const last = Math.max(...notes.map(({ onset }) => onset));
  return notes.map((note) => (note.onset === last ? { ...note, length: end + over - note.onset } : note));
}
