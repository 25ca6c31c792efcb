/** Meter and make of a file as people say them: `3/4`, `drum loops`, `mono`, `anything but drums`, `without piano or bass`. */
import { isInstrumentWord } from "../../src/music/gm.ts";
import { parseMeter } from "../../src/music/meter.ts";
import { certain, guess, type Rule, sure } from "./rule.ts";

const meterOf = (meter: string | undefined): string | undefined =>
  meter !== undefined && parseMeter(meter) !== undefined ? `meter ${meter}` : undefined;
const onlyOf = (word: string | undefined): string | undefined =>
  word !== undefined && (isInstrumentWord(word) || /^drums?$/i.test(word))
    ? `inst only ${word.toLowerCase() === "drum" ? "drums" : word.toLowerCase()}`
    : undefined;

/** Two instruments that are both left out; undefined where a word is none. */
function neitherOf(one = "", other = ""): string | undefined {
  const wanted = [one, other].map((word) => (/^drums?$/i.test(word) ? "drums" : word.toLowerCase()));
  if (!wanted.every((word) => word === "drums" || word === "lyrics" || isInstrumentWord(word))) return undefined;
  return wanted.map((word) => (word === "drums" || word === "lyrics" ? `no ${word}` : `not inst ${word}`)).join(" ");
}

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
  sure("drum[\\s-]?loops?", () => "has_drums loop"),
  sure("drum fills?", () => "drum_fills 1.."),
  guess("drum (?:beats?|patterns?|grooves?)", () => "has_drums"),
  guess("loops", () => "loop"),
  sure("one[\\s-]?shots?", () => "one_shot"),
  guess("(?:mono|monophonic)", () => "polyphony 1"),
  guess("(?:poly|polyphonic)", () => "polyphony 2.."),
  guess("(?:is |are )?an? (loop|one[\\s-]shot)", ([, word]) => (/^l/i.test(word ?? "") ? "loop" : "one_shot")),
  sure("(?:is|are) (loops?|one[\\s-]?shots?)", ([, word]) => (/^l/i.test(word ?? "") ? "loop" : "one_shot")),
  // The first word alone would be a field of chords.
  certain("(chords?|progressions?) loops?", ([, word]) => `"${word?.toLowerCase()}" loop`),
  guess("drumless", () => "no drums"),
  guess("(?:only|just|nothing but) ([a-z]+)", ([, word]) => onlyOf(word)),
  guess("(?:anything|everything|all) (?:but|except(?: for)?)", () => "not"),
  // In a query `or` binds weakest; who says "without drums or bass" wants neither.
  certain("(?:without|no) ([a-z]+) (?:or|nor) ([a-z]+)", ([, one, other]) => neitherOf(one, other)),
  sure("(?:with )?(?:an? )?(?:key changes?|modulations?)", () => "modulations 1.."),
  sure("(?:with )?(?:an? )?tempo changes?", () => "bpm.changes"),
  sure("(?:with )?(?:an? )?(?:meter|metre|time signature) changes?", () => "meter.changes"),
  sure('in (?:the )?(?:folder|directory) ("[^"]*"|[^\\s,()|"]+)', ([, name]) => `folder ${name}`),
  sure(
    '(?:similar to|sounds like|sounding like) ([^\\s,()|"]+\\.(?:midi?|kar|rmi|smf))',
    ([, path]) => `like("${path}")`,
  ),
  guess("([a-z]+) only", ([, word]) => onlyOf(word)),
];
