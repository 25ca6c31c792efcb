/** Lengths in time as people say them: `under a minute`, `half a minute long`, `longer than two and a half minutes`, `3:30 long`. */
import { guess, type Rule, sure } from "./rule.ts";
import { comparing, number, operatorAfter, operatorOf, orMore, timeNumbers, timeUnits, upTo } from "./tables.ts";

const longestFirst = (ways: readonly string[]): string => [...ways].sort((a, b) => b.length - a.length).join("|");
const unit = longestFirst(Object.keys(timeUnits));
const count = longestFirst(Object.keys(timeNumbers));
const clock = "\\d{1,2}:[0-5]\\d(?::[0-5]\\d)?";

/** A length that has its unit, as the source of an expression with one group. */
const length = `(${[
  clock,
  `\\d+(?:\\.\\d+)?[\\s-]*(?:${unit})`,
  "half an? (?:minute|hour)",
  `(?:an?|one) (?:minute|hour) and a half`,
  `(?:${count}) and a half (?:minutes?|hours?)`,
  `(?:an?|${count})[\\s-](?:${longestFirst(Object.keys(timeUnits).filter((way) => way.length > 2))})`,
].join("|")})`;

const amountOf = (word: string): number =>
  /^an?$/.test(word) ? 1 : /^half an?$/.test(word) ? 0.5 : Number(timeNumbers[word] ?? word);

/** `half a minute` as the language writes it: `0.5m`. */
function written(said = ""): string {
  const text = said.toLowerCase().replace(/[\s-]+/g, " ");
  if (text.includes(":")) return text;
  const hasHalf = / and a half/.test(text);
  const [, amount = "", word = ""] = /^(.*?) ?([a-z]+)$/.exec(text.replace(" and a half", "")) ?? [];
  return `${amountOf(amount.trim()) + (hasHalf ? 0.5 : 0)}${timeUnits[word]}`;
}

const lead = "(?:(?:with a )?(?:length|duration)(?: of)? )?";

/** All ways to say how long a file is. */
export const lengthRules: readonly Rule[] = [
  sure(
    `${lead}${comparing}\\s*${length}(?: long| in length)?`,
    ([, comparison, said]) => `duration ${operatorOf(comparison)}${written(said)}`,
  ),
  sure(
    `${lead}(?:between|from) ${length}${upTo}${length}(?: long)?`,
    ([, low, high]) => `duration ${written(low)}..${written(high)}`,
  ),
  sure(
    `${lead}between (?:${number}|(${count}))${upTo}${length}(?: long)?`,
    ([, low, word = "", high = ""]) =>
      `duration ${low ?? timeNumbers[word.toLowerCase()]}${written(high).replace(/^[\d.]+/, "")}..${written(high)}`,
  ),
  sure(
    `${number}${upTo}${number}\\s*(${unit}) long`,
    ([, low, high, word = ""]) => `duration ${written(`${low} ${word}`)}..${written(`${high} ${word}`)}`,
  ),
  sure(`${length} long`, ([, said]) => `duration ${written(said)}`),
  guess(length, ([, said]) => `duration ${written(said)}`),
  sure(`${length}${orMore}`, ([, said, after]) => `duration ${operatorAfter(after)}${written(said)}`),
];
