/** Meter, length and make of a file as people say them: `3/4`, `4 bars`, `longer than 2 minutes`, `drum loops`, `mono`. */
import { isInstrumentWord } from "../../src/music/gm.ts";
import { parseMeter } from "../../src/music/meter.ts";
import { guess, type Rule, sure } from "./rule.ts";
import { comparing, countedThings, number, operatorOf, timeUnits, upTo } from "./tables.ts";

const things = `(${Object.keys(countedThings)
  .sort((a, b) => b.length - a.length)
  .map((thing) => thing.replaceAll(" ", "\\s+"))
  .join("|")})`;
const units = `(${Object.keys(timeUnits)
  .sort((a, b) => b.length - a.length)
  .join("|")})`;

const fieldOf = (thing: string | undefined): string =>
  countedThings[(thing ?? "").toLowerCase().replace(/\s+/g, " ")] as string;
const unitOf = (unit: string | undefined): string => timeUnits[(unit ?? "").toLowerCase()] as string;
const meterOf = (meter: string | undefined): string | undefined =>
  meter !== undefined && parseMeter(meter) !== undefined ? `meter ${meter}` : undefined;
const onlyOf = (word: string | undefined): string | undefined =>
  word !== undefined && (isInstrumentWord(word) || /^drums?$/i.test(word))
    ? `inst only ${word.toLowerCase() === "drum" ? "drums" : word.toLowerCase()}`
    : undefined;

/** All ways to say how a file is made. */
export const shapeRules: readonly Rule[] = [
  sure(
    "(?:in )?(?:(?:a|an) )?(?:time signature|time sig|meter|metre|time)\\s*(?:of|is|[:=])?\\s*(\\d+/\\d+)",
    ([, text]) => meterOf(text),
  ),
  sure("(?:in )?(?:a )?(\\d+/\\d+)(?:[\\s-](?:time signature|time|meter|metre|signature|beat))?", ([, text]) =>
    meterOf(text),
  ),
  sure("(?:in )?(?:an )?odd (?:meters?|metres?|time signatures?|time)", () => "meter odd"),
  sure(
    `${number}${upTo}${number}[\\s-]?${things}(?: long)?`,
    ([, low, high, thing]) => `${fieldOf(thing)} ${low}..${high}`,
  ),
  sure(
    `(?:with )?(?:${comparing}\\s*)?${number}(\\+)?[\\s-]?${things}(?: long)?`,
    ([, comparison, value, more, thing]) =>
      more ? `${fieldOf(thing)} ${value}..` : `${fieldOf(thing)} ${operatorOf(comparison)}${value}`,
  ),
  sure("(?:with )?(?:a )?(?:single|one)[\\s-]tracks?", () => "tracks 1"),
  sure("multi[\\s-]?tracks?", () => "tracks 2.."),
  sure(
    `(?:length |duration )?${comparing}\\s*${number}\\s*${units}(?: long)?`,
    ([, comparison, value, unit]) => `duration ${operatorOf(comparison)}${value}${unitOf(unit)}`,
  ),
  sure(`${number}[\\s-]?${units} long`, ([, value, unit]) => `duration ${value}${unitOf(unit)}`),
  sure("drum[\\s-]?loops?", () => "has_drums loop"),
  sure("drum fills?", () => "drum_fills 1.."),
  guess("drum (?:beats?|patterns?|grooves?)", () => "has_drums"),
  guess("loops", () => "loop"),
  sure("one[\\s-]?shots?", () => "one_shot"),
  guess("(?:mono|monophonic)", () => "polyphony 1"),
  guess("(?:poly|polyphonic)", () => "polyphony 2.."),
  guess("only ([a-z]+)", ([, word]) => onlyOf(word)),
  guess("([a-z]+) only", ([, word]) => onlyOf(word)),
];
