/** The quality of a chord whose root and triad are known, from the tones that sound with it; and its bass. */

import type { QualityName } from "../../music/chord-qualities.ts";
import type { Chord } from "../../music/chords.ts";
import type { BeatChroma } from "./beat-chroma.ts";

/**
 * Shares of a segment that a tone has to sound, of what the stronger of root and fifth does. Tuned on POP909's labels
 * (`bun run eval chords` prints the share of time with the right quality).
 */
const heard = 0.4;
/** A suspended chord has next to no third, and more of its fourth or second. */
const missing = 0.12;
const suspension = 0.45;
/** Ninths pass by in every melody, so they need more. */
const ninth = 0.55;
/** A colour that lasts fewer beats is a passing tone. */
const shortestColour = 2;
/** The bass of an inversion is lowest for so large a part of the segment. */
const inverted = 0.5;
/** What the bass of the first beat adds, in beats. */
const firstBeat = 0.5;

/** The tones over some beats by interval from a root; 1 is what the stronger of root and fifth sounds. */
function tonesOver({ chroma }: BeatChroma, from: number, to: number, root: number): Float64Array {
  const tone = new Float64Array(12);
  for (let beat = from; beat < to; beat++) {
    for (let interval = 0; interval < 12; interval++) tone[interval]! += chroma[beat * 12 + ((root + interval) % 12)]!;
  }
  const full = Math.max(tone[0]!, tone[7]!, 1e-9);
  for (let interval = 0; interval < 12; interval++) tone[interval]! /= full;
  return tone;
}

const isSuspended = (tone: Float64Array): boolean =>
  Math.max(tone[3]!, tone[4]!) < missing && Math.max(tone[2]!, tone[5]!) >= suspension;
const isAugmented = (tone: Float64Array): boolean => tone[8]! > Math.max(heard, tone[7]!) && tone[4]! >= heard;

/**
 * Behind which beat the chord over the beats `from` up to `to`, all of one triad, becomes suspended or augmented or is
 * resolved; `to` where it stays what it is. A colour lasts two beats at least.
 */
export function colourChange(chroma: BeatChroma, from: number, to: number, root: number): number {
  let current = "";
  let run = "";
  let since = from;
  for (let beat = from; beat < to; beat++) {
    const tone = tonesOver(chroma, beat, beat + 1, root);
    const isThird = Math.max(tone[3]!, tone[4]!) >= missing;
    const colour = isSuspended(tone) ? "suspended" : isAugmented(tone) ? "augmented" : isThird ? "plain" : run;
    if (colour !== run) {
      run = colour;
      since = beat;
    }
    if (run === "" || run === current || beat - since + 1 < shortestColour) continue;
    if (current !== "") return since;
    current = run;
    if (since - from >= shortestColour) return since;
  }
  return to;
}

/**
 * Refines the triad of the beats `from` up to `to`, whose third is 4 (major) or 3 semitones. A triad without its root is
 * the diminished chord on its third; a minor sixth over its sixth is the half-diminished chord of that bass,
 * a suspended fourth in the bass the root of a suspended second.
 */
export function refine(chroma: BeatChroma, from: number, to: number, root: number, third: 3 | 4): Chord {
  const bass = bassOf(chroma, from, to, root);
  const tone = tonesOver(chroma, from, to, root);
  const has = (interval: number, least = heard): boolean => tone[interval]! >= least;
  const chordOn = (interval: number, quality: QualityName): Chord => ({ root: (root + interval) % 12, quality, bass });
  if (isSuspended(tone)) {
    if (tone[2]! > tone[5]!) return chordOn(0, "sus2");
    if (bass === (root + 5) % 12) return chordOn(5, "sus2");
    return chordOn(0, has(10) ? "7sus4" : "sus4");
  }
  if (third === 4 && tone[0]! < missing && has(4) && has(7) && has(10)) return chordOn(4, has(2) ? "m7b5" : "dim");
  const onSixth = bass === (root + 9) % 12;
  if (third === 3 && has(9) && onSixth && tone[6]! < heard) return chordOn(9, has(7, missing) ? "m7b5" : "dim");
  return chordOn(0, third === 3 ? minorQuality(tone, has) : majorQuality(tone, has));
}

type Has = (interval: number, least?: number) => boolean;

function minorQuality(tone: Float64Array, has: Has): QualityName {
  const isSeventh = has(10) && tone[10]! > tone[11]!;
  if (tone[6]! > Math.max(heard, tone[7]!)) return isSeventh ? "m7b5" : has(9) ? "dim7" : "dim";
  if (isSeventh) return has(2, ninth) ? "m9" : "m7";
  if (has(11)) return "mmaj7";
  return has(9) ? "m6" : has(2, ninth) ? "madd9" : "m";
}

function majorQuality(tone: Float64Array, has: Has): QualityName {
  if (isAugmented(tone)) return "aug";
  if (has(10) && tone[10]! > tone[11]!) return has(2, ninth) ? "9" : "7";
  if (has(11)) return has(2, ninth) ? "maj9" : "maj7";
  return has(9) ? "6" : has(2, ninth) ? "add9" : "maj";
}

/** Pitch class of the bass over the beats `from` up to `to`; the root where nothing else is clearly lower. */
function bassOf({ bass }: BeatChroma, from: number, to: number, root: number): number {
  let best = root;
  let most = 0;
  let all = 0;
  for (let pitchClass = 0; pitchClass < 12; pitchClass++) {
    let sum = bass[from * 12 + pitchClass]! * firstBeat;
    for (let beat = from; beat < to; beat++) sum += bass[beat * 12 + pitchClass]!;
    all += sum;
    if (sum > most) {
      most = sum;
      best = pitchClass;
    }
  }
  return most > inverted * all ? best : root;
}
