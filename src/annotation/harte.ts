/** Chords in the syntax of annotations: root, quality and, where it is inverted, the degree in the bass (Harte et al. 2005). */
import { type Chord, formatHarte } from "../music/chords.ts";

/** Degree of each interval above the root, as `mir_eval.chord` reads it. */
const degrees = ["1", "b2", "2", "b3", "3", "4", "b5", "5", "b6", "6", "b7", "7"] as const;

/** A chord as annotations write it: `F#:min7/b3`; `N` for none. */
export function harteOf(chord: Chord | null): string {
  if (chord === null || chord.bass === chord.root) return formatHarte(chord);
  return `${formatHarte(chord)}/${degrees[(chord.bass - chord.root + 12) % 12] as string}`;
}
