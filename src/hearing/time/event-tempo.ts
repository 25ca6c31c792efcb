/** Tempos that a file's events say of its sounding part. */
import type { Song } from "../../midi/song.ts";
import { secondsAt, type TempoMap, tempoMap } from "../../midi/tempo.ts";
import { firstOnset, lastNoteEnd } from "../views.ts";

/** A stretch shorter than this part of a quarter is no tempo that anybody hears; one this many times longer is. */
const shortStretch = 1 / 16;
const muchLonger = 4;
const microsecondsPerMinute = 60_000_000;
/** More tempos than these are a performance's, and say no more. */
const mostTempos = 64;

/** Tempos of the events. */
export interface EventTempo {
  readonly main: number;
  readonly initial: number;
  readonly slowest: number;
  readonly fastest: number;
  /** All of them, ascending. */
  readonly all: number[];
}

/**
 * What the tempo events say from the first note to the end of the last; null where there are none. A tempo of a tick or two, as
 * sequencers write 120 before the music's own, is none of the music's.
 */
export function eventTempo(song: Song): EventTempo | null {
  if (song.tempos.tick.length === 0 || song.division.kind !== "metrical") return null;
  const map = tempoMap(song);
  const begin = firstHeard(map);
  const initial = microsecondsPerMinute / map.microsecondsPerQuarter[begin]!;
  const end = lastNoteEnd(song).seconds;
  const first = secondsAt(map, firstOnset(song));
  const lasting = new Map<number, number>();
  let slowest = Number.POSITIVE_INFINITY;
  let fastest = 0;
  for (let n = begin; n < map.tick.length; n++) {
    if (isGlitch(map, n, begin)) continue;
    const from = n === begin ? Math.min(first, map.seconds[n + 1] ?? first) : Math.max(first, map.seconds[n]!);
    const lasts = Math.min(map.seconds[n + 1] ?? Number.POSITIVE_INFINITY, Math.max(end, from)) - from;
    // Stretches before the first note and after the last do not sound; a file without notes still has its first tempo.
    if (lasts <= 0 && !(n === begin && end === 0)) continue;
    const bpm = microsecondsPerMinute / map.microsecondsPerQuarter[n]!;
    const rounded = Math.round(bpm * 100) / 100;
    lasting.set(rounded, (lasting.get(rounded) ?? 0) + lasts);
    slowest = Math.min(slowest, bpm);
    fastest = Math.max(fastest, bpm);
  }
  const main = weightedMedian(lasting) ?? initial;
  if (fastest === 0) return { main, initial, slowest: initial, fastest: initial, all: [main] };
  return { main, initial, slowest, fastest, all: longestTempos(lasting, main) };
}

/** The first stretch that does not end right after the file begins. */
function firstHeard({ tick, ticksPerQuarter }: TempoMap): number {
  let begin = 0;
  while (begin + 1 < tick.length && tick[begin + 1]! < shortStretch * ticksPerQuarter) begin++;
  return begin;
}

/** Whether a stretch is short and lies between two that are much longer; those of a ramp are all short. */
function isGlitch({ tick, ticksPerQuarter }: TempoMap, n: number, begin: number): boolean {
  if (n === begin || n + 1 >= tick.length) return false;
  const lasts = tick[n + 1]! - tick[n]!;
  const next = (tick[n + 2] ?? Number.POSITIVE_INFINITY) - tick[n + 1]!;
  const before = tick[n]! - (n - 1 === begin ? 0 : tick[n - 1]!);
  return lasts < shortStretch * ticksPerQuarter && Math.min(before, next) >= muchLonger * lasts;
}

/** The tempos that last longest, the main one among them. */
function longestTempos(lasting: ReadonlyMap<number, number>, main: number): number[] {
  const longest = [...lasting].sort(([, a], [, b]) => b - a).map(([bpm]) => bpm);
  return [...new Set([main, ...longest])].slice(0, mostTempos).sort((a, b) => a - b);
}

/** The tempo in the middle of the time: of a ritardando it is no end, of two tempos the longer one. */
function weightedMedian(lasting: ReadonlyMap<number, number>): number | undefined {
  const tempos = [...lasting].sort(([a], [b]) => a - b);
  const half = tempos.reduce((sum, [, seconds]) => sum + seconds, 0) / 2;
  let passed = 0;
  for (const [bpm, seconds] of tempos) {
    passed += seconds;
    if (passed >= half) return bpm;
  }
  return undefined;
}
