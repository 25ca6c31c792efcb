/** Tempo as people say it: `120 bpm`, `between 90 and 100 bpm`, `slower than 90`. */
import { certain, guess, type Rule, sure } from "./rule.ts";
import { comparing, number, operatorAfter, operatorOf, orMore, upTo } from "./tables.ts";

const unit = "\\s*(?:bpm|b\\.p\\.m\\.|beats per minute)";
const before = "(?:(?:at|@|with|tempo(?: of)?)\\s*)?";

/** Tempi that a bare number may be. */
const [slowest, fastest] = [40, 250];
const isTempo = (text: string | undefined): boolean => Number(text) >= slowest && Number(text) <= fastest;

const range = (low: string | undefined, high: string | undefined): string => `bpm ${low}..${high}`;
const one = (comparison: string | undefined, value: string | undefined, more = ""): string =>
  more === "" ? `bpm ${operatorOf(comparison)}${value}` : `bpm ${value}..`;

/** All ways to say a tempo. */
export const tempoRules: readonly Rule[] = [
  sure(`${before}(?:(?:between|from) )?${number}(?:${unit})?${upTo}${number}${unit}`, ([, low, high]) =>
    range(low, high),
  ),
  sure(`${before}${number}\\s*(?:±|\\+/?-)\\s*${number}(?:${unit})?`, ([, middle, away]) =>
    isTempo(middle) ? range(`${Number(middle) - Number(away)}`, `${Number(middle) + Number(away)}`) : undefined,
  ),
  sure(`${number}/${number}${unit}`, ([, one, other]) => `bpm ${one},${other}`),
  sure(`${before}${number}${unit}${orMore}`, ([, value, after]) => `bpm ${operatorAfter(after)}${value}`),
  sure(`${before}${number}${orMore}${unit}`, ([, value, after]) => `bpm ${operatorAfter(after)}${value}`),
  sure(
    `(?:bpm|tempo)\\s*(?:of|at|is|[:=])?\\s*${number}${orMore}`,
    ([, value, after]) => `bpm ${operatorAfter(after)}${value}`,
  ),
  sure(`(?:bpm|tempo) (?:is )?not ${number}`, ([, value]) => `not bpm ${value}`),
  sure(`${before}(?:${comparing}\\s*)?${number}(\\+|ish)?${unit}`, ([, comparison, value, more]) =>
    more === "ish" ? one("about", value) : one(comparison, value, more),
  ),
  sure(
    `(?:with )?(?:(?:a|the) )?(?:bpm|tempo)\\s*(?:of|at|from|between|is|[:=])?\\s*${number}${upTo}${number}(?:${unit})?`,
    ([, low, high]) => range(low, high),
  ),
  sure(
    `(?:with )?(?:(?:a|the) )?(?:bpm|tempo)\\s*(?:of|at|is|[:=])?\\s*(?:${comparing}\\s*)?${number}(\\+)?(?:${unit})?`,
    ([, comparison, value, more]) => one(comparison, value, more),
  ),
  sure(`((?:faster|slower|quicker) than)\\s+${number}`, ([, comparison, value]) => one(comparison, value)),
  certain(
    "(?:no|without(?: any)?) tempo changes?|(?:with )?(?:a )?(?:constant|steady|fixed) tempo|(?:at )?one tempo",
    () => "not bpm.changes",
  ),
  sure("(?:that )?changes? (?:in )?tempo|(?:with )?(?:a )?(?:changing|variable) tempo", () => "bpm.changes"),
  sure("(?:with )?(?:a )?(fast|slow|medium) (?:tempo|bpm)", ([, word]) => `tag speed:${word?.toLowerCase()}`),
  sure("(?:tempo|bpm)\\s*[:=]?\\s*(?:is )?(fast|slow|medium)", ([, word]) => `tag speed:${word?.toLowerCase()}`),
  guess(`(?:(?:between|from) )?${number}${upTo}${number}`, ([, low, high]) =>
    isTempo(low) && isTempo(high) ? range(low, high) : undefined,
  ),
  guess(`${number}ish`, ([, value]) => (isTempo(value) ? one("about", value) : undefined)),
  guess(`(?:at )?(?:${comparing}\\s*)?${number}`, ([, comparison, value]) =>
    isTempo(value) ? one(comparison, value) : undefined,
  ),
];
