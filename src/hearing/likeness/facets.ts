/** Facets: what two songs are compared by, each a vector of length one, so that likeness is a dot product. */

import { pitchOf, programOf, type Song, view } from "../../midi/song.ts";
import { qualities } from "../../music/chord-qualities.ts";
import { chordSequence } from "../harmony/chord-sequence.ts";
import { parts } from "../parts/parts.ts";
import { melodyLine } from "../parts/roles.ts";
import { beatGrid } from "../time/beat-grid.ts";
import { localKeys } from "../tonality/song-key.ts";
import { chroma, onsetOrder } from "../views.ts";

/** Ways in which songs are alike. */
export const facetNames = ["harmony", "rhythm", "melody", "instrumentation"] as const;
/** One of them. */
export type Facet = (typeof facetNames)[number];

/** Vectors of a song; one of zeros where it has nothing of a facet. */
export interface Facets {
  /** 36: pitch classes by duration, then triads (minor in the last 12) by duration, from the tonic. */
  readonly harmony: Float32Array;
  /** 68: onsets by 12ths of a beat, time between onsets in half octaves, kick, snare and hat by 16ths of a bar. */
  readonly rhythm: Float32Array;
  /** 34: intervals from -12 to 12, then pairs of up, down and same. */
  readonly melody: Float32Array;
  /** 17: notes by General MIDI family, then drums. */
  readonly instrumentation: Float32Array;
}

/** Facets of a song. Histograms are compared by the roots of their shares (Hellinger), which keeps rare things audible. */
export const facets: (song: Song) => Facets = view((song) => ({
  harmony: harmony(song),
  rhythm: rhythm(song),
  melody: melody(song),
  instrumentation: instrumentation(song),
}));

/** How alike two songs are in one facet, 0 to 1; 0 where one has nothing of it. */
export function likeness(a: Facets, b: Facets, by: Facet): number {
  let sum = 0;
  for (let n = 0; n < a[by].length; n++) sum += a[by][n]! * b[by][n]!;
  return Math.min(1, sum);
}

/** Components of a byte: vectors are stored in steps of 1/255, which changes a likeness by less than 0.005. */
const byteSteps = 255;

/** All facets of a song, one byte a component: harmony, rhythm, melody, instrumentation. */
export function facetBytes(all: Facets): Uint8Array {
  const vectors = facetNames.map((facet) => all[facet]);
  const bytes = new Uint8Array(vectors.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const vector of vectors) {
    for (let n = 0; n < vector.length; n++) bytes[at++] = Math.round(vector[n]! * byteSteps);
  }
  return bytes;
}

/** Joins histograms, each of the same weight, to one vector of length one. */
function joined(...histograms: readonly Float64Array[]): Float32Array {
  const some = histograms.filter((histogram) => histogram.some((value) => value > 0)).length;
  const vector = new Float32Array(histograms.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const histogram of histograms) {
    const total = histogram.reduce((sum, value) => sum + value, 0) * some;
    for (let n = 0; n < histogram.length; n++) vector[at++] = total > 0 ? Math.sqrt(histogram[n]! / total) : 0;
  }
  return vector;
}

function harmony(song: Song): Float32Array {
  const pitchClasses = new Float64Array(12);
  const triads = new Float64Array(24);
  const tonic = (localKeys(song)[0]?.key ?? 0) % 12;
  chroma(song).forEach((quarters, pitchClass) => {
    pitchClasses[(pitchClass + 12 - tonic) % 12] = quarters;
  });
  for (const { chord, tick, endTick } of chordSequence(song)) {
    if (!chord) continue;
    const { triad } = qualities[chord.quality];
    const isMinor = triad === "minor" || triad === "diminished";
    triads[((chord.root + 12 - tonic) % 12) + (isMinor ? 12 : 0)]! += endTick - tick;
  }
  return joined(pitchClasses, triads);
}

/** Lanes of the kit by General MIDI note: kick, snare, hat. */
const lanes: ReadonlyMap<number, number> = new Map([
  ...[35, 36].map((pitch) => [pitch, 0] as const),
  ...[37, 38, 39, 40].map((pitch) => [pitch, 1] as const),
  ...[42, 44, 46].map((pitch) => [pitch, 2] as const),
]);

/** Half octaves of time between onsets: up to an 8th of a beat is 0, a quarter of a beat 2, a beat 6, what is longer 7. */
const gapEnds = Float64Array.from({ length: 7 }, (_, n) => 2 ** ((n - 1.5) / 2) / 4);

/** The half octave of a gap in beats. */
function gapClass(gap: number): number {
  let place = 0;
  while (place < gapEnds.length && gap >= gapEnds[place]!) place++;
  return place;
}

function rhythm(song: Song): Float32Array {
  const phases = new Float64Array(12);
  const gaps = new Float64Array(8);
  const kit = [new Float64Array(16), new Float64Array(16), new Float64Array(16)];
  const { tick, firstDownbeat, beatsPerBar } = beatGrid(song);
  const beats = tick.length - 1;
  const { list, ofNote } = parts(song);
  const { onset, info } = song.notes;
  let beat = 0;
  let before = Number.NEGATIVE_INFINITY;
  const order = onsetOrder(song);
  for (let n = 0; n < order.length; n++) {
    const note = order[n]!;
    const at = onset[note]!;
    while (beat + 1 < beats && tick[beat + 1]! <= at) beat++;
    const place = beat + (at - tick[beat]!) / (tick[beat + 1]! - tick[beat]!);
    const lane = list[ofNote[note]!]!.isDrum ? lanes.get(pitchOf(info[note]!)) : undefined;
    if (lane !== undefined) {
      const inBar = (place - firstDownbeat + beatsPerBar * (beats + 1)) % beatsPerBar;
      kit[lane]![Math.round((inBar * 16) / beatsPerBar) % 16]! += 1;
    }
    const gap = place - before;
    if (gap < 1 / 16) continue;
    phases[Math.round(place * 12) % 12]! += 1;
    if (before >= 0) gaps[gapClass(gap)]! += 1;
    before = place;
  }
  return joined(phases, gaps, ...kit);
}

function melody(song: Song): Float32Array {
  const intervals = new Float64Array(25);
  const contours = new Float64Array(9);
  const { pitch, length } = melodyLine(song);
  let before = -1;
  for (let n = 1; n < length; n++) {
    const interval = pitch[n]! - pitch[n - 1]!;
    intervals[12 + Math.max(-12, Math.min(12, interval))]! += 1;
    const now = Math.sign(interval) + 1;
    if (before >= 0) contours[before * 3 + now]! += 1;
    before = now;
  }
  return joined(intervals, contours);
}

function instrumentation(song: Song): Float32Array {
  const families = new Float64Array(17);
  const { list, ofNote } = parts(song);
  for (let note = 0; note < song.notes.length; note++) {
    const isDrum = list[ofNote[note]!]!.isDrum;
    families[isDrum ? 16 : programOf(song.notes.info[note]!) >> 3]! += 1;
  }
  return joined(families);
}
