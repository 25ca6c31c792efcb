/** Table of chord qualities: how each is written, and its tones. */

/** What kind of third and fifth a chord has; other tones do not change it. Power chords have no third. */
export type Triad = "major" | "minor" | "diminished" | "augmented" | "suspended" | "power";

/** One quality of chord. */
interface Quality {
  /** What follows the root in a name; for the major triad nothing. */
  readonly suffix: string;
  /** The same in the syntax of annotations (Harte et al. 2005). */
  readonly harte: string;
  readonly triad: Triad;
  /** Semitones from the root, the root included. */
  readonly tones: readonly number[];
}

/** Qualities by the name under which a query asks for them. */
export const qualities = {
  maj: { suffix: "", harte: "maj", triad: "major", tones: [0, 4, 7] },
  m: { suffix: "m", harte: "min", triad: "minor", tones: [0, 3, 7] },
  "7": { suffix: "7", harte: "7", triad: "major", tones: [0, 4, 7, 10] },
  maj7: { suffix: "maj7", harte: "maj7", triad: "major", tones: [0, 4, 7, 11] },
  m7: { suffix: "m7", harte: "min7", triad: "minor", tones: [0, 3, 7, 10] },
  mmaj7: { suffix: "mmaj7", harte: "minmaj7", triad: "minor", tones: [0, 3, 7, 11] },
  "6": { suffix: "6", harte: "maj6", triad: "major", tones: [0, 4, 7, 9] },
  m6: { suffix: "m6", harte: "min6", triad: "minor", tones: [0, 3, 7, 9] },
  "9": { suffix: "9", harte: "9", triad: "major", tones: [0, 4, 7, 10, 2] },
  maj9: { suffix: "maj9", harte: "maj9", triad: "major", tones: [0, 4, 7, 11, 2] },
  m9: { suffix: "m9", harte: "min9", triad: "minor", tones: [0, 3, 7, 10, 2] },
  add9: { suffix: "add9", harte: "maj(9)", triad: "major", tones: [0, 4, 7, 2] },
  madd9: { suffix: "madd9", harte: "min(9)", triad: "minor", tones: [0, 3, 7, 2] },
  sus2: { suffix: "sus2", harte: "sus2", triad: "suspended", tones: [0, 2, 7] },
  sus4: { suffix: "sus4", harte: "sus4", triad: "suspended", tones: [0, 5, 7] },
  "7sus4": { suffix: "7sus4", harte: "sus4(b7)", triad: "suspended", tones: [0, 5, 7, 10] },
  dim: { suffix: "dim", harte: "dim", triad: "diminished", tones: [0, 3, 6] },
  dim7: { suffix: "dim7", harte: "dim7", triad: "diminished", tones: [0, 3, 6, 9] },
  m7b5: { suffix: "m7b5", harte: "hdim7", triad: "diminished", tones: [0, 3, 6, 10] },
  aug: { suffix: "aug", harte: "aug", triad: "augmented", tones: [0, 4, 8] },
  "5": { suffix: "5", harte: "5", triad: "power", tones: [0, 7] },
  "6/9": { suffix: "6/9", harte: "maj6(9)", triad: "major", tones: [0, 4, 7, 9, 2] },
  "m6/9": { suffix: "m6/9", harte: "min6(9)", triad: "minor", tones: [0, 3, 7, 9, 2] },
  "11": { suffix: "11", harte: "11", triad: "major", tones: [0, 4, 7, 10, 2, 5] },
  m11: { suffix: "m11", harte: "min11", triad: "minor", tones: [0, 3, 7, 10, 2, 5] },
  "13": { suffix: "13", harte: "13", triad: "major", tones: [0, 4, 7, 10, 2, 9] },
  maj13: { suffix: "maj13", harte: "maj13", triad: "major", tones: [0, 4, 7, 11, 2, 9] },
  m13: { suffix: "m13", harte: "min13", triad: "minor", tones: [0, 3, 7, 10, 2, 9] },
  "7b9": { suffix: "7b9", harte: "7(b9)", triad: "major", tones: [0, 4, 7, 10, 1] },
  "7#9": { suffix: "7#9", harte: "7(#9)", triad: "major", tones: [0, 4, 7, 10, 3] },
  "7alt": { suffix: "7alt", harte: "7(b9,#9,b5,#5)", triad: "major", tones: [0, 4, 10, 8, 3] },
  "7#5": { suffix: "7#5", harte: "aug(b7)", triad: "augmented", tones: [0, 4, 8, 10] },
  "7b5": { suffix: "7b5", harte: "7(*5,b5)", triad: "major", tones: [0, 4, 6, 10] },
  "7#11": { suffix: "7#11", harte: "7(#11)", triad: "major", tones: [0, 4, 7, 10, 6] },
  "7b13": { suffix: "7b13", harte: "7(b13)", triad: "major", tones: [0, 4, 7, 10, 8] },
  "maj7#11": { suffix: "maj7#11", harte: "maj7(#11)", triad: "major", tones: [0, 4, 7, 11, 6] },
  "maj7#5": { suffix: "maj7#5", harte: "aug(7)", triad: "augmented", tones: [0, 4, 8, 11] },
  "9sus4": { suffix: "9sus4", harte: "sus4(b7,9)", triad: "suspended", tones: [0, 5, 7, 10, 2] },
} as const satisfies Readonly<Record<string, Quality>>;

/** Name of a quality. */
export type QualityName = keyof typeof qualities;

/** All names of qualities. */
export const qualityNames = Object.keys(qualities) as QualityName[];
