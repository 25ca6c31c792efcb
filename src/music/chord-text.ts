/**
 * Progressions as one text that patterns are looked for in: first the motion (`chordMotion`: triads and the semitones
 * between their roots, the same in every key), then `|`, then the chords themselves. A chord is its root (0-9ab), its degree above the tonic that
 * holds (M-X, or Z where no key is heard), its quality (c-v in the order of `lettered`), and its bass (A-L) where
 * it is inverted: C Am/C in C major is `j9n|0Mc9VdA`. No two of these alphabets meet, so that a search is always aligned to
 * whole chords.
 */
import { type Chord, chordMotion, type QualityName, qualities, qualityNames, type Triad } from "./chords.ts";

const rootLetters = "0123456789ab";
const degreeLetters = "MNOPQRSTUVWX";
const bassLetters = "ABCDEFGHIJKL";
const qualityLetters = "cdefghijklmnopqrstuv";
const letterIn = (letters: string, index: number): string => letters[((index % 12) + 12) % 12] as string;

/** Letter of a root, 0-11. */
export const rootLetter = (root: number): string => letterIn(rootLetters, root);
/** Letter of a degree in semitones above the tonic. */
export const degreeLetterOf = (semitones: number): string => letterIn(degreeLetters, semitones);
/** Qualities in the order of their letters, which are stored: a new one goes behind the last. */
const lettered: readonly QualityName[] = [
  ...(["maj", "m", "7", "maj7", "m7", "mmaj7", "6", "m6", "9", "maj9"] as const),
  ...(["m9", "add9", "madd9", "sus2", "sus4", "7sus4", "dim", "dim7", "m7b5", "aug"] as const),
];
/** Letter of a quality. */
export const qualityLetter = (quality: QualityName): string => qualityLetters[lettered.indexOf(quality)] as string;
/** Letter of a bass, 0-11. */
export const bassLetter = (bass: number): string => letterIn(bassLetters, bass);

/** Letters of all qualities of a triad, as a class of a regular expression. */
export const triadClass = (triad: Triad): string => {
  const letters = qualityNames.filter((name) => qualities[name].triad === triad).map(qualityLetter);
  return letters.length === 1 ? (letters[0] as string) : `[${letters.join("")}]`;
};

/** A progression as text; `tonic` is the pitch class that holds where a chord begins, null where no key is heard. */
export function chordText(chords: readonly (Chord & { readonly tonic: number | null })[]): string {
  let text = `${chordMotion(chords)}|`;
  for (const { root, quality, bass, tonic } of chords) {
    text += rootLetter(root) + (tonic === null ? "Z" : degreeLetterOf(root - tonic)) + qualityLetter(quality);
    if (bass !== root) text += bassLetter(bass);
  }
  return text;
}

/** The motion that such a text begins with. */
export const motionOfText = (text: string): string => text.slice(0, text.indexOf("|"));

/** Reads such a text back. */
export const chordsOfText = (text: string): readonly Chord[] =>
  [...text.matchAll(/([0-9ab])[M-Z]([c-v])([A-L]?)/g)].map(([, root = "", quality = "", bass = ""]) => ({
    root: rootLetters.indexOf(root),
    quality: lettered[quality.charCodeAt(0) - 99] as QualityName,
    bass: bass ? bass.charCodeAt(0) - 65 : rootLetters.indexOf(root),
  }));
