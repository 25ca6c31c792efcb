/**
 * Progressions as one text that patterns are looked for in: first the motion (`chordMotion`: triads and the semitones
 * between their roots, the same in every key), then `|`, then the chords themselves. A chord is its root (0-9ab), its
 * degree above the tonic that holds (M-X, or Z where no key is heard), Y where that tonic has a sharp in its name, its
 * quality (a letter of `lettered`), and its bass (A-L) where it is inverted: C Am/C in C major is `j9n|0Mc9VdA`. No two
 * of these alphabets meet, so that a search is always aligned to whole chords. Chords that follow each other with the
 * same triad on the same root are one letter of the motion: C C/E F is `j5j|0Mc0McE5Rc`.
 */
import { type QualityName, qualities, qualityNames, type Triad } from "./chord-qualities.ts";
import { type Chord, chordMotion } from "./chords.ts";
import { parsePitchClass, pitchClassNames } from "./pitch.ts";

const rootLetters = "0123456789ab";
const degreeLetters = "MNOPQRSTUVWX";
const bassLetters = "ABCDEFGHIJKL";
/** Qualities in the order of their letters, which are stored: a new one goes behind the last. */
const lettered: readonly QualityName[] = [
  ...(["maj", "m", "7", "maj7", "m7", "mmaj7", "6", "m6", "9", "maj9"] as const),
  ...(["m9", "add9", "madd9", "sus2", "sus4", "7sus4", "dim", "dim7", "m7b5", "aug"] as const),
  ...(["5", "6/9", "m6/9", "11", "m11", "13", "maj13", "m13", "7b9", "7#9", "7alt"] as const),
  ...(["7#5", "7b5", "7#11", "7b13", "maj7#11", "maj7#5", "9sus4"] as const),
];
const qualityLetters = "cdefghijklmnopqrstuvwxyzαβγδεζηθικλμνξ";
const letterIn = (letters: string, index: number): string => letters[((index % 12) + 12) % 12] as string;

/** A chord and the name of the tonic that holds where it begins (`F#`), null where no key is heard. */
export interface KeyedChord extends Chord {
  readonly tonic: string | null;
}

/** Letter of a root, 0-11. */
export const rootLetter = (root: number): string => letterIn(rootLetters, root);
/** Letter of a degree in semitones above the tonic. */
export const degreeLetterOf = (semitones: number): string => letterIn(degreeLetters, semitones);
/** Letter of a quality. */
export const qualityLetter = (quality: QualityName): string => qualityLetters[lettered.indexOf(quality)] as string;
/** Letter of a bass, 0-11. */
export const bassLetter = (bass: number): string => letterIn(bassLetters, bass);

/** Any degree, in a regular expression. */
export const anyDegree = "[M-XZ]Y?";
/** Any quality, in a regular expression. */
export const anyQuality = `[c-zα-ξ]`;

/** Letters of all qualities of a triad, as a class of a regular expression. */
export const triadClass = (triad: Triad): string => {
  const letters = qualityNames.filter((name) => qualities[name].triad === triad).map(qualityLetter);
  return letters.length === 1 ? (letters[0] as string) : `[${letters.join("")}]`;
};

/** A progression as text. */
export function chordText(chords: readonly KeyedChord[]): string {
  let text = `${chordMotion(chords.filter((chord, n) => n === 0 || !isSameTriad(chord, chords[n - 1] as Chord)))}|`;
  for (const { root, quality, bass, tonic } of chords) {
    text += rootLetter(root);
    if (tonic === null) text += "Z";
    else text += degreeLetterOf(root - tonicOf(tonic)) + (tonic.endsWith("#") ? "Y" : "");
    text += qualityLetter(quality);
    if (bass !== root) text += bassLetter(bass);
  }
  return text;
}

/** Pitch classes of tonics: parsing the name of each chord's would cost more than all the rest. */
const tonics = new Map<string, number>();

function tonicOf(name: string): number {
  let tonic = tonics.get(name);
  if (tonic === undefined) {
    tonic = parsePitchClass(name) ?? 0;
    tonics.set(name, tonic);
  }
  return tonic;
}

/** Whether two chords have the same root and triad: one letter of the motion. */
export const isSameTriad = (a: Pick<Chord, "root" | "quality">, b: Pick<Chord, "root" | "quality">): boolean =>
  a.root === b.root && qualities[a.quality].triad === qualities[b.quality].triad;

/** The motion that such a text begins with. */
export const motionOfText = (text: string): string => text.slice(0, text.indexOf("|"));

const written = new RegExp(`([0-9ab])([M-XZ])(Y?)(${anyQuality})([A-L]?)`, "g");

/** Reads such a text back. */
export const chordsOfText = (text: string): readonly KeyedChord[] =>
  [...text.matchAll(written)].map(([, rootText = "", degree = "", sharp = "", quality = "", bass = ""]) => {
    const root = rootLetters.indexOf(rootText);
    return {
      root,
      quality: lettered[qualityLetters.indexOf(quality)] as QualityName,
      bass: bass ? bassLetters.indexOf(bass) : root,
      tonic: degree === "Z" ? null : tonicName((root + 12 - degreeLetters.indexOf(degree)) % 12, sharp !== ""),
    };
  });

/** Letters of the motion by that of the quality. */
const triads: ReadonlyMap<string, string> = new Map(
  lettered.map((quality) => [qualityLetter(quality), chordMotion([{ root: 0, quality }])]),
);

/** Letter of the triad in a motion, by the letter of a quality. */
export const triadLetter = (quality: string): string => triads.get(quality) as string;

/** Hears the root (0-11), the letter of the quality and the bass of each chord of such a text; -1 for the root itself. */
export function eachLetter(text: string, hear: (root: number, quality: string, bass: number) => void): void {
  let at = text.indexOf("|") + 1;
  while (at < text.length) {
    const root = rootLetters.indexOf(text[at] as string);
    at += text[at + 2] === "Y" ? 3 : 2;
    const quality = text[at++] as string;
    const bass = at < text.length ? bassLetters.indexOf(text[at] as string) : -1;
    if (bass >= 0) at++;
    hear(root, quality, bass);
  }
}

const sharpNames = ["C", "C#", "D", "D#", "E", "F", "F#", "G", "G#", "A", "A#", "B"] as const;
const flatNames = pitchClassNames.map((name) => (name === "F#" ? "Gb" : name));
const tonicName = (tonic: number, isSharp: boolean): string => (isSharp ? sharpNames : flatNames)[tonic] as string;
