/** Table of chord qualities, and chords as text: names (`F#m7/A`), Roman numerals (`ii7`) and motion (`j7j2n8`). */
import { tonicOf } from "./keys.ts";
import { parsePitchClass, pitchClassNames } from "./pitch.ts";

/** What kind of third and fifth a chord has; other tones do not change it. */
export type Triad = "major" | "minor" | "diminished" | "augmented" | "suspended";

/** One quality of chord. */
interface Quality {
  /** What follows the root in a name; for the major triad nothing. */
  readonly suffix: string;
  /** The same in the syntax of annotations (Harte et al. 2005). */
  readonly harte: string;
  readonly triad: Triad;
  /** Semitones from the root, the root included. */
  readonly tones: readonly number[];
  /** Other ways to write the suffix. */
  readonly also: readonly string[];
}

/** Qualities by the name under which a query asks for them; the first is the plain major triad. */
export const qualities = {
  maj: { suffix: "", harte: "maj", triad: "major", tones: [0, 4, 7], also: ["maj", "M", "major"] },
  m: { suffix: "m", harte: "min", triad: "minor", tones: [0, 3, 7], also: ["min", "-", "minor"] },
  "7": { suffix: "7", harte: "7", triad: "major", tones: [0, 4, 7, 10], also: ["dom7"] },
  maj7: { suffix: "maj7", harte: "maj7", triad: "major", tones: [0, 4, 7, 11], also: ["M7", "Δ", "Δ7", "j7"] },
  m7: { suffix: "m7", harte: "min7", triad: "minor", tones: [0, 3, 7, 10], also: ["min7", "-7"] },
  mmaj7: {
    suffix: "mmaj7",
    harte: "minmaj7",
    triad: "minor",
    tones: [0, 3, 7, 11],
    also: ["minmaj7", "mM7", "m(maj7)"],
  },
  "6": { suffix: "6", harte: "maj6", triad: "major", tones: [0, 4, 7, 9], also: ["maj6", "M6"] },
  m6: { suffix: "m6", harte: "min6", triad: "minor", tones: [0, 3, 7, 9], also: ["min6", "-6"] },
  "9": { suffix: "9", harte: "9", triad: "major", tones: [0, 4, 7, 10, 2], also: ["dom9"] },
  maj9: { suffix: "maj9", harte: "maj9", triad: "major", tones: [0, 4, 7, 11, 2], also: ["M9"] },
  m9: { suffix: "m9", harte: "min9", triad: "minor", tones: [0, 3, 7, 10, 2], also: ["min9", "-9"] },
  add9: { suffix: "add9", harte: "maj(9)", triad: "major", tones: [0, 4, 7, 2], also: ["(9)", "add2"] },
  madd9: { suffix: "madd9", harte: "min(9)", triad: "minor", tones: [0, 3, 7, 2], also: ["m(9)", "madd2"] },
  sus2: { suffix: "sus2", harte: "sus2", triad: "suspended", tones: [0, 2, 7], also: [] },
  sus4: { suffix: "sus4", harte: "sus4", triad: "suspended", tones: [0, 5, 7], also: ["sus"] },
  "7sus4": { suffix: "7sus4", harte: "sus4(b7)", triad: "suspended", tones: [0, 5, 7, 10], also: ["sus7", "sus4(b7)"] },
  dim: { suffix: "dim", harte: "dim", triad: "diminished", tones: [0, 3, 6], also: ["o", "°", "0"] },
  dim7: { suffix: "dim7", harte: "dim7", triad: "diminished", tones: [0, 3, 6, 9], also: ["o7", "°7"] },
  m7b5: { suffix: "m7b5", harte: "hdim7", triad: "diminished", tones: [0, 3, 6, 10], also: ["hdim7", "ø", "ø7"] },
  aug: { suffix: "aug", harte: "aug", triad: "augmented", tones: [0, 4, 8], also: ["+"] },
} as const satisfies Readonly<Record<string, Quality>>;

/** Name of a quality. */
export type QualityName = keyof typeof qualities;

/** All names of qualities. */
export const qualityNames = Object.keys(qualities) as QualityName[];

/** A chord; pitch classes 0-11, C is 0. */
export interface Chord {
  readonly root: number;
  readonly quality: QualityName;
  /** Pitch class of the lowest tone; the root where the chord is not inverted. */
  readonly bass: number;
}

const bySuffix = new Map<string, QualityName>(
  qualityNames.flatMap((name) =>
    [qualities[name].suffix, ...qualities[name].also].map((suffix) => [suffix, name] as const),
  ),
);

/** Prints a chord: `C`, `F#m7`, `C/E`. The black keys are spelled as in `pitchClassNames`. */
export function formatChord({ root, quality, bass }: Chord): string {
  const inverted = bass === root ? "" : `/${pitchClassNames[bass] as string}`;
  return `${pitchClassNames[root] as string}${qualities[quality].suffix}${inverted}`;
}

/** Prints a chord without its bass in the syntax of annotations (Harte et al. 2005): `F#:min7`; `N` for no chord. */
export const formatHarte = (chord: Pick<Chord, "root" | "quality"> | null): string =>
  chord ? `${pitchClassNames[chord.root] as string}:${qualities[chord.quality].harte}` : "N";

/** Reads a chord such as `C`, `F#m7`, `Bbmaj7/D`, `Esus4`, `Bo`; undefined where it is none. */
export function parseChord(text: string): Chord | undefined {
  const [, name = "", suffix = "", below] =
    /^([A-G](?:#|b|♯|♭)?)(.*?)(?:\/([A-G](?:#|b|♯|♭)?))?$/.exec(text.trim()) ?? [];
  const root = parsePitchClass(name);
  const quality = bySuffix.get(suffix);
  const bass = below === undefined ? root : parsePitchClass(below);
  return root === undefined || quality === undefined || bass === undefined ? undefined : { root, quality, bass };
}

// Degrees of the key's own scale are plain; what lies between is raised or lowered from them. Minor is natural minor,
// so that A minor's chords are i, bII, iio, III, #III, iv ...
const majorDegrees = ["I", "bII", "II", "bIII", "III", "IV", "#IV", "V", "bVI", "VI", "bVII", "VII"] as const;
const minorDegrees = ["I", "bII", "II", "III", "#III", "IV", "#IV", "V", "VI", "#VI", "VII", "#VII"] as const;
const hasMinorThird: readonly boolean[] = [false, true, true, true, false, false, true];

/**
 * Roman numeral of a chord in a key: small for a minor third; `o` diminished, `ø` half-diminished, `+` augmented; then
 * the quality: `I`, `vi`, `V7`, `iio`, `viiø7`, `IVmaj7`. Inversions are not shown.
 */
export function romanNumeral({ root, quality }: Pick<Chord, "root" | "quality">, key: number): string {
  const { triad, suffix } = qualities[quality];
  const degrees = hasMinorThird[Math.floor(key / 12)] ? minorDegrees : majorDegrees;
  const degree = degrees[(root + 12 - tonicOf(key)) % 12] as string;
  const isSmall = triad === "minor" || triad === "diminished";
  const cased = isSmall ? degree.replace(/[IV]+/, (letters) => letters.toLowerCase()) : degree;
  if (quality === "m7b5") return `${cased}ø7`;
  if (triad === "diminished") return `${cased}o${suffix.slice(3)}`;
  if (triad === "augmented") return `${cased}+`;
  return cased + (triad === "minor" ? suffix.slice(1) : suffix);
}

/** Roman numeral of the triad alone: `V` for `V7`. */
export const triadNumeral = (chord: Pick<Chord, "root" | "quality">, key: number): string =>
  romanNumeral({ root: chord.root, quality: plainOf[qualities[chord.quality].triad] }, key);

const plainOf: Readonly<Record<Triad, QualityName>> = {
  major: "maj",
  minor: "m",
  diminished: "dim",
  augmented: "aug",
  suspended: "sus4",
};

/** Letter of each triad in a motion string; roots are digits there (0-9ab), so the two never meet in a search. */
const motionLetters: Readonly<Record<Triad, string>> = {
  major: "j",
  minor: "n",
  diminished: "d",
  augmented: "g",
  suspended: "s",
};

/**
 * A progression without its key: the letter of each triad (j major, n minor, d diminished, g augmented, s suspended)
 * with the semitones up to the next root between them as one digit 0-9ab: I-V-vi-IV is `j7j2n8j` in every key.
 */
export function chordMotion(chords: readonly Pick<Chord, "root" | "quality">[]): string {
  let motion = "";
  let before = -1;
  for (const { root, quality } of chords) {
    if (before >= 0) motion += "0123456789ab"[(root - before + 12) % 12] as string;
    motion += motionLetters[qualities[quality].triad];
    before = root;
  }
  return motion;
}
