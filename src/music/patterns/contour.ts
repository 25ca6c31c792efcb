/**
 * Contours: `u` up, `d` down, `r` the same again (Parsons 1975), `U` and `D` only by a leap, `?` any one, `*` any number,
 * over texts of one letter an interval (src/music/intervals.ts: u d steps, U D leaps).
 */
import { checkLength, gap, type Place, sourceOf } from "./letters.ts";
import { anchored, PatternError, type PatternKind, steps } from "./pattern.ts";

const places: Readonly<Record<string, Place>> = { u: "uU", d: "dD", r: "r", U: "U", D: "D", "?": "udrUD", "*": gap };

/** Patterns over contours. `exactly` and `nearly` are the same as `contains`. */
export const contourPattern: PatternKind = {
  read: (text, manner) => {
    // In Parsons' code a star is the first note, which has no direction.
    const own = text.replace(/^\*/, " ");
    const found: Place[] = [];
    for (const [start, letter] of [...own].entries()) {
      if (/[\s,-]/.test(letter)) continue;
      const place = places[letter === "R" ? "r" : letter];
      if (place === undefined) {
        throw new PatternError(
          `\`${letter}\` is not a direction`,
          start,
          start + 1,
          "use u (up), d (down), r (repeat), U and D (leaps), `?` any, `*` a gap: `contour udurdd`",
        );
      }
      found.push(place);
    }
    checkLength(found.filter((place) => place !== gap).length + 1, 4, "contour", text, "for example `contour udurdd`");
    return { source: anchored(sourceOf(found, "[rudUD]"), manner), groups: [] };
  },
  // Five letters tell songs so little apart that an index would hold them all under each term.
  meanings: { exactly: "anywhere", nearly: "anywhere" },
  termsOf: () => new Set(),
  symbolsOf: steps,
};
