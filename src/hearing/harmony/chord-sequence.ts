/** The chords of a song, beat by beat: decoded into triads, then refined. */

import { type Song, view } from "../../midi/song.ts";
import { chordWeights } from "../../music/chord-weights.ts";
import type { Chord } from "../../music/chords.ts";
import { beatGrid } from "../time/beat-grid.ts";
import { beatChroma } from "./beat-chroma.ts";
import { decode, emissions, noChord } from "./decoding.ts";
import { colourChange, refine } from "./quality.ts";

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
  const path = decode(scores, grid);
  const pickup = grid.firstDownbeat % grid.beatsPerBar;
  const barOffset = pickup > 0 ? grid.beatsPerBar - pickup : 0;
  const segments: ChordSegment[] = [];
  const last = path.length - 1;
  for (let from = 0; from < last; ) {
    const triad = path[from]!;
    let to = from;
    while (to < last && path[to] === triad) to++;
    const root = triad % 12;
    if (triad !== noChord) to = colourChange(chroma, from, to, root);
    let sure = 0;
    for (let beat = from; beat < to; beat++) sure += Math.exp(scores[beat * 25 + triad]!);
    const place = from + barOffset;
    const chord = triad === noChord ? null : refine(chroma, from, to, root, triad < 12 ? 4 : 3);
    const confidence = sure / (to - from);
    const before = segments.at(-1);
    if (before && isSameOrNone(before.chord, chord)) {
      const weight = (grid.tick[to]! - grid.tick[from]!) / (grid.tick[to]! - before.tick);
      segments[segments.length - 1] = {
        ...before,
        endTick: grid.tick[to]!,
        confidence: before.confidence + weight * (confidence - before.confidence),
      };
    } else {
      segments.push({
        tick: grid.tick[from]!,
        endTick: grid.tick[to]!,
        bar: Math.floor(place / grid.beatsPerBar),
        beat: place % grid.beatsPerBar,
        chord,
        confidence,
      });
    }
    from = to;
  }
  return segments;
});

const isSameOrNone = (a: Chord | null, b: Chord | null): boolean =>
  a === b || (a !== null && b !== null && isSameChord(a, b));

/** Whether two chords have the same root, quality and bass. */
export const isSameChord = (a: Chord, b: Chord): boolean =>
  a.root === b.root && a.quality === b.quality && a.bass === b.bass;
