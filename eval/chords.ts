/**
 * Accuracy of chords and of the melody's part: `bun run eval chords [--json] [CORPUS]`. Overlap is duration-weighted
 * under mir_eval's majmin rules, mean over songs. The weights were trained on POP909 and synth, so that their figures
 * here are in-sample; `bun eval/train/chords.ts` prints the cross-validated ones. Nottingham was never trained on. The
 * baseline is the usual one: each beat's best of 24 binary triad templates (Fujishima 1999) on the same beats.
 */
import { parseArgs } from "node:util";
import { chords } from "../src/analyzers/chords.ts";
import { lines } from "../src/analyzers/lines.ts";
import { beatChroma } from "../src/hearing/harmony/beat-chroma.ts";
import { chordSequence } from "../src/hearing/harmony/chord-sequence.ts";
import { beatGrid } from "../src/hearing/mod.ts";
import { parts } from "../src/hearing/parts/parts.ts";
import { roles } from "../src/hearing/parts/roles.ts";
import { parseSong, type Song, secondsAt, tempoMap, trackNames, writeSong } from "../src/midi/mod.ts";
import { qualities } from "../src/music/mod.ts";
import { chordFiles, type Estimated, majmin, overlap, type TrueChord } from "./chord-truth.ts";
import { corpusFolder } from "./corpus.ts";
import { retimed, stripped } from "./variants.ts";

const { values, positionals } = parseArgs({ options: { json: { type: "boolean" } }, allowPositionals: true });
const variants = { orig: (song: Song): Song => song, stripped, retimed };

/** What midiq hears, in seconds. */
function heard(song: Song): readonly (Estimated & { readonly length: 4 })[] {
  const map = tempoMap(song);
  return chordSequence(song).map(({ tick, endTick, chord }) => {
    const told = chord ? { root: chord.root, quality: qualities[chord.quality].harte } : { root: -1, quality: "" };
    return [secondsAt(map, tick), secondsAt(map, endTick), told.root, majmin(told)] as const;
  });
}

/** Best binary triad of every beat. */
function templates(song: Song): readonly Estimated[] {
  const { length, chroma } = beatChroma(song);
  const map = tempoMap(song);
  const seconds = beatGrid(song).tick.map((tick) => secondsAt(map, tick));
  return Array.from({ length }, (_, beat) => {
    const row = chroma.subarray(beat * 12, beat * 12 + 12);
    let best = 24;
    let most = 0;
    for (let triad = 0; triad < 24; triad++) {
      const root = triad % 12;
      const sum = row[root]! + row[(root + (triad < 12 ? 4 : 3)) % 12]! + row[(root + 7) % 12]!;
      if (sum <= most) continue;
      most = sum;
      best = triad;
    }
    return [seconds[beat]!, seconds[beat + 1] ?? seconds[beat]!, best === 24 ? -1 : best % 12, best] as const;
  });
}

interface Row {
  files: number;
  majmin: number;
  root: number;
  templates: number;
  quality: number;
}
const rows = new Map<string, Row>();
const calibration = Array.from({ length: 10 }, () => [0, 0, 0] as [time: number, told: number, right: number]);

/** Share of time with the right root and the right family of seventh or suspension. */
function qualityOverlap(truth: readonly TrueChord[], song: Song): number {
  const map = tempoMap(song);
  const guesses = chordSequence(song).map(
    ({ tick, endTick, chord }) =>
      [
        secondsAt(map, tick),
        secondsAt(map, endTick),
        chord?.root ?? -1,
        chord ? family(qualities[chord.quality].harte) : "",
      ] as const,
  );
  let right = 0;
  let all = 0;
  for (const { begin, end, root, quality } of truth) {
    if (root < 0) continue;
    all += end - begin;
    for (const [from, to, guess, kind] of guesses) {
      if (guess !== root || kind !== family(quality)) continue;
      right += Math.max(0, Math.min(to, end) - Math.max(from, begin));
    }
  }
  return all > 0 ? right / all : 0;
}

/** Ninths are sevenths, sixths and added tones are triads. */
const family = (quality: string): string =>
  quality
    .replace(/\(.*\)|7(?=sus)/g, "")
    .replace(/9$/, (_, at) => (/add$/.test(quality.slice(0, at)) ? "" : "7"))
    .replace(/add$/, "")
    .replace(/6$/, "")
    .replace(/^$/, "maj");

function calibrate(truth: readonly TrueChord[], song: Song): void {
  const guesses = heard(song);
  chordSequence(song).forEach(({ confidence }, n) => {
    const [from, to, , triad] = guesses[n]!;
    const cell = calibration[Math.min(9, Math.floor(confidence * 10))]!;
    for (const chord of truth) {
      const shared = Math.min(to, chord.end) - Math.max(from, chord.begin);
      const told = majmin(chord);
      if (shared <= 0 || told === undefined) continue;
      cell[0] += shared;
      cell[1] += shared * confidence;
      if (told === triad) cell[2] += shared;
    }
  });
}

let melodies = 0;
let melodiesFound = 0;
const songs: Song[] = [];
for (const { source, song, chords: truth } of chordFiles(positionals[0] ?? corpusFolder)) {
  for (const [variant, change] of Object.entries(variants)) {
    const changed = change(song);
    const { root, majmin } = overlap(truth, heard(changed));
    const name = `${source} ${variant}`;
    const row = rows.get(name) ?? { files: 0, majmin: 0, root: 0, templates: 0, quality: 0 };
    row.files++;
    row.majmin += majmin;
    row.root += root;
    row.templates += overlap(truth, templates(changed)).majmin;
    row.quality += qualityOverlap(truth, changed);
    rows.set(name, row);
  }
  if (source !== "nottingham-full") calibrate(truth, song);
  const wanted = trackNames(song).findIndex((name) => name === "MELODY" || name === "lead");
  if (wanted >= 0 && source === "pop909") {
    const nameless = stripped(song);
    melodies++;
    if (parts(nameless).list[roles(nameless).indexOf("melody")]?.track === wanted) melodiesFound++;
    songs.push(song);
  }
}
const table = [...rows].map(([name, { files, ...sums }]) => ({
  name,
  files,
  ...Object.fromEntries(Object.entries(sums).map(([what, sum]) => [what, Number(((100 * sum) / files).toFixed(2))])),
}));

/** Microseconds a file of one analyzer, the views below it included, on songs parsed afresh. */
function cost(run: (song: Song) => unknown): number {
  let best = Number.POSITIVE_INFINITY;
  const bytes = songs.filter((_, n) => n % 3 === 0).map((song) => writeSong(song));
  for (let round = 0; round < 5; round++) {
    const fresh = bytes.map((one) => parseSong(one));
    for (const song of fresh) beatGrid(song);
    const { user } = process.cpuUsage();
    for (const song of fresh) run(song);
    best = Math.min(best, (process.cpuUsage().user - user) / fresh.length);
  }
  return Math.round(best);
}
const costs = { chords: cost((song) => chords.run(song, {})), lines: cost((song) => lines.run(song, {})) };
const melody = { files: melodies, right: Number(((100 * melodiesFound) / melodies).toFixed(1)) };
const confidence = calibration
  .filter(([time]) => time > 0)
  .map(([time, told, right]) => ({
    seconds: Math.round(time),
    told: Number((told / time).toFixed(2)),
    right: Number((right / time).toFixed(2)),
  }));
if (values.json) console.log(JSON.stringify({ table, melody, confidence, microseconds: costs }));
else {
  console.table(table);
  console.table(confidence);
  console.log(`melody's track of POP909, names hidden: ${melody.right} % of ${melody.files}`);
  console.log(`microseconds a POP909 file behind the beat grid: chords ${costs.chords}, lines ${costs.lines}`);
}
