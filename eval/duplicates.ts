/**
 * Near-duplicates: `bun run eval duplicates [--json] [CORPUS]`. Copies of songs are made in memory, seeded: transposed,
 * retimed, edited, and all three at once; each is looked up by its MinHash among all songs. Then the copies that lie in
 * dev/wild and dev/encodings, by the manifest. A false match is a best match of another song at or above the threshold.
 */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { noteSeconds, packInfo, parseSong, pitchOf, type Song, writeSong } from "../mod.ts";
import { minHash, musicHash, notesHash, resemblance } from "../src/midi/fingerprint.ts";
import { corpusFolder, songAt, table } from "./corpus.ts";

const { values, positionals } = parseArgs({ options: { json: { type: "boolean" } }, allowPositionals: true });
const corpus = join(positionals[0] ?? corpusFolder, "dev");
/** Resemblance from which two songs count as one. */
const threshold = 0.1;
/** Songs with fewer notes are clips that many others contain. */
const fewestNotes = 100;
const kinds = [
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
const changes: Readonly<Record<string, Change>> = {
  transposed,
  retimed: slower,
  edited,
  "all three": (song) => edited(slower(transposed(song))),
};

const rows = table(join(corpus, "manifest.tsv"));
const originals = rows.filter((row) => row["expect"] === "ok" && !row["dup_of"] && kinds.includes(row["kind"] ?? ""));
const songs = originals.flatMap((row) => {
  const song = songAt(join(corpus, row["path"] ?? ""));
  const hash = song && song.notes.length >= fewestNotes ? minHash(song) : null;
  return song && hash ? [{ path: row["path"] ?? "", song, hash, notes: notesHash(song), music: musicHash(song) }] : [];
});

interface Found {
  readonly index: number;
  readonly score: number;
}
function lookUp(hash: Uint32Array): Found {
  let index = -1;
  let score = 0;
  songs.forEach((one, n) => {
    const now = resemblance(hash, one.hash);
    if (now <= score) return;
    score = now;
    index = n;
  });
  return { index, score };
}
/** Songs that are one song under two names in the corpus itself. */
const isSame = (a: number, b: number): boolean => {
  const [one, other] = [songs[a], songs[b]];
  return a === b || (one !== undefined && other !== undefined && one.music === other.music);
};

const percent = (part: number, all: number): number => Number(((100 * part) / all).toFixed(2));
const report = Object.entries(changes).map(([name, change]) => {
  let first = 0;
  let recalled = 0;
  let wrong = 0;
  let sameMusic = 0;
  songs.forEach(({ song, music }, n) => {
    const copy = change(song);
    const hash = minHash(copy);
    if (musicHash(copy) === music) sameMusic++;
    const { index, score } = hash ? lookUp(hash) : { index: -1, score: 0 };
    if (isSame(index, n)) {
      first++;
      if (score >= threshold) recalled++;
    } else if (score >= threshold) wrong++;
  });
  const all = songs.length;
  return {
    name,
    songs: all,
    "top-1": percent(first, all),
    [`recall at ${threshold}`]: percent(recalled, all),
    "false match": percent(wrong, all),
    "equal music hash": percent(sameMusic, all),
  };
});

/** Songs of the corpus against each other: pairs at or above the threshold that are no known copies. */
let strangers = 0;
songs.forEach(({ hash }, a) => {
  if (songs.some((other, b) => !isSame(a, b) && resemblance(hash, other.hash) >= threshold)) strangers++;
});

const wild = new Map<string, { files: number; notes: number; music: number; near: number }>();
for (const row of rows) {
  const paths = [row["path"] ?? "", row["dup_of"] ?? ""].map((path) => join(corpus, path));
  if (!row["dup_of"] || !paths.every((path) => existsSync(path))) continue;
  const [copy, original] = paths.map(songAt);
  if (!copy || !original) continue;
  const relation = (row["dup_relation"] ?? "").replace(/ [+-]\d+$/, "");
  const known = wild.get(relation) ?? { files: 0, notes: 0, music: 0, near: 0 };
  wild.set(relation, known);
  const [a, b] = [minHash(copy), minHash(original)];
  known.files++;
  if (notesHash(copy) === notesHash(original)) known.notes++;
  if (musicHash(copy) === musicHash(original)) known.music++;
  if (a && b ? resemblance(a, b) >= threshold : musicHash(copy) === musicHash(original)) known.near++;
}

function cost(): number {
  let best = Number.POSITIVE_INFINITY;
  const bytes = songs.filter(({ path }) => path.includes("pop909")).map(({ song }) => writeSong(song));
  for (let round = 0; round < 5; round++) {
    const fresh = bytes.map((one) => parseSong(one));
    const { user } = process.cpuUsage();
    for (const song of fresh) {
      notesHash(song);
      musicHash(song);
      minHash(song);
    }
    best = Math.min(best, (process.cpuUsage().user - user) / fresh.length);
  }
  return Math.round(best);
}
const microseconds = cost();
const copies = [...wild].map(([relation, sums]) => ({ relation, ...sums }));
if (values.json) console.log(JSON.stringify({ report, songs: songs.length, strangers, copies, microseconds }));
else {
  console.table(report);
  console.log(`songs of the corpus that match another one: ${strangers} of ${songs.length}`);
  console.table(copies);
  console.log(`microseconds a POP909 file, all three fingerprints: ${microseconds}`);
}
