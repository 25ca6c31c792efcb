// Plays chords by a pattern, such as a waltz "B C C": the signs of a bar share it evenly, `|` separates the bars of a longer pattern.
//
//   B bass note   F its fifth (the bass note itself where a chord begins)   T its third   O its octave
//   A a semitone below the next bass note (a walking bass leads on)
//   C the chord   1 2 3 ... one note of it, lowest first      - hold   . rest   lower case (b f t o a c) short

import { type Chord, type ChordSpan, readChord, voiceChord } from "./chords.ts";
import { modulo12 } from "./key.ts";
import type { Meter } from "./meter.ts";
import type { Note } from "./notation.ts";

export const patterns = {
  block: "C",
  halves: "C - C -",
  quarters: "C C C C",
  waltz: ". C C",
  waltzBass: "B - .",
  offbeats: ". c . c",
  twoBeatBass: "B - F -",
  bass: "B",
  stride: "b c f c",
  oompah: "b c",
  alberti: "1 3 2 3 1 3 2 3",
  arpeggio: "1 2 3 4 5 4 3 2",
  jig: "1 2 3 1 2 3",
  jigBass: "B - . F - .",
  jigChords: ". . c . . c",
  rolling: "1 2 3 4 3 2",
  barcarolle: ". 2 3 . 2 3",
  walking: "B T F A",
  bossaChords: "C . . C . . C . . . C . . C . .",
  bossaBass: "B - - F F - - B B - - F F - - B",
  skank: ". . c . . . c .",
  houseStabs: "c . . c . . c . . . c . . c . .",
  offbeatBass: ". . b . . . b . . . b . . . b .",
} as const;

const shortest = 0.55; // share of its length that a short note sounds

export interface AccompanimentOptions {
  readonly chords: readonly ChordSpan[];
  readonly bars: number;
  readonly meter: Meter;
  readonly pattern: string;
  readonly low: number; // lowest pitch
  readonly transpose: number;
  readonly holdLast: boolean; // end on one long chord
}

export function accompany({ chords, bars, meter, pattern, low, transpose, holdLast }: AccompanimentOptions): Note[] {
  const harmony = voiceAll(chords, low, transpose);
  const patternBars = pattern.split("|").map((bar) => bar.trim().split(/\s+/));
  const holding = patternBars.flat().some((sign) => /[C1-9]/i.test(sign)) ? ["C"] : ["B"];
  const notes: Note[] = [];
  for (let bar = 0; bar < bars; bar++) {
    const signs = holdLast && bar === bars - 1 ? holding : (patternBars[bar % patternBars.length] ?? []);
    const step = meter.barLength / signs.length;
    for (let place = 0; place < signs.length; place++) {
      const sign = signs[place] ?? ".";
      if (sign === "." || sign === "-") continue;
      let end = place + 1;
      while (signs[end] === "-") end++;
      const from = bar * meter.barLength + place * step;
      notes.push(...strike(harmony, sign, from, bar * meter.barLength + end * step, low));
    }
  }
  return notes;
}

interface Voiced extends ChordSpan {
  readonly chord: Chord | null;
  readonly pitches: readonly number[];
}

function voiceAll(chords: readonly ChordSpan[], low: number, transpose: number): Voiced[] {
  let before: readonly number[] = [];
  return chords.map((span) => {
    const chord = readChord(span.symbol, transpose);
    if (chord) before = voiceChord(chord, low, before);
    return { ...span, chord, pitches: before };
  });
}

/** One sign, struck again where the chord changes under it. */
function strike(harmony: readonly Voiced[], sign: string, from: number, to: number, low: number): Note[] {
  const upper = sign.toUpperCase();
  const isShort = sign !== upper;
  return harmony.flatMap((span) => {
    const onset = Math.max(from, span.onset);
    const end = Math.min(to, span.onset + span.length);
    if (!span.chord || end - onset < 0.1) return [];
    const arrives = harmony.find((other) => to + 1e-6 >= other.onset && to + 1e-6 < other.onset + other.length)?.chord;
    const begins = Math.abs(span.onset - onset) < 1e-6;
    const length = (end - onset) * (isShort ? shortest : 1);
    return pitchesOf(upper === "F" && begins ? "B" : upper, span.chord, span.pitches, low, arrives ?? span.chord).map(
      (pitch) => ({
        onset,
        length,
        pitch,
      }),
    );
  });
}

function pitchesOf(sign: string, chord: Chord, voicing: readonly number[], low: number, next: Chord): number[] {
  const bass = low + modulo12(chord.bass - low);
  const above = (interval: number) => (bass - low > 5 ? bass + interval - 12 : bass + interval);
  switch (sign) {
    case "B":
      return [bass];
    case "F":
      return [above(modulo12(chord.root + (chord.intervals.find((each) => each > 5) ?? 7) - chord.bass) || 12)];
    case "T":
      return [above(modulo12(chord.root + (chord.intervals[1] ?? 4) - chord.bass) || 12)];
    case "O":
      return [bass + 12];
    case "A":
      return [low + modulo12(next.bass - low) - 1 + (modulo12(next.bass - low) === 0 ? 12 : 0)];
    case "C":
      return [...voicing];
  }
  const place = Number(sign) - 1;
  const pitch = voicing[place % voicing.length];
  if (pitch === undefined || Number.isNaN(place)) throw new RangeError(`Cannot read "${sign}" as a sign of a pattern`);
  return [pitch + 12 * Math.floor(place / voicing.length)];
}
