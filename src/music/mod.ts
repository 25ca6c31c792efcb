/** Musical knowledge as numbers and text: keys, meters, pitches, chords and intervals. It needs no song and no catalogue. */
import "../runtime.ts";

export type { QualityName, Triad } from "./chord-qualities.ts";
export { qualities } from "./chord-qualities.ts";
export type { Chord } from "./chords.ts";
export { chordMotion, formatChord, formatHarte, parseChord, romanNumeral, triadNumeral } from "./chords.ts";
export { contourLetters, intervalLetters } from "./intervals.ts";
export type { Mode } from "./keys.ts";
export { formatKey, keyOf, modeOf, parseKey, tonicOf } from "./keys.ts";
export { formatMeter, meterOf, parseMeter } from "./meter.ts";
export { formatPitch, parsePitch } from "./pitch.ts";
