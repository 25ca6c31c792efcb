/** Pitch names and numbers: 0-127, 60 = middle C = C4 (scientific pitch notation, ASA 1939). */

/** Names of the twelve pitch classes as midiq prints them: the spelling that is usual for major keys. */
export const pitchClassNames = ["C", "Db", "D", "Eb", "E", "F", "F#", "G", "Ab", "A", "Bb", "B"] as const;

const naturals: Readonly<Record<string, number>> = { C: 0, D: 2, E: 4, F: 5, G: 7, A: 9, B: 11 };

/** Reads a tonic such as `C`, `F#`, `Bb`, `C♯`; undefined when it is none. The letter must be a capital. */
export function parsePitchClass(text: string): number | undefined {
  const match = /^([A-G])(#{1,2}|b{1,2}|♯|♭)?$/.exec(text);
  if (!match) return undefined;
  const accidental = match[2] ?? "";
  const sharps = accidental.startsWith("#") || accidental === "♯" ? accidental.length : 0;
  const flats = accidental.startsWith("b") || accidental === "♭" ? accidental.length : 0;
  return ((naturals[match[1] as string] as number) + sharps - flats + 12) % 12;
}

/** Reads a pitch such as `C4` = 60, `Bb-1`, or its number 0-127; undefined when it is none. */
export function parsePitch(text: string): number | undefined {
  if (/^\d{1,3}$/.test(text)) return Number(text) <= 127 ? Number(text) : undefined;
  const match = /^([A-Ga-g](?:#{1,2}|b{1,2}|♯|♭)?)(-?\d)$/.exec(text);
  if (!match) return undefined;
  const name = (match[1] as string).charAt(0).toUpperCase() + (match[1] as string).slice(1);
  const pitchClass = parsePitchClass(name);
  if (pitchClass === undefined) return undefined;
  // B# and Cb belong to the octave of their letter, not of their sound.
  const wrap = name.startsWith("B#") ? 12 : name.startsWith("Cb") || name.startsWith("C♭") ? -12 : 0;
  const pitch = (Number(match[2]) + 1) * 12 + pitchClass + wrap;
  return pitch >= 0 && pitch <= 127 ? pitch : undefined;
}

/** Prints a pitch: 60 is `C4`. */
export const formatPitch = (pitch: number): string =>
  `${pitchClassNames[pitch % 12] as string}${Math.floor(pitch / 12) - 1}`;
