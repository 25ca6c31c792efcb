/** The chords of a song, beat by beat: decoded into triads, then refined. */

import { type Song, view } from "../../midi/song.ts";
import { chordWeights } from "../../music/chord-weights.ts";
import type { Chord } from "../../music/chords.ts";
import { type BeatGrid, beatGrid } from "../time/beat-grid.ts";
import { beatChroma } from "./beat-chroma.ts";
import { noChord } from "./chord-features.ts";
import { chordSteps } from "./chord-steps.ts";
import { decode } from "./decoding.ts";
import { emissions } from "./emissions.ts";

/** A stretch of one chord. */
export interface ChordSegment {
  /** Where it begins and ends, in ticks; fractional where the beats are. */
  readonly tick: number;
  readonly endTick: number;
  /** Bar in which it begins; 0 is the first, a pickup if there is one. */
  readonly bar: number;
  /** Beat of the bar on which it begins, from 0. */
  readonly beat: number;
  /** Null where no chord sounds. */
  readonly chord: Chord | null;
  /** Mean probability of the triad (or of no chord) over the segment's beats, 0-1. */
  readonly confidence: number;
}

/**
 * Chords of a song in order of time, without gaps from the first beat of `beatGrid` to its last; neighbours differ.
 * Empty without notes. `bun run eval chords` prints the overlap with annotations and how well the confidence is calibrated.
 *
 * @example
 * for (const { bar, beat, chord } of chordSequence(song)) if (chord) console.log(bar, beat, formatChord(chord));
 */
export const chordSequence: (song: Song) => readonly ChordSegment[] = view((song) => {
  const chroma = beatChroma(song);
  const grid = beatGrid(song);
  const scores = emissions(chroma, chordWeights);
  const path = decode(scores, grid, chordWeights);
  const found: Stretch[] = [];
  const last = path.length - 1;
  for (let from = 0; from < last; ) {
    const triad = path[from]!;
    let to = from;
    while (to < last && path[to] === triad) to++;
    if (triad === noChord) found.push({ from, to, chord: null, triad });
    else {
      const decoded = { root: triad % 12, third: triad < 12 ? 4 : 3 } as const;
      for (const step of chordSteps(chroma, grid, from, to, decoded)) found.push({ ...step, triad });
    }
    from = to;
  }
  const isPower = powerShare(found) >= leastPower;
  const segments: ChordSegment[] = [];
  for (const { from, to, chord, triad } of found) {
    let sure = 0;
    for (let beat = from; beat < to; beat++) sure += Math.exp(scores[beat * 25 + triad]!);
    add(segments, isPower ? chord : withThird(chord, triad), sure / (to - from), from, to, grid);
  }
  return segments;
});

/** Beats with one chord, and the triad that was decoded there. */
interface Stretch {
  readonly from: number;
  readonly to: number;
  readonly chord: Chord | null;
  readonly triad: number;
}

/** Songs of power chords have them for this share of their chords' time at least; in others a bare fifth is a chord whose third is understood. */
const leastPower = 0.3;

function powerShare(found: readonly Stretch[]): number {
  let power = 0;
  let all = 0;
  for (const { from, to, chord } of found) {
    if (!chord) continue;
    all += to - from;
    if (chord.quality === "5") power += to - from;
  }
  return all > 0 ? power / all : 0;
}

/** A power chord as the triad that was decoded, if that has its root. */
const withThird = (chord: Chord | null, triad: number): Chord | null =>
  chord?.quality === "5" && triad % 12 === chord.root ? { ...chord, quality: triad < 12 ? "maj" : "m" } : chord;

/** Adds a stretch of beats, to the segment before it if that has the same chord. */
function add(
  segments: ChordSegment[],
  chord: Chord | null,
  confidence: number,
  from: number,
  to: number,
  { tick, beatsPerBar, firstDownbeat }: BeatGrid,
): void {
  const endTick = tick[to]!;
  const before = segments.at(-1);
  if (before && isSameOrNone(before.chord, chord)) {
    const weight = (endTick - tick[from]!) / (endTick - before.tick);
    const mean = before.confidence + weight * (confidence - before.confidence);
    segments[segments.length - 1] = { ...before, endTick, confidence: mean };
    return;
  }
  const pickup = firstDownbeat % beatsPerBar;
  const place = from + (pickup > 0 ? beatsPerBar - pickup : 0);
  const bar = Math.floor(place / beatsPerBar);
  segments.push({ tick: tick[from]!, endTick, bar, beat: place % beatsPerBar, chord, confidence });
}

const isSameOrNone = (a: Chord | null, b: Chord | null): boolean =>
  a === b || (a !== null && b !== null && isSameChord(a, b));

/** Whether two chords have the same root, quality and bass. */
export const isSameChord = (a: Chord, b: Chord): boolean =>
  a.root === b.root && a.quality === b.quality && a.bass === b.bass;
