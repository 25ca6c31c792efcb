/** Amounts as people say them: `two bar loops`, `3 or more tracks`, `more than 10k notes`, `bigger than 1 MB`, `4 stars`. */
import { guess, type Rule, sure } from "./rule.ts";
import { comparing, countedThings, number, numberWords, operatorAfter, operatorOf, orMore, upTo } from "./tables.ts";

const oneOf = (ways: readonly string[]): string =>
  [...ways]
    .sort((a, b) => b.length - a.length)
    .map((way) => way.replaceAll(" ", "\\s+"))
    .join("|");
const things = `(${oneOf(Object.keys(countedThings))})`;
/** Things that are counted in words: `one note` and `two sections` are rather parts of titles. */
const countable = "(bars?|measures?|tracks?|instruments?)";
const counts = `(${oneOf(Object.keys(numberWords))})`;
const sizes = "(kb|mb|gb|kib|mib|bytes?)";
/** A whole number as people write large ones: `12000`, `12,000`, `12k`. */
const quantity = "(\\d{1,3}(?:,\\d{3})+|\\d+(?:\\.\\d+)?k?)";
const exactly = "(?:with )?(?:(?:exactly|precisely|only|just) )?";

const lower = (word: string | undefined): string => (word ?? "").toLowerCase().replace(/\s+/g, " ");
const fieldOf = (thing: string | undefined): string => countedThings[lower(thing)] as string;
const countOf = (word: string | undefined): string => numberWords[lower(word)] as string;
const quantityOf = (text = ""): string =>
  /k$/i.test(text) ? `${Math.round(Number.parseFloat(text) * 1000)}` : text.replaceAll(",", "");
const sizeOf = (unit: string | undefined): string =>
  lower(unit)
    .replace("i", "")
    .replace(/^bytes?$/, "b");
/** The operator that stands before or behind a value, as it is written before one. */
const either = (before: string | undefined, after: string | undefined): string =>
  operatorOf(before) || operatorAfter(after);

/** All ways to say how much of something there is. */
export const amountRules: readonly Rule[] = [
  sure(
    `(?:with )?(?:(?:between|from) )?${quantity}${upTo}${quantity}[\\s-]?${things}(?: long)?`,
    ([, low, high, thing]) => `${fieldOf(thing)} ${quantityOf(low)}..${quantityOf(high)}`,
  ),
  sure(
    `${exactly}(?:${comparing}\\s*)?${quantity}(\\+)?[\\s-]?${things}(?: long)?${orMore}?`,
    ([, comparison, value, more, thing, after]) =>
      more
        ? `${fieldOf(thing)} ${quantityOf(value)}..`
        : `${fieldOf(thing)} ${either(comparison, after)}${quantityOf(value)}`,
  ),
  sure(
    `(?:with )?${quantity}${orMore}[\\s-]?${things}`,
    ([, value, after, thing]) => `${fieldOf(thing)} ${operatorAfter(after)}${quantityOf(value)}`,
  ),
  guess(
    `${exactly}(?:${comparing}\\s*)?${counts}[\\s-]${countable}(?: long)?${orMore}?`,
    ([, comparison, count, thing, after]) => `${fieldOf(thing)} ${either(comparison, after)}${countOf(count)}`,
  ),
  guess(
    `(?:with )?${counts}${orMore}[\\s-]${countable}`,
    ([, count, after, thing]) => `${fieldOf(thing)} ${operatorAfter(after)}${countOf(count)}`,
  ),
  sure("(?:with )?(?:a )?(?:single|one)[\\s-]tracks?", () => "tracks 1"),
  sure("multi[\\s-]?tracks?", () => "tracks 2.."),
  sure(
    `(?:(?:file )?size )?${comparing}\\s*${number}\\s*${sizes}`,
    ([, comparison, value, unit]) => `size ${operatorOf(comparison)}${value}${sizeOf(unit)}`,
  ),
  sure(
    `(?:with |rated )?(?:${comparing}\\s*)?([1-5])(\\+)?[\\s-]stars?${orMore}?`,
    ([, comparison, value, more, after]) =>
      more ? `rating ${value}..` : `rating ${either(comparison, after)}${value}`,
  ),
];
