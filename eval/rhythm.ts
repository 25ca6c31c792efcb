/**
 * Accuracy of tempo, meter and beats: `bun run eval rhythm [--json] [--in-sample] [--every N] [CORPUS]`, a line a figure.
 * Songs are judged as they are, without signatures, without a tempo map, and as a take recorded under a default tempo that
 * nobody set. The latter two have to be tracked, which takes long: they are made of every Nth song of a source, the 8th unless
 * said. Trained parts are cross-validated on samples; `--in-sample` leaves that out. Last comes how sure tempos were told and
 * how often they were right, by where they come from.
 */
import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { meter, tempo } from "../src/analyzers/mod.ts";
import { barMap, beatGrid, beatTimes, tickOfBar } from "../src/hearing/mod.ts";
import { mapIsSound } from "../src/hearing/time/grid-phase.ts";
import { fewestClusters, onsetClusters } from "../src/hearing/time/onset-clusters.ts";
import { lastNoteEnd } from "../src/hearing/views.ts";
import { noteSeconds, parseSong, type Song, secondsAt, tempoMap } from "../src/midi/mod.ts";
import { formatMeter } from "../src/music/mod.ts";
import { type CalibrationRow, calibration } from "./calibration.ts";
import { type Annotated, annotated, corpusFolder } from "./corpus.ts";
import { isTempo, tempoLevels } from "./measures.ts";
import { meterClass } from "./meter-class.ts";
import { namedTempos } from "./names/told.ts";
import { beatF1 } from "./performing/takes.ts";
import { crossValidatedBeats } from "./train/beats.ts";
import { crossValidatedMeter, meterExamples, type Places } from "./train/meter.ts";
import { retimed, stripped, underDefaultTempo } from "./variants.ts";

const { values, positionals } = parseArgs({
  options: { json: { type: "boolean" }, "in-sample": { type: "boolean" }, every: { type: "string", default: "8" } },
  allowPositionals: true,
});
const corpus = positionals[0] ?? corpusFolder;

/** One in how many songs is tracked. */
const every = Number(values.every);
/** How trained parts are cross-validated: one in how many takes and songs, and folds. */
const validation = { takes: 10, songs: 6, folds: 2 };
/** Tolerance of beats in seconds. */
const nearBeat = 0.07;
/** Sources whose own time signatures lay their bars out well. */
const barred = ["nottingham-full", "openscore-lieder", "synth"];

/** Shares by measure, source and variant. */
const tallies = new Map<string, number[]>();
function put(measure: string, source: string, variant: string, value: number | boolean): void {
  const name = `${measure}\t${source}\t${variant}`;
  const list = tallies.get(name) ?? [];
  tallies.set(name, list);
  list.push(Number(value));
}

function beats(song: Song): readonly number[] {
  const { seconds } = lastNoteEnd(song);
  return Array.from(beatTimes(song)).filter((beat) => beat < seconds - 1e-3);
}

/** Tempos told, by where they come from. */
const toldTempos = new Map<string, (readonly [confidence: number, right: boolean])[]>();
const tell = (source: string, confidence: number, isRight: boolean): void => {
  toldTempos.set(source, [...(toldTempos.get(source) ?? []), [confidence, isRight]]);
};
const meterCalibration: (readonly [number, boolean])[] = [];

function judgeTempo({ source, bpm }: Annotated, variant: string, song: Song): void {
  const said = tempo.run(song, {});
  put("tempo accuracy 1", source, variant, isTempo(said.bpm, bpm, [1]));
  put("tempo accuracy 2", source, variant, isTempo(said.bpm, bpm, tempoLevels));
  put("tempo accuracy 1, baseline: the event, else 120", source, variant, isTempo(said.bpm_event ?? 120, bpm, [1]));
  put(
    "tempo accuracy 2, baseline: the event, else 120",
    source,
    variant,
    isTempo(said.bpm_event ?? 120, bpm, tempoLevels),
  );
  if (said.bpm === null) return;
  const heard = onsetClusters(song).length < fewestClusters ? "recurrence" : "tracked";
  const from = said.bpm_source === "detected" ? heard : (said.bpm_source ?? "");
  tell(from, said.bpm_confidence ?? 0, isTempo(said.bpm, bpm, [1]));
  if (from === heard) tell(`${heard}, ${source}`, said.bpm_confidence ?? 0, isTempo(said.bpm, bpm, [1]));
}

function judgeMeter({ source, meter: truth }: Annotated, variant: string, song: Song): void {
  const said = meter.run(song, {});
  const isRight = said.meter !== null && meterClass(formatMeter(said.meter)) === meterClass(truth);
  put("meter class", source, variant, isRight);
  put("meter class, baseline: the first event, else 4/4", source, variant, baselineMeter(song) === meterClass(truth));
  if (said.meter !== null) meterCalibration.push([said.meter_confidence ?? 0, isRight]);
}

const baselineMeter = ({ timeSignatures: { numerator, denominator } }: Song): string =>
  meterClass(numerator.length > 0 ? `${numerator[0]}/${denominator[0]}` : "4/4");

const seen = new Map<string, number>();

function judge(file: Annotated): void {
  const { source, song, path } = file;
  if (song.notes.length === 0) return;
  const place = seen.get(source) ?? 0;
  seen.set(source, place + 1);
  const isTracked = place % every === 0;
  const variants: Readonly<Record<string, Song>> = {
    orig: song,
    stripped: stripped(song),
    ...(isTracked && { retimed: retimed(song) }),
    ...(isTracked && file.bpm.length > 0 && { "under 120": underDefaultTempo(song) }),
  };
  for (const [variant, one] of Object.entries(variants)) {
    if (file.bpm.length > 0) judgeTempo(file, variant, one);
    if (file.meter) judgeMeter(file, variant, one);
  }
  put("map kept", source, "orig", mapIsSound(song));
  const unset = variants["under 120"];
  // At a level of 120 the map of the take happens to be the music's.
  if (unset && !isTempo(120, file.bpm, [...tempoLevels, 4, 1 / 4])) {
    put("map rejected", source, "under 120", !mapIsSound(unset));
    if (song.notes.length >= 60) put("map rejected, 60 notes or more", source, "under 120", !mapIsSound(unset));
  }
  if (barred.includes(source)) judgeDownbeats(file, variants);
  if (source !== "pop909") return;
  const annotatedBeats = readFileSync(path.replace(/(\d+)\.mid$/, "beats/$1.tsv"), "utf8")
    .split("\n")
    .map(Number.parseFloat)
    .filter(Number.isFinite);
  // Annotated beats before the first note and behind the last cannot be heard; both figures are shown.
  const first = Math.min(...noteSeconds(song).onset) - nearBeat;
  const { seconds: end } = lastNoteEnd(song);
  const truth = annotatedBeats.filter((seconds) => seconds > first && seconds < end);
  for (const variant of ["orig", "retimed"]) {
    const one = variants[variant];
    if (!one) continue;
    const found = beats(one);
    put(
      "beats F1, beats that sound",
      source,
      variant,
      beatF1(
        found.filter((seconds) => seconds > first),
        truth,
      ),
    );
    put("beats F1, all annotated", source, variant, beatF1(found, annotatedBeats));
  }
}

/** Downbeats up to the last onset, against the bars of the file's own signatures. */
function judgeDownbeats({ source, song }: Annotated, variants: Readonly<Record<string, Song>>): void {
  const map = tempoMap(song);
  const last = Math.max(...noteSeconds(song).onset);
  const truth: number[] = [];
  for (let bar = 0; ; bar++) {
    const seconds = secondsAt(map, tickOfBar(barMap(song), bar));
    if (seconds > last) break;
    truth.push(seconds);
  }
  for (const variant of ["orig", "stripped", "retimed"]) {
    const one = variants[variant];
    if (!one) continue;
    const { tick, firstDownbeat, beatsPerBar } = beatGrid(one);
    const own = tempoMap(one);
    const found = Array.from(tick)
      .filter((_, n) => n >= firstDownbeat && (n - firstDownbeat) % beatsPerBar === 0)
      .map((at) => secondsAt(own, at))
      .filter((seconds) => seconds <= last + 1e-3);
    put("downbeats F1", source, variant, beatF1(found, truth));
  }
}

function print(line: Readonly<Record<string, string | number>>): void {
  const shown = Object.values(line).map((value) => (typeof value === "number" ? Number(value.toFixed(4)) : value));
  console.log(values.json ? JSON.stringify(line) : shown.join("\t"));
}
const printCalibration = (what: string, rows: readonly CalibrationRow[]): void => {
  for (const { confidence, right, files } of rows) print({ measure: `calibration: ${what}`, confidence, right, files });
};

const files = [...annotated(corpus)];
for (const file of files) judge(file);
for (const [name, list] of [...tallies].sort(([a], [b]) => (a < b ? -1 : 1))) {
  const [measure = "", source = "", variant = ""] = name.split("\t");
  print({ measure, source, variant, value: list.reduce((sum, one) => sum + one, 0) / list.length, files: list.length });
}
printCalibration("meter", calibration(meterCalibration));

/** Microseconds a file on songs parsed afresh, the best of some rounds. */
for (const variant of ["orig", "retimed"] as const) {
  const songs = files.filter(({ source }) => source === "pop909");
  const chosen = variant === "orig" ? songs : songs.filter((_, n) => n % (2 * every) === 0);
  const bytes = chosen.map(({ path }) => new Uint8Array(readFileSync(path)));
  const best = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
  for (let round = 0; round < 2; round++) {
    const fresh = bytes.map((one) => parseSong(one)).map((song) => (variant === "orig" ? song : retimed(song)));
    [(song: Song) => tempo.run(song, {}), (song: Song) => [beatGrid(song), meter.run(song, {})]].forEach((run, n) => {
      const begin = process.cpuUsage();
      for (const song of fresh) run(song);
      const { user, system } = process.cpuUsage(begin);
      best[n] = Math.min(best[n]!, (user + system) / fresh.length);
    });
  }
  print({ measure: "microseconds: tempo", source: "pop909", variant, value: best[0]! });
  print({ measure: "microseconds: grid and meter", source: "pop909", variant, value: best[1]! });
}

if (!values["in-sample"]) {
  const { takes, songs, folds } = validation;
  const { accuracy, calibrations } = crossValidatedBeats(corpus, { every: takes, folds });
  for (const { source, accuracy1, accuracy2, beats: found, files: count } of accuracy) {
    print({ measure: "cross-validated tempo accuracy 1", source, variant: "retimed", value: accuracy1, files: count });
    print({ measure: "cross-validated tempo accuracy 2", source, variant: "retimed", value: accuracy2, files: count });
    if (Number.isNaN(found)) continue;
    print({ measure: "cross-validated beats F1", source, variant: "retimed", value: found, files: count });
  }
  for (const { source, rows } of calibrations) printCalibration(`cross-validated bpm, ${source}`, rows);
  for (const places of ["map", "tracked"] satisfies Places[]) {
    const found = crossValidatedMeter(meterExamples(corpus, places, songs));
    const variant = places === "map" ? "stripped" : "retimed";
    for (const { source, accuracy: value, files: count } of found.accuracy) {
      print({ measure: "cross-validated meter class", source, variant, value, files: count });
    }
    printCalibration(`cross-validated meter, ${variant}`, found.calibration);
  }
}

for (const { from, confidence, right } of namedTempos()) tell(from, confidence, right);
for (const [from, told] of [...toldTempos].sort(([a], [b]) => (a < b ? -1 : 1))) {
  for (const row of calibration(told)) print({ measure: "told", source: from, ...row });
}
