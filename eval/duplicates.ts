/**
 * Near-duplicates: `bun run eval duplicates [--json] [CORPUS]`. Copies of songs are made in memory, seeded: transposed,
 * retimed, edited, and all three at once; each is looked up by its MinHash among all songs. Then the copies that lie in
 * dev/wild and dev/encodings, by the manifest. A false match is a best match of another song at or above the threshold.
 */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { minHash, musicHash, notesHash, resemblance } from "../src/hearing/likeness/fingerprint.ts";
import { parseSong, writeSong } from "../src/midi/mod.ts";
import { changedKinds, changes } from "./changes.ts";
import { corpusFolder, songAt, table } from "./corpus.ts";

const { values, positionals } = parseArgs({ options: { json: { type: "boolean" } }, allowPositionals: true });
const corpus = join(positionals[0] ?? corpusFolder, "dev");
/** Resemblance from which two songs count as one. */
const threshold = 0.1;
/** Songs with fewer notes are clips that many others contain. */
const fewestNotes = 100;

const rows = table(join(corpus, "manifest.tsv"));
const originals = rows.filter(
  (row) => row["expect"] === "ok" && !row["dup_of"] && changedKinds.includes(row["kind"] ?? ""),
);
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
