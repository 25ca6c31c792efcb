/** Copies of songs as people make them: transposed, retimed, edited, and all three at once; seeded. */
import { noteSeconds, packInfo, pitchOf, type Song } from "../src/midi/mod.ts";

/** Kinds of the corpus's songs that are changed. */
export const changedKinds: readonly string[] = [
  "pop",
  "game-multitrack",
  "lied",
  "string-quartet",
  "synthetic-multitrack",
  "pop-multitrack",
  "piano-performance",
];

let seed = 7;
const random = (): number => {
  seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
  return seed / 2 ** 32;
};

type Change = (song: Song) => Song;
const withNotes = (song: Song, info: Int32Array, onset = song.notes.onset, duration = song.notes.duration): Song => ({
  ...song,
  notes: { length: info.length, info, onset, duration },
});
/** Every pitch but the drums' moved by -6 to +5. */
const transposed: Change = (song) => {
  const by = Math.floor(random() * 12) - 6;
  const move = (info: number): number =>
    ((info >> 7) & 15) === 9 ? info : (info & ~127) | Math.max(0, Math.min(127, pitchOf(info) + by));
  return withNotes(song, song.notes.info.map(move));
};
/** Played 0.7 to 1.4 times as slow, as a take without a tempo. */
const slower: Change = (song) => {
  const by = 960 * (0.7 + 0.7 * random());
  const seconds = noteSeconds(song);
  const nothing = new Int32Array(0);
  return {
    ...withNotes(
      song,
      song.notes.info,
      Int32Array.from(seconds.onset, (at) => Math.round(at * by)),
      Int32Array.from(seconds.duration, (lasts) => Math.round(lasts * by)),
    ),
    division: { kind: "metrical", ticksPerQuarter: 480 },
    ticksPerQuarter: 480,
    tempos: { tick: nothing, track: new Uint16Array(0), microsecondsPerQuarter: nothing },
  };
};
/** 3 % of the notes left out, 3 % moved by a step, and the first or last tenth cut off. */
const edited: Change = (song) => {
  const { length, onset, duration, info } = song.notes;
  const end = song.endTick;
  const [from, to] = random() < 0.5 ? [end * 0.1, end + 1] : [0, end * 0.9];
  const kept: number[] = [];
  const tracks = song.tracks.map((track) => {
    const firstNote = kept.length;
    for (let note = track.firstNote; note < track.firstNote + track.noteCount; note++) {
      if (onset[note]! >= from && onset[note]! < to && random() >= 0.03) kept.push(note);
    }
    return { ...track, firstNote, noteCount: kept.length - firstNote };
  });
  const step = (packed: number): number => {
    if (random() >= 0.03) return packed;
    return packInfo(Math.min(127, pitchOf(packed) + 2), (packed >> 7) & 15, (packed >> 12) & 127, packed >> 20);
  };
  const pick = (column: Int32Array): Int32Array => Int32Array.from(kept, (note) => column[note]!);
  return { ...withNotes(song, pick(info).map(step), pick(onset), pick(duration)), tracks: length > 0 ? tracks : [] };
};
/** The changes by name. */
export const changes: Readonly<Record<string, Change>> = {
  transposed,
  retimed: slower,
  edited,
  "all three": (song) => edited(slower(transposed(song))),
};
