/** Keys as one number, mode * 12 + tonic, and every way that people write them. */
import { parsePitchClass } from "./pitch.ts";

/** Modes in the order of their numbers. */
export const modes = ["major", "minor", "dorian", "phrygian", "lydian", "mixolydian", "locrian"] as const;
/** A mode by name. */
export type Mode = (typeof modes)[number];

/** Other names of the modes. */
const modeNames: Readonly<Record<string, Mode>> = {
  "": "major",
  maj: "major",
  major: "major",
  ionian: "major",
  m: "minor",
  min: "minor",
  minor: "minor",
  aeolian: "minor",
  dor: "dorian",
  dorian: "dorian",
  phr: "phrygian",
  phrygian: "phrygian",
  lyd: "lydian",
  lydian: "lydian",
  mix: "mixolydian",
  mixolydian: "mixolydian",
  loc: "locrian",
  locrian: "locrian",
};

/** The key's number: mode * 12 + tonic. */
export const keyOf = (tonic: number, mode: Mode): number => modes.indexOf(mode) * 12 + (((tonic % 12) + 12) % 12);
/** Tonic of a key, 0-11. */
export const tonicOf = (key: number): number => key % 12;
/** Mode of a key. */
export const modeOf = (key: number): Mode => modes[Math.floor(key / 12)] as Mode;

/** Modes whose third is minor. */
const minorModes: ReadonlySet<Mode> = new Set(["minor", "dorian", "phrygian", "locrian"]);
/**
 * The major or minor key that a key in any mode is nearest to: that on its tonic with its third. D dorian's is D minor,
 * G mixolydian's is G major; a major or minor key's is itself.
 *
 * @example
 * formatKey(parentKey(keyOf(2, "dorian"))); // "D minor"
 */
export const parentKey = (key: number): number => keyOf(tonicOf(key), minorModes.has(modeOf(key)) ? "minor" : "major");
/** All keys that have a major or minor key as their parent, itself first; a key in another mode alone. */
export const keysOfParent = (key: number): readonly number[] => {
  const mode = modeOf(key);
  if (mode !== "major" && mode !== "minor") return [key];
  return modes.map((other) => keyOf(tonicOf(key), other)).filter((other) => parentKey(other) === key);
};

// Flats for keys whose signature has flats, sharps for the rest; F# major and D# minor are written Gb / Eb in pop,
// but F# is the more usual of the two signatures with six accidentals.
const majorNames = ["C", "Db", "D", "Eb", "E", "F", "F#", "G", "Ab", "A", "Bb", "B"] as const;
const minorNames = ["C", "C#", "D", "Eb", "E", "F", "F#", "G", "G#", "A", "Bb", "B"] as const;

/** Prints a key: 0 is `C major`, 21 is `A minor`, 26 is `D dorian`. */
export function formatKey(key: number): string {
  const mode = modeOf(key);
  const names = mode === "minor" || mode === "dorian" || mode === "phrygian" ? minorNames : majorNames;
  return `${names[tonicOf(key)] as string} ${mode}`;
}

/** Name of a key's tonic. F# major and Gb major are equally usual: flats are taken where they are asked for. */
export function tonicName(key: number, isFlat: boolean): string {
  const mode = modeOf(key);
  const names = mode === "minor" || mode === "dorian" || mode === "phrygian" ? minorNames : majorNames;
  const name = names[tonicOf(key)] as string;
  return name === "F#" && mode === "major" && isFlat ? "Gb" : name;
}

/** Prints a major or minor key as people type it: 0 is `C`, 21 is `Am`; other modes as `formatKey`. */
export function shortKey(key: number): string {
  const mode = modeOf(key);
  if (mode === "major") return majorNames[tonicOf(key)] as string;
  return mode === "minor" ? `${minorNames[tonicOf(key)] as string}m` : formatKey(key);
}

/** Camelot wheel (Mark Davis): 8B is C major, 8A is A minor; one step up the wheel is a fifth up. */
function parseWheel(text: string): number | undefined {
  const match = /^(1[0-2]|[1-9])([ABabdm])$/.exec(text);
  if (!match) return undefined;
  const hour = Number(match[1]);
  const side = match[2] as string;
  const openKey = side === "d" || side === "m";
  // Camelot 8B = Open Key 1d = C major.
  const fifths = openKey ? hour - 1 : hour - 8;
  const major = (((fifths * 7) % 12) + 12) % 12;
  const isMinor = side === "m" || side.toUpperCase() === "A";
  return isMinor ? keyOf(major + 9, "minor") : keyOf(major, "major");
}

/**
 * Reads a key: `C`, `Am`, `F#m`, `Bb major`, `C#min`, `D dorian`, Camelot `8A`, Open Key `1m`; undefined when it is
 * none. The tonic is a capital letter, since `b` alone could be B or a flat.
 */
export function parseKey(text: string): number | undefined {
  const wheel = parseWheel(text);
  if (wheel !== undefined) return wheel;
  const match = /^([A-G](?:#|b|♯|♭|-sharp|-flat)?)[\s_:-]*([A-Za-z]*)$/.exec(text.trim());
  if (!match) return undefined;
  const tonic = parsePitchClass((match[1] as string).replace("-sharp", "#").replace("-flat", "b"));
  const spelled = match[2] as string;
  const mode = spelled === "M" ? "major" : modeNames[spelled.toLowerCase()];
  return tonic === undefined || mode === undefined ? undefined : keyOf(tonic, mode);
}

/** The key that a key-signature event names. */
export const keyOfSignature = (fifths: number, minor: boolean): number => {
  const major = (((fifths * 7) % 12) + 12) % 12;
  return minor ? keyOf(major + 9, "minor") : keyOf(major, "major");
};

/** Semitones from the tonic of each mode down to that of the major key with the same notes. */
const aboveMajor = [0, 9, 2, 4, 5, 7, 11] as const;
/** Tonic of the major key with the same notes: 0 for C major, A minor and D dorian. */
export const scaleOf = (key: number): number => (tonicOf(key) + 12 - (aboveMajor[Math.floor(key / 12)] as number)) % 12;

const majorScale = [0, 2, 4, 5, 7, 9, 11] as const;

/** The seven degrees of a key's scale in semitones above its tonic, ascending; minor is natural minor. */
export function scaleDegrees(key: number): readonly number[] {
  const above = aboveMajor[Math.floor(key / 12)] as number;
  return majorScale.map((semitones) => (semitones + 12 - above) % 12).sort((a, b) => a - b);
}

/**
 * Keys that mix well: the same, a fifth up and down in the same mode, and the relative one. On the Camelot wheel (Mark
 * Davis) these are the same field, its two neighbours, and the one on the other side.
 */
export const nearKeys = (key: number): readonly number[] => {
  const mode = modeOf(key);
  const fifths = [0, 7, 5].map((up) => keyOf(tonicOf(key) + up, mode));
  return [...new Set([...fifths, ...relativeKeys(key)])];
};

/** The minor key with the notes of a major one; the major key with the notes of any other. */
export const relativeKeys = (key: number): readonly number[] => {
  const major = scaleOf(key);
  return [modeOf(key) === "major" ? keyOf(major + 9, "minor") : keyOf(major, "major")];
};

/** The minor key on the tonic of a major one; the major key on the tonic of any other. */
export const parallelKeys = (key: number): readonly number[] => [
  keyOf(tonicOf(key), modeOf(key) === "major" ? "minor" : "major"),
];
