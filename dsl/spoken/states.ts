/** What state a file is in, as people say it: `untagged`, `not rated`, `damaged files`, `not quantized`, `type 0`, `added today`. */
import { guess, type Rule, sure } from "./rule.ts";

/** Days of a calendar's parts, rounded up. */
const days: Readonly<Record<string, number>> = { day: 1, week: 7, month: 31, year: 366 };
/** What "new" means where nobody says since when: a week. */
const recently = days["week"];

const quantised = "quanti[sz]ed";

/** All ways to say the state of a file. */
export const stateRules: readonly Rule[] = [
  sure("(?:untagged|not tagged|(?:with no|without(?: any)?|no) tags)", () => "no tag"),
  sure("(?:unrated|not rated|(?:with no|without(?: any)?|no) ratings?)", () => "no rating"),
  // With `not` before them they say the opposite.
  guess("tagged", () => "has tag"),
  guess("rated", () => "has rating"),
  sure("tagged (?:as |with )?([a-z][\\w:-]*)", ([, tag]) => `tag ${tag?.toLowerCase()}`),
  sure(
    "(?:damaged|broken|corrupt|corrupted) (?:midi )?(?:files?|midis?|songs?)",
    () => "status repaired,partial,rejected",
  ),
  sure("(?:unreadable|rejected) (?:midi )?(?:files?|midis?|songs?)", () => "status rejected"),
  sure("files with (?:errors|damage|problems)", () => "has problem"),
  sure("(?:midi |smf )?type ([012])", ([, format]) => `format ${format}`),
  guess(`(?:not ${quantised}|un${quantised})`, () => "not timing quantised"),
  guess(`(?:fully |hard |perfectly )?${quantised}`, () => "timing quantised"),
  guess("(?:live played|played live|played by hand|hand[\\s-]played|human feel)", () => "humanized"),
  sure(
    "added (?:with)?in the (?:last|past) (\\d+ )?(day|week|month|year)s?|added (?:this|last|past) ()(week|month|year)",
    ([, count, unit, , other]) =>
      `added -${Number.parseInt(count ?? "1", 10) * (days[(unit ?? other ?? "").toLowerCase()] as number)}d..`,
  ),
  sure("added today|today's", () => "added -1d.."),
  sure("added (?:since )?yesterday", () => "added -2d.."),
  sure("(?:recently added|added recently|new (?:files|additions|arrivals))", () => `added -${recently}d..`),
];
