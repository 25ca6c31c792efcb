// Chord symbols -> pitches: "F#m7/A" and a line of bars such as "Am7 | D9 G" (a bar's chords share it evenly).

import { modulo12, pitchClassOf } from "./key.ts";
import type { Meter } from "./meter.ts";

export interface ChordSpan {
  readonly onset: number; // quarter notes
  readonly length: number;
  readonly symbol: string; // "N" is silence
}
export interface Chord {
  readonly bass: number; // pitch class
  readonly root: number;
  readonly intervals: readonly number[];
}

const qualities: Readonly<Record<string, readonly number[]>> = {
  "": [0, 4, 7],
  m: [0, 3, 7],
  "5": [0, 7],
  "6": [0, 4, 7, 9],
  m6: [0, 3, 7, 9],
  "7": [0, 4, 7, 10],
  maj7: [0, 4, 7, 11],
  m7: [0, 3, 7, 10],
  m7b5: [0, 3, 6, 10],
  dim: [0, 3, 6],
  dim7: [0, 3, 6, 9],
  aug: [0, 4, 8],
  sus2: [0, 2, 7],
  sus4: [0, 5, 7],
  "7sus4": [0, 5, 7, 10],
  add9: [0, 2, 4, 7],
  "9": [0, 4, 7, 10, 14],
  m9: [0, 3, 7, 10, 14],
  maj9: [0, 4, 7, 11, 14],
  "7b9": [0, 4, 7, 10, 13],
};

export function readChord(symbol: string, transpose: number): Chord | null {
  if (symbol === "N") return null;
  const [, rootName = "", quality = "", bassName] = /^([A-G][#b]?)([^/]*)(?:\/([A-G][#b]?))?$/.exec(symbol) ?? [];
  const intervals = qualities[quality];
  if (!rootName || !intervals) throw new RangeError(`Cannot read "${symbol}" as chord`);
  const root = modulo12(pitchClassOf(rootName) + transpose);
  return { root, intervals, bass: bassName ? modulo12(pitchClassOf(bassName) + transpose) : root };
}

/** "Am | F G" -> spans; "%" repeats the bar before. */
export function readChordLine(line: string, { barLength }: Meter): { chords: ChordSpan[]; bars: number } {
  const bars = line.split("|").map((bar) => bar.trim().split(/\s+/));
  const chords = bars.flatMap((bar, index) => {
    const symbols = bar[0] === "%" ? (bars[index - 1] ?? []) : bar;
    const length = barLength / symbols.length;
    return symbols.map((symbol, place) => ({ onset: index * barLength + place * length, length, symbol }));
  });
  return { chords, bars: bars.length };
}

/** Close position, lowest note in [low, low + 12), in the inversion that moves least from the chord before. */
export function voiceChord({ root, intervals }: Chord, low: number, before: readonly number[]): number[] {
  const candidates = intervals.map((_, inversion) => {
    const pitches = intervals
      .map((interval) => root + interval)
      .map((pitch, place) => (place < inversion ? pitch + 12 : pitch));
    const lowest = Math.min(...pitches);
    const shift = low + modulo12(lowest - low) - lowest;
    return pitches.map((pitch) => pitch + shift).sort((a, b) => a - b);
  });
  const target = before.length > 0 ? before : candidates[0] ? [low + 5, low + 9, low + 12] : [];
  const distance = (pitches: readonly number[]) =>
    pitches.reduce((sum, pitch) => sum + Math.min(...target.map((other) => Math.abs(other - pitch))), 0) +
    Math.abs(mean(pitches) - mean(target));
  return candidates.reduce((best, next) => (distance(next) < distance(best) ? next : best));
}

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
