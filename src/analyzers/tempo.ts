/** Tempo: from the file's tempo map, and whether its notes lie on that map's grid at all. */
import { z } from "zod";
import { gridPhase, mapIsSound } from "../hearing/time/grid-phase.ts";
import { inferredTempo, inferTempo } from "../hearing/time/tempo-inference.ts";
import { lastNoteEnd } from "../hearing/views.ts";
import type { Song } from "../midi/song.ts";
import { tempoMap } from "../midi/tempo.ts";
import { defineAnalyzer } from "../plugin/analyzer.ts";
import { estimate } from "../plugin/estimate.ts";

const microsecondsPerMinute = 60_000_000;
/** Tempo of a file that says none (SMF 1.0). */
const defaultBpm = 120;
/** Beats of a file in quarters of 120: whole, dotted and triplet ones, and how near to them a tempo is rounded. */
const levels = [1 / 4, 1 / 3, 3 / 8, 1 / 2, 2 / 3, 3 / 4, 1, 4 / 3, 3 / 2, 2, 8 / 3, 3];
const nearLevel = 0.015;
/** More tempos than these are a performance's, and say no more. */
const mostTempos = 64;
/** Two tempos closer than this are one: sequencers round microseconds. */
const sameTempo = 0.01;
/** Confidence in a sound map: the part that no grid can show, and the part that grows with the resultant. */
const soundConfidence = { least: 0.7, byResultant: 0.3 };
/** Confidence in events that the notes contradict, where nothing can be inferred either. */
const unsoundConfidence = 0.1;
/** Notes that a grid can be told from. */
const fewNotes = 8;
const uncheckedConfidence = 0.5;

/**
 * Tempo of the file's events where its notes lie on their grid (see `mapIsSound`); else inferred from onsets (see
 * `inferTempo`). What the events say stays in `bpm_event`. Option `octave`: a tempo, in bpm, whose octave is preferred
 * when a tempo is inferred, since listeners to different music tap at different levels.
 */
export const tempo = defineAnalyzer({
  id: "tempo",
  version: 3,
  description: "tempo from the file's tempo events where the notes lie on their grid, else from onsets",
  options: z.object({ octave: z.number().min(10).max(1000).optional() }),
  output: z.object({
    ...estimate(
      "bpm",
      z.number().meta({
        description: "main tempo: the one in the middle of the time",
        unit: "bpm",
        aliases: ["tempo"],
        examples: ["bpm 120..130", "bpm about 128", "tempo:140"],
      }),
    ),
    bpm_half: z.number().nullable().meta({ field: "bpm.half", description: "half the tempo", unit: "bpm" }),
    bpm_double: z.number().nullable().meta({ field: "bpm.double", description: "twice the tempo", unit: "bpm" }),
    bpm_event: z.number().nullable().meta({
      field: "bpm.event",
      description: "what the tempo events say, whether the notes agree or not",
      unit: "bpm",
    }),
    bpm_initial: z.number().meta({ description: "tempo at the start; 120 where the file says none", unit: "bpm" }),
    bpm_min: z.number().nullable().meta({ field: "bpm.min", description: "slowest tempo", unit: "bpm" }),
    bpm_max: z.number().nullable().meta({ field: "bpm.max", description: "fastest tempo", unit: "bpm" }),
    bpm_any: z.array(z.number()).meta({
      kind: "numbers",
      field: "bpm.any",
      description: "every tempo that holds while notes sound; of more than 64 those that last longest",
      unit: "bpm",
      examples: ["bpm.any 140"],
    }),
    bpm_changes: z.boolean().meta({ field: "bpm.changes", description: "the tempo changes while notes sound" }),
  }),
}).run((song, { octave }) => {
  const said = eventTempo(song);
  const isSound = mapIsSound(song);
  const inferred = said && isSound ? null : octave === undefined ? inferredTempo(song) : inferTempo(song, octave);
  const heard = inferred && isSound ? ofDefault(inferred.bpm) : inferred?.bpm;
  const bpm = heard ?? said?.main ?? null;
  return {
    bpm,
    bpm_source: inferred ? ("detected" as const) : said ? ("event" as const) : ("default" as const),
    bpm_confidence: inferred ? inferred.confidence : said ? eventConfidence(song, isSound) : null,
    bpm_half: bpm === null ? null : bpm / 2,
    bpm_double: bpm === null ? null : bpm * 2,
    bpm_event: said?.main ?? null,
    bpm_initial: said?.initial ?? defaultBpm,
    bpm_min: said?.slowest ?? null,
    bpm_max: said?.fastest ?? null,
    bpm_any: said && !inferred ? said.all : bpm === null ? [] : [bpm],
    bpm_changes: said ? said.fastest / said.slowest - 1 > sameTempo : false,
  };
});

/**
 * A tempo heard in a file that says none and whose notes lie on its ticks: they run at 120 quarters a minute, so the beat is
 * a simple part or multiple of that, and what the onsets told is rounded to it.
 */
function ofDefault(bpm: number): number {
  const near = levels.find((level) => Math.abs(bpm / (defaultBpm * level) - 1) < nearLevel);
  return near === undefined ? bpm : defaultBpm * near;
}

function eventConfidence(song: Song, isSound: boolean): number {
  if (song.notes.length < fewNotes) return uncheckedConfidence;
  const { least, byResultant } = soundConfidence;
  return isSound ? Math.min(1, least + byResultant * gridPhase(song).trust) : unsoundConfidence;
}

/** Tempos of the events. */
interface EventTempo {
  readonly main: number;
  readonly initial: number;
  readonly slowest: number;
  readonly fastest: number;
  /** All of them, ascending. */
  readonly all: number[];
}

/** What the tempo events say of the sounding part; null where there are none. */
function eventTempo(song: Song): EventTempo | null {
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
