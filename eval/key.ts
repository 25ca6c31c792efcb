/**
 * Accuracy of key finding: `bun run eval key [--json] [CORPUS]`, four minutes. Every song is judged by weights that were
 * trained without it and its versions (5 folds, mean of some splits), as it is and stripped, beside the published
 * profiles; then songs in the modes and without a key, what confidence is worth, local keys, and cost. A song without
 * prediction counts as wrong.
 *
 * `stripped` drops key signatures, time signatures and texts in memory, which leaves the notes and ticks that the
 * corpus's strip.py leaves.
 */
import { parseArgs } from "node:util";
import { key as keyAnalyzer } from "../src/analyzers/mod.ts";
import { chroma } from "../src/hearing/mod.ts";
import { localKeysUnder, type SongKey, songKeyUnder } from "../src/hearing/tonality/song-key.ts";
import { parseSong, type Song, writeSong } from "../src/midi/mod.ts";
import { parentKey, scaleOf } from "../src/music/keys.ts";
import { corpusFolder } from "./corpus.ts";
import { atonalSongs } from "./key-atonal.ts";
import { modalised } from "./key-modalised.ts";
import { modulations, overlap } from "./key-modulations.ts";
import { bestKey, keyProfiles } from "./key-profiles.ts";
import { modalSongs } from "./key-tunes.ts";
import { mirex } from "./measures.ts";
import { modalTunes } from "./modal-tunes.ts";
import { crossValidated } from "./train/key.ts";
import { type AnnotatedSong, annotatedSongs, foldOf } from "./train/key-data.ts";

/** Splits into folds whose mean is shown: one alone moves by half a point. */
const splits = 2;
/** Songs that are made of each sort, by a seed that training does not use. */
const madeSongs = 400;
const madeSeed = 2026;
const bins = [0, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.97, 1.001];

const { values, positionals } = parseArgs({ options: { json: { type: "boolean" } }, allowPositionals: true });
const songs = annotatedSongs(positionals[0] ?? corpusFolder);
const weights = Array.from({ length: splits }, (_, split) => crossValidated(songs, split));

const none = new Int32Array(0);
const track = new Uint16Array(0);
const stripped = (song: Song): Song => ({
  ...song,
  keySignatures: { tick: none, track, fifths: new Int8Array(0), minor: new Uint8Array(0) },
  timeSignatures: { tick: none, track, numerator: new Uint8Array(0), denominator: new Uint16Array(0) },
  texts: { tick: none, track, type: new Uint8Array(0), end: none, bytes: new Uint8Array(0) },
});

/** Counts of right answers. */
class Score {
  judged = 0;
  exact = 0;
  /** Right in `key.parent`: whoever labels songs with major and minor alone says so of a dorian one, too. */
  parent = 0;
  mirex = 0;
  signature = 0;
  /** @param mode the mode that the song is in, where its label cannot say it: right as well. */
  add(found: number | undefined, truth: number, mode?: number): void {
    this.judged++;
    if (found === undefined) return;
    const isRight = found === truth || found === mode;
    if (isRight) this.exact++;
    if (parentKey(found) === truth) this.parent++;
    this.mirex += isRight ? 1 : mirex(found, truth);
    if (scaleOf(found) === scaleOf(truth) || found === mode) this.signature++;
  }
}

const table = new Map<string, Map<string, Score>>();
const scoreOf = (row: string, who: string): Score => {
  const scores = table.get(row) ?? new Map<string, Score>();
  table.set(row, scores);
  const score = scores.get(who) ?? new Score();
  scores.set(who, score);
  return score;
};
const calibration = bins.slice(1).map(() => ({ songs: 0, right: 0, sum: 0 }));

/** What weights that never saw a song say about it. */
const judge = (one: AnnotatedSong, song: Song, split: number): SongKey | undefined =>
  songKeyUnder(song, (weights[split] as readonly Float64Array[])[foldOf(one.group, split)] as Float64Array);

for (const one of songs) {
  for (const [variant, song] of [
    ["orig", one.song],
    ["stripped", stripped(one.song)],
  ] as const) {
    const row = `${one.source} ${variant}`;
    for (let split = 0; split < splits; split++) {
      const found = judge(one, song, split);
      scoreOf(row, "midiq").add(found?.key, one.key, modalTunes.get(one.path));
      if (variant !== "stripped" || !found) continue;
      const bin = calibration[bins.findLastIndex((edge) => edge <= found.confidence)];
      if (!bin) continue;
      bin.songs++;
      bin.sum += found.confidence;
      if (found.key === one.key || found.key === modalTunes.get(one.path)) bin.right++;
    }
    for (const profile of keyProfiles) scoreOf(row, profile.name).add(bestKey(chroma(song), profile), one.key);
  }
}

/** Songs in the modes and without a key: how many have a right key, and the right tonic and third. */
const modal = new Map<string, { songs: number; exact: number; parent: number }>();
function judgeModal(kind: string, song: Song, keys: readonly number[], fold: number): void {
  const row = modal.get(kind) ?? { songs: 0, exact: 0, parent: 0 };
  modal.set(kind, row);
  row.songs++;
  const found = songKeyUnder(song, (weights[0] as readonly Float64Array[])[fold] as Float64Array)?.key;
  if (found === undefined ? keys.length === 0 : keys.includes(found)) row.exact++;
  if (keys.some((key) => found !== undefined && parentKey(key) === parentKey(found))) row.parent++;
}
for (const { kind, song, keys } of modalSongs(madeSongs, madeSeed)) judgeModal(`made: ${kind}`, song, keys, 0);
for (const { path, song, group } of songs) {
  const key = modalTunes.get(path);
  if (key !== undefined) judgeModal("the corpus' own modal tunes", stripped(song), [key], foldOf(group, 0));
}
for (const { source, song, keys, group } of modalised(songs))
  judgeModal(`in another mode: ${source}`, song, keys, foldOf(group, 0));
for (const { kind, song } of atonalSongs(madeSongs, madeSeed)) judgeModal(`no key: ${kind}`, song, [], 0);

const local = new Map<string, { songs: number; exact: number; signature: number; changes: number; truth: number }>();
const bare = songs
  .filter(({ source }) => source !== "free-midi-chords")
  .map((one) => ({ ...one, song: { ...one.song, keySignatures: stripped(one.song).keySignatures } }));
for (const modulation of modulations(bare)) {
  const { kind, song, keys, group } = modulation;
  const fold = (weights[0] as readonly Float64Array[])[foldOf(group, 0)] as Float64Array;
  const whole = songKeyUnder(song, fold);
  const found = whole ? localKeysUnder(song, whole, fold) : [];
  const row = local.get(kind) ?? { songs: 0, exact: 0, signature: 0, changes: 0, truth: 0 };
  const { exact, signature } = overlap(modulation, found);
  row.songs++;
  row.exact += exact;
  row.signature += signature;
  row.changes += Math.max(0, found.length - 1);
  row.truth += keys.length - 1;
  local.set(kind, row);
}

/** Microseconds a file of the whole analyzer with its views: best of some rounds on songs parsed afresh. */
function cost(source: string): number {
  const files = songs.filter((one) => one.source === source).map(({ song }) => writeSong(song));
  const rounds = Array.from({ length: 7 }, () => {
    const fresh = files.map((bytes) => parseSong(bytes));
    const start = performance.now();
    for (const song of fresh) keyAnalyzer.run(song, {});
    return ((performance.now() - start) * 1000) / files.length;
  });
  return Math.min(...rounds);
}
const costs = ["pop909", "nottingham-full"].map((source) => [source, cost(source)] as const);

const percent = (part: number, whole: number): string =>
  (whole > 0 ? ((100 * part) / whole).toFixed(1) : "-").padStart(6);
if (values.json) {
  const rates = [...table].map(([row, scores]) => ({
    row,
    methods: [...scores].map(([name, { judged, exact, parent, mirex: points, signature }]) => ({
      name,
      exact: exact / judged,
      parent: parent / judged,
      mirex: points / judged,
      signature: signature / judged,
    })),
  }));
  console.log(JSON.stringify({ rates, modal: [...modal], calibration, local: [...local], costs }));
} else {
  console.log(`${"".padEnd(28)}  files  exact  parent  mirex  signature   best profile: exact, mirex (its name)`);
  for (const [row, scores] of table) {
    const [ours, ...others] = [...scores];
    const best = others.reduce((a, b) => (b[1].exact > a[1].exact ? b : a));
    const { judged, exact, parent, mirex: points, signature } = (ours as [string, Score])[1];
    console.log(
      `${row.padEnd(28)} ${String(judged / splits).padStart(6)} ${percent(exact, judged)} ${percent(parent, judged)} ${percent(points, judged)}     ${percent(signature, judged)}         ${percent(best[1].exact, best[1].judged)} ${percent(best[1].mirex, best[1].judged)} (${best[0]})`,
    );
  }
  console.log(
    `\n${"stripped: exact / mirex".padEnd(28)} ${["midiq", ...keyProfiles.map(({ name }) => name)].join(" | ")}`,
  );
  for (const [row, scores] of table) {
    if (!row.endsWith("stripped")) continue;
    const cells = [...scores.values()].map(
      (one) => `${percent(one.exact, one.judged)}/${percent(one.mirex, one.judged).trim()}`,
    );
    console.log(`${row.padEnd(28)} ${cells.join(" | ")}`);
  }
  console.log("\nmodes, and no key               songs  right  right but for the mode");
  for (const [kind, { songs: count, exact, parent }] of modal)
    console.log(`${kind.padEnd(30)} ${String(count).padStart(6)} ${percent(exact, count)} ${percent(parent, count)}`);
  console.log("\nconfidence (stripped)   songs  mean  right");
  calibration.forEach(({ songs: count, right, sum }, n) => {
    const range = `${(bins[n] as number).toFixed(2)} to ${Math.min(1, bins[n + 1] as number).toFixed(2)}`;
    console.log(
      `${range.padEnd(22)} ${String(Math.round(count / splits)).padStart(6)} ${percent(sum, count)} ${percent(right, count)}`,
    );
  });
  console.log("\nlocal keys (share of time)      songs   key  signature  changes found / true, a song");
  for (const [kind, { songs: count, exact, signature, changes, truth }] of local) {
    console.log(
      `${kind.padEnd(30)} ${String(count).padStart(6)} ${percent(exact, count)} ${percent(signature, count)}     ${(changes / count).toFixed(2)} / ${(truth / count).toFixed(2)}`,
    );
  }
  for (const [source, microseconds] of costs)
    console.log(`\n${source}: ${microseconds.toFixed(0)} us a file, key and local keys`);
}
