/**
 * Names of chords as their key spells them: each degree has its own letter. In E the chord on 1 is `C#m`, in Ab it is
 * `Db`. Chromatic degrees rise where the chord is diminished, since it leads upwards, and are lowered otherwise.
 */
import { type QualityName, qualities } from "./chord-qualities.ts";
import { parsePitchClass, pitchClassNames } from "./pitch.ts";

const letters = "CDEFGAB";
const naturals = [0, 2, 4, 5, 7, 9, 11] as const;
/** Letters above the tonic of each semitone: lowered degrees, and those that are raised. */
const lowered = [0, 1, 1, 2, 2, 3, 4, 4, 5, 5, 6, 6] as const;
const raised = [0, 0, 1, 1, 2, 3, 3, 4, 4, 5, 5, 6] as const;
/** Letters above the root of each semitone, where the tones of the chord say no more. */
const fromRoot = [0, 1, 1, 2, 2, 3, 4, 4, 5, 5, 6, 6] as const;

/** The name of a pitch class with the letter that is `steps` above that of `from`; a plainer one before two accidentals. */
function named(pitchClass: number, from: string, steps: number): string {
  const letter = (letters.indexOf(from.charAt(0)) + steps) % 7;
  const sharps = ((pitchClass - (naturals[letter] as number) + 18) % 12) - 6;
  if (Math.abs(sharps) > 1) return pitchClassNames[pitchClass] as string;
  return letters.charAt(letter) + (sharps === 0 ? "" : sharps > 0 ? "#" : "b");
}

/** Names of all roots in a key: 12 of which chromatic ones are lowered, 12 of which they are raised. */
const namesByTonic = new Map<string, readonly string[]>();

function namesIn(tonic: string): readonly string[] {
  const known = namesByTonic.get(tonic);
  if (known) return known;
  const names = Array.from({ length: 24 }, (_, n) => {
    const semitones = (n - (parsePitchClass(tonic) ?? 0) + 24) % 12;
    return named(n % 12, tonic, (n < 12 || semitones === 10 ? lowered : raised)[semitones] as number);
  });
  namesByTonic.set(tonic, names);
  return names;
}

/** Name of a chord's root, 0-11, in the key on a tonic such as `F#`. */
export const spelledDegree = (root: number, quality: QualityName, tonic: string): string =>
  namesIn(tonic)[qualities[quality].triad === "diminished" ? root + 12 : root] as string;

/** Name of a chord's bass, 0-11, above a root of this name. */
export function spelledBass(bass: number, root: number, quality: QualityName, name: string): string {
  const semitones = (bass - root + 12) % 12;
  const { triad } = qualities[quality];
  // The fifth of an augmented chord keeps the letter of a fifth; the seventh of a diminished one is a seventh.
  const steps =
    triad === "augmented" && semitones === 8
      ? 4
      : quality === "dim7" && semitones === 9
        ? 6
        : (fromRoot[semitones] as number);
  return named(bass, name, steps);
}
