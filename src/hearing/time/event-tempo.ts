/** Tempos that a file's events say of its sounding part. */
import type { Song } from "../../midi/song.ts";
import { tempoMap } from "../../midi/tempo.ts";
import { lastNoteEnd } from "../views.ts";

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

/** What the tempo events say of the sounding part; null where there are none. */
export function eventTempo(song: Song): EventTempo | null {
  if (song.tempos.tick.length === 0 || song.division.kind !== "metrical") return null;
  const map = tempoMap(song);
  const initial = microsecondsPerMinute / map.microsecondsPerQuarter[0]!;
  const end = lastNoteEnd(song).seconds;
  const lasting = new Map<number, number>();
  let slowest = Number.POSITIVE_INFINITY;
  let fastest = 0;
  for (let n = 0; n < map.tick.length; n++) {
    const from = map.seconds[n]!;
    const lasts = Math.min(map.seconds[n + 1] ?? Number.POSITIVE_INFINITY, Math.max(end, from)) - from;
    // Stretches after the last note do not sound; a file without notes still has its first tempo.
    if (lasts <= 0 && !(n === 0 && end === 0)) continue;
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
