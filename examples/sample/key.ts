// Keys as the tunes name them ("D dorian"), and what follows from them: key signature, tonic, spelling after a transposition.

const modeShift = { major: 0, mixolydian: -1, dorian: -2, minor: -3 } as const; // fifths against the major key on the same tonic
const majorNames = ["C", "Db", "D", "Eb", "E", "F", "F#", "G", "Ab", "A", "Bb", "B"] as const;
const minorNames = ["C", "C#", "D", "Eb", "E", "F", "F#", "G", "G#", "A", "Bb", "B"] as const;
const letterFifths: Readonly<Record<string, number>> = { F: -1, C: 0, G: 1, D: 2, A: 3, E: 4, B: 5 };
const sharpOrder = "FCGDAEB";

export type Mode = keyof typeof modeShift;
export interface Key {
  readonly tonic: number; // pitch class
  readonly mode: Mode;
  readonly fifths: number; // sharps of the key signature, flats negative
}

export function readKey(name: string): Key {
  const [, tonicName, mode] = /^([A-G][#b]?) (major|minor|dorian|mixolydian)$/.exec(name) ?? [];
  if (!tonicName || !mode || !isMode(mode)) throw new RangeError(`Cannot read "${name}" as key`);
  const accidental = tonicName.endsWith("#") ? 1 : tonicName.endsWith("b") ? -1 : 0;
  const tonicFifths = (letterFifths[tonicName.charAt(0)] ?? 0) + 7 * accidental;
  return { tonic: pitchClassOf(tonicName), mode, fifths: tonicFifths + modeShift[mode] };
}

export function transposeKey(name: string, semitones: number): string {
  if (semitones === 0) return name;
  const { tonic, mode } = readKey(name);
  const names = mode === "major" || mode === "mixolydian" ? majorNames : minorNames;
  return `${names[modulo12(tonic + semitones)]} ${mode}`;
}

/** Semitones that the key signature adds to a letter: -1, 0 or 1. */
export function signatureShift(letter: string, fifths: number): number {
  const place = sharpOrder.indexOf(letter);
  if (fifths > place) return 1;
  return -fifths > 6 - place ? -1 : 0;
}

export function pitchClassOf(name: string): number {
  const natural = { C: 0, D: 2, E: 4, F: 5, G: 7, A: 9, B: 11 }[name.charAt(0)];
  if (natural === undefined) throw new RangeError(`Cannot read "${name}" as pitch class`);
  return modulo12(natural + (name.charAt(1) === "#" ? 1 : name.charAt(1) === "b" ? -1 : 0));
}

export const modulo12 = (pitch: number): number => ((pitch % 12) + 12) % 12;

function isMode(text: string): text is Mode {
  return text in modeShift;
}
