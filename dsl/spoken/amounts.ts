/** Amounts as people say them: `two bar loops`, `3 or more tracks`, `under a minute`, `longer than 3:30`, `bigger than 1 MB`. */
import { guess, type Rule, sure } from "./rule.ts";
import {
  comparing,
  countedThings,
  number,
  numberWords,
  operatorAfter,
  operatorOf,
  orMore,
  timeUnits,
  upTo,
} from "./tables.ts";

const oneOf = (ways: readonly string[]): string =>
  [...ways]
    .sort((a, b) => b.length - a.length)
    .map((way) => way.replaceAll(" ", "\\s+"))
    .join("|");
const things = `(${oneOf(Object.keys(countedThings))})`;
/** Things that are counted in words: `one note` and `two sections` are rather parts of titles. */
const countable = "(bars?|measures?|tracks?|instruments?)";
const counts = `(${oneOf(Object.keys(numberWords))})`;
const units = `(${oneOf(Object.keys(timeUnits))})`;
const clock = "(\\d{1,2}:[0-5]\\d(?::[0-5]\\d)?)";
const sizes = "(kb|mb|gb|kib|mib|bytes?)";
const exactly = "(?:with )?(?:(?:exactly|precisely|only|just) )?";
const aOne = "(?:an?|one)";

const lower = (word: string | undefined): string => (word ?? "").toLowerCase().replace(/\s+/g, " ");
const fieldOf = (thing: string | undefined): string => countedThings[lower(thing)] as string;
const unitOf = (unit: string | undefined): string => timeUnits[lower(unit)] as string;
const countOf = (word: string | undefined): string => numberWords[lower(word)] as string;
const sizeOf = (unit: string | undefined): string =>
  lower(unit)
    .replace("i", "")
    .replace(/^bytes?$/, "b");
/** The operator that stands before or behind a value, as it is written before one. */
const either = (before: string | undefined, after: string | undefined): string =>
  operatorOf(before) || operatorAfter(after);

/** Days of a calendar's parts, rounded up. */
const days: Readonly<Record<string, number>> = { day: 1, week: 7, month: 31, year: 366 };

/** What comes first, as the language sorts. */
const superlatives: Readonly<Record<string, string>> = {
  fastest: "-bpm",
  slowest: "bpm",
  longest: "-duration",
  shortest: "duration",
  newest: "-added",
  oldest: "added",
  largest: "-size",
  biggest: "-size",
  smallest: "size",
  simplest: "complexity",
  "most complex": "-complexity",
  "least complex": "complexity",
};

/** All ways to say how much of something there is. */
export const amountRules: readonly Rule[] = [
  sure(
    `(?:with )?(?:(?:between|from) )?${number}${upTo}${number}[\\s-]?${things}(?: long)?`,
    ([, low, high, thing]) => `${fieldOf(thing)} ${low}..${high}`,
  ),
  sure(
    `${exactly}(?:${comparing}\\s*)?${number}(\\+)?[\\s-]?${things}(?: long)?${orMore}?`,
    ([, comparison, value, more, thing, after]) =>
      more ? `${fieldOf(thing)} ${value}..` : `${fieldOf(thing)} ${either(comparison, after)}${value}`,
  ),
  sure(
    `(?:with )?${number}${orMore}[\\s-]?${things}`,
    ([, value, after, thing]) => `${fieldOf(thing)} ${operatorAfter(after)}${value}`,
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
    `(?:length |duration )?${comparing}\\s*${number}\\s*${units}(?: long)?`,
    ([, comparison, value, unit]) => `duration ${operatorOf(comparison)}${value}${unitOf(unit)}`,
  ),
  sure(
    `(?:length |duration )?${comparing} ${aOne} ${units}(?: long)?`,
    ([, comparison, unit]) => `duration ${operatorOf(comparison)}1${unitOf(unit)}`,
  ),
  sure(
    `(?:length |duration )?${comparing}\\s*${clock}(?: long)?`,
    ([, comparison, time]) => `duration ${operatorOf(comparison)}${time}`,
  ),
  sure(
    `(?:length |duration )?between ${number}${upTo}${number}\\s*${units}(?: long)?`,
    ([, low, high, unit]) => `duration ${low}${unitOf(unit)}..${high}${unitOf(unit)}`,
  ),
  sure(
    `${number}${upTo}${number}\\s*${units} long`,
    ([, low, high, unit]) => `duration ${low}${unitOf(unit)}..${high}${unitOf(unit)}`,
  ),
  sure(`${number}[\\s-]?${units} long`, ([, value, unit]) => `duration ${value}${unitOf(unit)}`),
  sure(
    `${number}\\s*${units}${orMore}`,
    ([, value, unit, after]) => `duration ${operatorAfter(after)}${value}${unitOf(unit)}`,
  ),
  sure(`${clock} long`, ([, time]) => `duration ${time}`),
  sure(
    `(?:(?:file )?size )?${comparing}\\s*${number}\\s*${sizes}`,
    ([, comparison, value, unit]) => `size ${operatorOf(comparison)}${value}${sizeOf(unit)}`,
  ),
  sure(
    `(?:with |rated )?(?:${comparing}\\s*)?([1-5])(\\+)?[\\s-]stars?${orMore}?`,
    ([, comparison, value, more, after]) =>
      more ? `rating ${value}..` : `rating ${either(comparison, after)}${value}`,
  ),
  sure(
    "added (?:with)?in the (?:last|past) (\\d+ )?(day|week|month|year)s?|added (?:this|last|past) ()(week|month|year)",
    ([, count, unit, , other]) =>
      `added -${Number.parseInt(count ?? "1", 10) * (days[lower(unit ?? other)] as number)}d..`,
  ),
  sure(
    "sort(?:ed)? by ([\\w.]+) (asc|desc)(?:ending)?(?=\\s*$)",
    ([, field, order]) => `sort ${lower(order) === "desc" ? "-" : ""}${field}`,
  ),
  guess(
    `(?:the )?(?:top (\\d+) )?(${oneOf(Object.keys(superlatives))})(?: songs| files| ones)?(?=\\s*$)`,
    ([, count, most]) => `sort ${superlatives[lower(most)]}${count === undefined ? "" : ` limit ${count}`}`,
  ),
];
