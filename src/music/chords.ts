/** Chords as text: names (`F#m7/A`), Roman numerals (`ii7`) and motion (`j7j2n8`). */
import { type QualityName, qualities, qualityNames, type Triad } from "./chord-qualities.ts";
import { plainOf, readSuffix } from "./chord-suffix.ts";
import { tonicOf } from "./keys.ts";
import { parsePitchClass, pitchClassNames } from "./pitch.ts";
import { spelledBass, spelledDegree } from "./spelling.ts";

/** A chord; pitch classes 0-11, C is 0. */
export interface Chord {
  readonly root: number;
  readonly quality: QualityName;
  /** Pitch class of the lowest tone; the root where the chord is not inverted. */
  readonly bass: number;
}

/**
 * Prints a chord: `C`, `F#m7`, `C/E`. With the name of the tonic that holds, it is spelled from there: the chord on 1
 * is `C#m` in E and `Db` in Ab. Without one the black keys are spelled as in `pitchClassNames`.
 *
 * @example
 * formatChord({ root: 1, quality: "m", bass: 1 }, "E"); // C#m
 */
export function formatChord({ root, quality, bass }: Chord, tonic?: string): string {
  const name = tonic === undefined ? (pitchClassNames[root] as string) : spelledDegree(root, quality, tonic);
  const inverted =
    bass === root ? "" : `/${tonic === undefined ? pitchClassNames[bass] : spelledBass(bass, root, quality, name)}`;
  return `${name}${qualities[quality].suffix}${inverted}`;
}

/**
 * Prints a chord without its bass in the syntax of annotations (Harte et al. 2005): `F#:min7`; `N` for no chord. The
 * root is spelled as `formatChord` does.
 */
export function formatHarte(chord: Pick<Chord, "root" | "quality"> | null, tonic?: string): string {
  if (!chord) return "N";
  const { root, quality } = chord;
  const name = tonic === undefined ? (pitchClassNames[root] as string) : spelledDegree(root, quality, tonic);
  return `${name}:${qualities[quality].harte}`;
}

/** A chord as somebody wrote it. */
export interface WrittenChord extends Chord {
  /** The bass was written: `C/E`, and `C/C` too. */
  readonly hasBass: boolean;
  /** Tones of the name that no quality of the table has, as they were written: `b13` of `C7b9b13`. */
  readonly lost: readonly string[];
}

/** Reads a chord such as `C`, `F#m7`, `Bbmaj7/D`, `Esus4`, `G7(b9)`, `C6/9`; undefined where it is none. */
export function readChord(text: string): WrittenChord | undefined {
  const [, name = "", suffix = "", below] =
    /^([A-G](?:#|b|♯|♭)?)(.*?)(?:\/([A-G](?:#|b|♯|♭)?))?$/.exec(text.trim()) ?? [];
  const root = parsePitchClass(name);
  const bass = below === undefined ? root : parsePitchClass(below);
  const read = root === undefined || bass === undefined ? undefined : readSuffix(suffix);
  if (root === undefined || bass === undefined || read === undefined) return undefined;
  return { root, quality: read.quality, bass, hasBass: below !== undefined, lost: read.lost };
}

/** Reads a chord as `readChord` does, if the table has all of its tones. */
export function parseChord(text: string): Chord | undefined {
  const read = readChord(text);
  return read && read.lost.length === 0 ? { root: read.root, quality: read.quality, bass: read.bass } : undefined;
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
  const isMinor = hasMinorThird[Math.floor(key / 12)] === true;
  const semitones = (root + 12 - tonicOf(key)) % 12;
  const place = semitones + (isMinor ? 12 : 0);
  const known = numeralsOf[quality];
  const numeral = known[place] ?? numeralAt(semitones, quality, isMinor);
  known[place] = numeral;
  return numeral;
}

/** Numerals that were asked for, by quality, mode and degree: a song has few of them, and each many times. */
const numeralsOf = Object.fromEntries(qualityNames.map((name) => [name, []])) as unknown as Record<
  QualityName,
  string[]
>;

function numeralAt(semitones: number, quality: QualityName, isMinor: boolean): string {
  const { triad, suffix } = qualities[quality];
  const degree = (isMinor ? minorDegrees : majorDegrees)[semitones] as string;
  const isSmall = triad === "minor" || triad === "diminished";
  const cased = isSmall ? degree.replace(/[IV]+/, (letters) => letters.toLowerCase()) : degree;
  if (quality === "m7b5") return `${cased}ø7`;
  if (triad === "diminished") return `${cased}o${suffix.slice(3)}`;
  if (quality === "aug") return `${cased}+`;
  return cased + (triad === "minor" ? suffix.slice(1) : suffix);
}

/** Roman numeral of the triad alone: `V` for `V7`. */
export const triadNumeral = (chord: Pick<Chord, "root" | "quality">, key: number): string =>
  romanNumeral({ root: chord.root, quality: plainOf[qualities[chord.quality].triad] }, key);

/** Letter of each triad in a motion string; roots are digits there (0-9ab), so the two never meet in a search. */
const motionLetters: Readonly<Record<Triad, string>> = {
  major: "j",
  minor: "n",
  diminished: "d",
  augmented: "g",
  suspended: "s",
  power: "p",
};

/**
 * A progression without its key: the letter of each triad (j major, n minor, d diminished, g augmented, s suspended, p
 * power) with the semitones up to the next root between them as one digit 0-9ab: I-V-vi-IV is `j7j2n8j` in every key.
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
