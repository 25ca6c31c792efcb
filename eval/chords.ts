/**
 * Accuracy of chords and of the melody's part: `bun run eval chords [--json] [CORPUS]`. Overlap is duration-weighted
 * under mir_eval's rules for roots, triads and sevenths, with the bass (`_inv`) and without, mean over songs. The weights were trained on POP909 and synth, so that their figures
 * here are in-sample; `bun eval/train/chords.ts` prints the cross-validated ones. Nottingham was never trained on. The
 * baselines are the usual ones: each beat's best of 24 binary templates of triads, or of 60 of triads and sevenths
 * (Fujishima 1999), on the same beats, over the lowest pitch class.
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
import { type QualityName, qualities } from "../src/music/chord-qualities.ts";
import type { Chord } from "../src/music/chords.ts";
import { comparisons } from "./chord-rules.ts";
import { chordFiles, type Estimated, labelOf, overlap, type TrueChord } from "./chord-truth.ts";
import { corpusFolder } from "./corpus.ts";
import { retimed, stripped } from "./variants.ts";

const { values, positionals } = parseArgs({ options: { json: { type: "boolean" } }, allowPositionals: true });
const variants = { orig: (song: Song): Song => song, stripped, retimed };

/** What midiq hears, in seconds. */
function heard(song: Song): readonly Estimated[] {
  const map = tempoMap(song);
  return chordSequence(song).map(({ tick, endTick, chord }) => ({
    begin: secondsAt(map, tick),
    end: secondsAt(map, endTick),
    label: labelOf(chord),
  }));
}

const templatesOf = (kinds: readonly QualityName[]): readonly Chord[] =>
  kinds.flatMap((quality) => Array.from({ length: 12 }, (_, root) => ({ root, quality, bass: root })));
const triads = templatesOf(["maj", "m"]);
const sevenths = templatesOf(["maj", "m", "7", "maj7", "m7"]);

/** The template of every beat that is nearest by its angle, over the pitch class that is lowest longest. */
function templates(song: Song, known: readonly Chord[]): readonly Estimated[] {
  const { length, chroma, bass } = beatChroma(song);
  const map = tempoMap(song);
  const seconds = beatGrid(song).tick.map((tick) => secondsAt(map, tick));
  return Array.from({ length }, (_, beat) => {
    const row = chroma.subarray(beat * 12, beat * 12 + 12);
    const lows = bass.subarray(beat * 12, beat * 12 + 12);
    let best: Chord | null = null;
    let most = 0;
    for (const chord of known) {
      const { tones } = qualities[chord.quality];
      let sum = 0;
      for (const tone of tones) sum += row[(chord.root + tone) % 12]!;
      if (sum / Math.sqrt(tones.length) <= most) continue;
      most = sum / Math.sqrt(tones.length);
      best = chord;
    }
    const low = lows.indexOf(Math.max(...lows));
    const label = labelOf(best && lows[low]! > 0 ? { ...best, bass: low } : best);
    return { begin: seconds[beat]!, end: seconds[beat + 1] ?? seconds[beat]!, label };
  });
}

/** Sums of shares, and the number of songs that have each. */
type Sums = Record<string, [sum: number, songs: number]>;
const rows = new Map<string, Sums>();
const calibration = Array.from({ length: 10 }, () => [0, 0, 0] as [time: number, told: number, right: number]);

function count(row: Sums, name: string, share: number): void {
  if (Number.isNaN(share)) return;
  const [sum, songs] = row[name] ?? [0, 0];
  row[name] = [sum + share, songs + 1];
}

function calibrate(truth: readonly TrueChord[], song: Song): void {
  const guesses = heard(song);
  chordSequence(song).forEach(({ confidence }, n) => {
    const { begin, end, label } = guesses[n]!;
    const cell = calibration[Math.min(9, Math.floor(confidence * 10))]!;
    for (const chord of truth) {
      const shared = Math.min(end, chord.end) - Math.max(begin, chord.begin);
      const isRight = comparisons.majmin(chord.label, label);
      if (shared <= 0 || isRight === undefined) continue;
      cell[0] += shared;
      cell[1] += shared * confidence;
      if (isRight) cell[2] += shared;
    }
  });
}

let melodies = 0;
let melodiesFound = 0;
const songs: Song[] = [];
for (const { source, song, chords: truth } of chordFiles(positionals[0] ?? corpusFolder)) {
  for (const [variant, change] of Object.entries(variants)) {
    const changed = change(song);
    const row = rows.get(`${source} ${variant}`) ?? {};
    rows.set(`${source} ${variant}`, row);
    for (const [name, share] of Object.entries(overlap(truth, heard(changed)))) count(row, name, share);
    const byTriads = overlap(truth, templates(changed, triads));
    const bySevenths = overlap(truth, templates(changed, sevenths));
    count(row, "templates", byTriads.majmin);
    count(row, "templates_inv", byTriads.majmin_inv);
    count(row, "templates7", bySevenths.sevenths);
    count(row, "templates7_inv", bySevenths.sevenths_inv);
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
const table = [...rows].map(([name, row]) => ({
  name,
  files: row["root"]?.[1] ?? 0,
  ...Object.fromEntries(
    Object.entries(row).map(([what, [sum, songs]]) => [what, Number(((100 * sum) / songs).toFixed(2))]),
  ),
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
