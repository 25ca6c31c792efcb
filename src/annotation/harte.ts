/** Chords in the syntax of annotations: root, quality and, where it is inverted, the degree in the bass (Harte et al. 2005). */
import { type Chord, formatHarte } from "../music/chords.ts";

/** Degree of each interval above the root, as `mir_eval.chord` reads it. */
const degrees = ["1", "b2", "2", "b3", "3", "4", "b5", "5", "b6", "6", "b7", "7"] as const;

/** A chord as annotations write it: `F#:min7/b3`; `N` for none. @param tonic by whose name it is spelled. */
export function harteOf(chord: Chord | null, tonic?: string): string {
  const plain = formatHarte(chord, tonic);
  if (chord === null || chord.bass === chord.root) return plain;
  return `${plain}/${degrees[(chord.bass - chord.root + 12) % 12] as string}`;
}
