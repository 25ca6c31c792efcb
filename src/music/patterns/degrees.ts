/**
 * Scale degrees of the melody: `1-2-3-5-3`, with `#` and `b` for what lies between, `?` any note, `*` any notes, over
 * texts of one letter a note: 1 to 7 of the scale that holds (minor is natural minor), p to v between degree 1 and 2, 2
 * and 3 ... 7 and 1.
 */
import { checkLength, gap, groupsOf, type Place, sourceOf } from "./letters.ts";
import { anchored, characters, PatternError, type PatternKind, substrings, wordsOf } from "./pattern.ts";

/** Letters between the degrees: `p` above 1 ... `v` above 7. */
const between = "pqrstuv";
const everyLetter = `1234567${between}`;
const termLength = 5;

/** Letter of a melody's note: semitones above the tonic, in a scale whose degrees lie at these semitones. */
export function degreeLetter(semitones: number, scale: readonly number[]): string {
  const degree = scale.indexOf(semitones);
  if (degree >= 0) return String(degree + 1);
  let below = scale.length - 1;
  while ((scale[below] as number) > semitones) below--;
  return between[below] as string;
}

/** Patterns over degrees. `exactly` and `nearly` are the same as `contains`. */
export const degreesPattern: PatternKind = {
  read: (text, manner) => {
    const places = wordsOf(text, /[\s,-]/).map(({ text: word, start, end }): Place => {
      if (word === "*") return gap;
      if (word === "?") return everyLetter;
      const match = /^([#b♯♭]?)([1-7])$/.exec(word);
      if (!match) {
        throw new PatternError(
          `\`${word}\` is not a degree of a scale`,
          start,
          end,
          "use 1 to 7, `#4`, `b7`, `?` any note: `degrees 1-2-3-5-3`",
        );
      }
      const degree = Number(match[2]);
      if (match[1] === "") return String(degree);
      return (/[#♯]/.test(match[1] as string) ? between[degree - 1] : between[(degree + 5) % 7]) as string;
    });
    checkLength(
      places.filter((place) => place !== gap).length,
      3,
      "line of degrees",
      text,
      "for example `degrees 1-2-3-5-3`",
    );
    return {
      source: anchored(sourceOf(places, `[${everyLetter}]`), manner),
      groups: groupsOf(places, termLength, everyLetter.length),
    };
  },
  meanings: { exactly: "anywhere", nearly: "anywhere" },
  termsOf: (stored) => substrings(stored, termLength),
  windows: { lengths: [termLength], step: 1 },
  symbolsOf: characters,
};
