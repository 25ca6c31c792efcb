/** Melodies without their key: intervals as letters, and contour. */

/** An octave, in semitones. */
const octave = 12;
/** Steps are at most this wide, in semitones; wider is a leap. */
const widestStep = 2;

/**
 * Intervals between neighbours, one letter each: `m` repeats, `n` is a semitone up, `l` one down, `a` to `y` an octave
 * down to an octave up. What is wider is taken without its octaves.
 */
export function intervalLetters(pitches: ArrayLike<number>): string {
  let letters = "";
  for (let n = 1; n < pitches.length; n++) {
    const interval = pitches[n]! - pitches[n - 1]!;
    letters += String.fromCharCode(109 + (Math.abs(interval) > octave ? interval % octave : interval));
  }
  return letters;
}

/** Reads such letters back as steps in semitones: `+2,-1,0`. */
export const stepsText = (letters: string): string =>
  Array.from(letters, (letter) => letter.charCodeAt(0) - 109)
    .map((step) => (step > 0 ? `+${step}` : String(step)))
    .join(",");

/** Contour between neighbours (Parsons 1975, with leaps told apart): `r` repeats, `u` and `d` are steps, `U` and `D` leaps. */
export function contourLetters(pitches: ArrayLike<number>): string {
  let letters = "";
  for (let n = 1; n < pitches.length; n++) {
    const interval = pitches[n]! - pitches[n - 1]!;
    const isLeap = Math.abs(interval) > widestStep;
    letters += interval === 0 ? "r" : interval > 0 ? (isLeap ? "U" : "u") : isLeap ? "D" : "d";
  }
  return letters;
}
