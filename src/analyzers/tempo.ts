/** Tempo from the file's tempo map, and whether its notes lie on that map's grid at all. */
import { z } from "zod";
import type { Song } from "../midi/song.ts";
import { tempoMap } from "../midi/tempo.ts";
import { lastNoteEnd } from "../midi/views.ts";
import { defineAnalyzer } from "../plugin/analyzer.ts";
import { estimate } from "../plugin/estimate.ts";

const microsecondsPerMinute = 60_000_000;
/** Tempo of a file that says none (SMF 1.0). */
const defaultBpm = 120;
/** Two tempos closer than this are one: sequencers round microseconds. */
const sameTempo = 0.01;
/**
 * Phase resultant below which the notes do not lie on the tick grid: human performances recorded at a fixed default
 * tempo stay under .12, scores and sequenced files lie above .2 (measured on 575 performances and 1,200 scores).
 */
const trustedResultant = 0.15;
/** Confidence in the tempo event of a file whose notes do not lie on its grid: it is a setting, not the music's. */
const untrustedConfidence = 0.1;
/** Resolution at which onsets are told apart inside a quarter: finer than any grid that is asked for. */
const placesInQuarter = 960;
/** Fewer notes than this say nothing about a grid. */
const fewNotes = 8;

/** Tempo of the map's sounding part. */
export const tempo = defineAnalyzer({
  id: "tempo",
  version: 1,
  description: "tempo from the file's tempo events",
  output: z.object({
    ...estimate(
      "bpm",
      z.number().meta({
        description: "main tempo: the one that lasts longest, in time",
        unit: "bpm",
        aliases: ["tempo"],
        examples: ["bpm 120..130", "bpm about 128", "tempo:140"],
      }),
    ),
    bpm_initial: z.number().meta({ description: "tempo at the start; 120 where the file says none", unit: "bpm" }),
    bpm_min: z.number().nullable().meta({ field: "bpm.min", description: "slowest tempo", unit: "bpm" }),
    bpm_max: z.number().nullable().meta({ field: "bpm.max", description: "fastest tempo", unit: "bpm" }),
    bpm_changes: z.boolean().meta({ field: "bpm.changes", description: "the tempo changes while notes sound" }),
  }),
}).run((song) => {
  const known = song.tempos.tick.length > 0 && song.division.kind === "metrical";
  const map = tempoMap(song);
  const initial = microsecondsPerMinute / (map.microsecondsPerQuarter[0] as number);
  if (!known) {
    return {
      bpm: null,
      bpm_source: "default" as const,
      bpm_confidence: null,
      bpm_initial: defaultBpm,
      bpm_min: null,
      bpm_max: null,
      bpm_changes: false,
    };
  }
  const end = lastNoteEnd(song).seconds;
  const lasting = new Map<number, number>();
  let slowest = Number.POSITIVE_INFINITY;
  let fastest = 0;
  for (let n = 0; n < map.tick.length; n++) {
    const from = map.seconds[n] as number;
    const lasts = Math.min(map.seconds[n + 1] ?? Number.POSITIVE_INFINITY, Math.max(end, from)) - from;
    // Stretches after the last note do not sound; a file without notes still has its first tempo.
    if (lasts <= 0 && !(n === 0 && end === 0)) continue;
    const bpm = microsecondsPerMinute / (map.microsecondsPerQuarter[n] as number);
    const rounded = Math.round(bpm * 100) / 100;
    lasting.set(rounded, (lasting.get(rounded) ?? 0) + lasts);
    slowest = Math.min(slowest, bpm);
    fastest = Math.max(fastest, bpm);
  }
  const main = weightedMedian(lasting) ?? initial;
  return {
    bpm: main,
    bpm_source: "event" as const,
    bpm_confidence: gridConfidence(song),
    bpm_initial: initial,
    bpm_min: fastest > 0 ? slowest : initial,
    bpm_max: fastest > 0 ? fastest : initial,
    bpm_changes: fastest > 0 && fastest / slowest - 1 > sameTempo,
  };
});

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

/**
 * How far the notes lie on the tick grid: the longest resultant of the onsets' phases against 4, 3 and 6 parts of a
 * quarter (directional statistics, Mardia 1972). It does not mind a constant offset from the grid.
 */
function gridConfidence(song: Song): number {
  const { onset, length } = song.notes;
  if (length < fewNotes) return 0.5;
  // Onsets by their place in the quarter: sequenced music has few places, so that few cosines are computed.
  const places = new Float64Array(placesInQuarter);
  const scale = placesInQuarter / song.ticksPerQuarter;
  for (let note = 0; note < length; note++) {
    places[Math.floor((onset[note] as number) * scale) % placesInQuarter]! += 1;
  }
  let longest = 0;
  for (const parts of [4, 3, 6]) {
    const turn = (2 * Math.PI * parts) / placesInQuarter;
    let x = 0;
    let y = 0;
    for (let place = 0; place < placesInQuarter; place++) {
      const notes = places[place] as number;
      if (notes === 0) continue;
      x += notes * Math.cos(turn * place);
      y += notes * Math.sin(turn * place);
    }
    longest = Math.max(longest, Math.hypot(x, y) / length);
  }
  if (longest < trustedResultant) return untrustedConfidence;
  return Math.min(1, 0.7 + 0.3 * longest);
}
