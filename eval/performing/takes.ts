/** Takes without a click whose beats are known: played songs of POP909, Groove's drummers, and our own performances of scores. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { lastNoteEnd } from "../../src/hearing/views.ts";
import { noteSeconds, type Song, secondsAt, tempoMap } from "../../src/midi/mod.ts";
import { annotated, songAt } from "../corpus.ts";
import { retimed } from "../variants.ts";
import { perform } from "./perform.ts";

/** A take and the truth about it. */
export interface Take {
  /** `pop909`, `groove`, `fill`, or `performed` and the source of the score. */
  readonly source: string;
  readonly path: string;
  readonly song: Song;
  /** Seconds of beats, and of downbeats; empty where unknown. */
  readonly beats: readonly number[];
  readonly downbeats: readonly number[];
  /** Tempos that count as right; empty where unknown. */
  readonly bpm: readonly number[];
  readonly meter: string;
}

/** One in how many songs of each source. */
export type Sampling = Readonly<Record<string, number>>;

/** All that `bun run eval rhythm` judges. */
export const wholeSampling: Sampling = {
  pop909: 1,
  gmd: 1,
  "openscore-lieder": 1,
  "openscore-quartets": 1,
  "nottingham-full": 4,
  synth: 3,
  "js-fakes": 3,
};

/** Tolerance of beats in seconds. */
const nearBeat = 0.07;

/** Takes of a corpus in the order of its tables. */
export function* takes(corpus: string, sampling: Sampling = wholeSampling): Generator<Take> {
  const seen: Record<string, number> = {};
  const isDrawn = (source: string): boolean => {
    const every = sampling[source];
    const place = seen[source] ?? 0;
    seen[source] = place + 1;
    return every !== undefined && place % every === 0;
  };
  for (const { source, path, song, bpm, meter } of annotated(corpus, Object.keys(sampling))) {
    if (song.notes.length === 0 || !isDrawn(source)) continue;
    if (source === "pop909") {
      const beats = readFileSync(path.replace(/(\d+)\.mid$/, "beats/$1.tsv"), "utf8");
      const seconds = beats.split("\n").map(Number.parseFloat).filter(Number.isFinite);
      yield { source, path, song: retimed(song), beats: seconds, downbeats: [], bpm, meter };
    } else if (source === "gmd") {
      const name = path.includes("_fill_") ? "fill" : "groove";
      yield { source: name, path, song: retimed(song), beats: clicks(song), downbeats: [], bpm, meter };
    } else {
      const take = performedTake(source, path, song, meter);
      if (take) yield take;
    }
  }
  const chorales = join(corpus, "dev/clear/js-fakes");
  for (const name of readdirSync(chorales).sort()) {
    if (!name.endsWith(".mid") || !isDrawn("js-fakes")) continue;
    const song = songAt(join(chorales, name));
    const take = song && performedTake("js-fakes", join(chorales, name), song, "4/4");
    if (take) yield take;
  }
}

/** Number of a path that does not change with its place in the corpus: for seeds and for folds. */
export function numberOf(path: string): number {
  let number = 7;
  for (const letter of path.slice(path.lastIndexOf("/dev")))
    number = (Math.imul(number, 31) + letter.charCodeAt(0)) | 0;
  return number >>> 1;
}

function performedTake(source: string, path: string, score: Song, meter: string): Take | null {
  const performance = perform(score, numberOf(path));
  return performance && { source: `performed ${source}`, path, meter, ...performance };
}

/** Groove's drummers played to a metronome, whose clicks are the quarters of the file. */
function clicks(song: Song): readonly number[] {
  const map = tempoMap(song);
  const end = lastNoteEnd(song).ticks;
  const quarters = Math.ceil(end / song.ticksPerQuarter) + 1;
  return Array.from({ length: quarters }, (_, n) => secondsAt(map, n * song.ticksPerQuarter));
}

/** Beats that can be heard: from the first note to the end of the last. */
export function audible(song: Song, beats: readonly number[]): readonly number[] {
  const first = Math.min(...noteSeconds(song).onset) - nearBeat;
  const { seconds: end } = lastNoteEnd(song);
  return beats.filter((seconds) => seconds > first && seconds < end - 1e-3);
}

/** Share of beats found, as F1: each matches at most one within 70 ms. */
export function beatF1(found: readonly number[], truth: readonly number[]): number {
  let hits = 0;
  for (let a = 0, b = 0; a < found.length && b < truth.length; ) {
    const apart = found[a]! - truth[b]!;
    if (Math.abs(apart) <= nearBeat) hits++;
    if (apart <= nearBeat) a++;
    if (apart >= -nearBeat) b++;
  }
  return (2 * hits) / Math.max(1, found.length + truth.length);
}
