/** Meter and make of a file as people say them: `3/4`, `drum loops`, `mono`, `anything but drums`, `without piano or bass`. */
import { isInstrumentWord } from "../../src/music/gm.ts";
import { parseMeter } from "../../src/music/meter.ts";
import { certain, guess, type Rule, sure } from "./rule.ts";
import { isMusicWord } from "./vocabulary.ts";

const meterOf = (meter: string | undefined): string | undefined =>
  meter !== undefined && parseMeter(meter) !== undefined ? `meter ${meter}` : undefined;
const onlyOf = (word: string | undefined): string | undefined =>
  word !== undefined && (isInstrumentWord(word) || /^drums?$/i.test(word))
    ? `inst only ${word.toLowerCase() === "drum" ? "drums" : word.toLowerCase()}`
    : undefined;

/** Two words that are both left out; undefined where one of them says nothing of music. */
function neitherOf(...said: readonly string[]): string | undefined {
  const conditions = said.map((word) => {
    if (/^drums?$/i.test(word)) return "no drums";
    if (word.toLowerCase() === "lyrics") return "no lyrics";
    if (isInstrumentWord(word)) return `not inst ${word.toLowerCase()}`;
    return isMusicWord(word) ? `not "${word}"` : undefined;
  });
  return conditions.includes(undefined) ? undefined : conditions.join(" ");
}

/** Numbers of beats as words, before a unit that is a word too: `three four`, `six eight`. */
const beatWords: Readonly<Record<string, string>> = {
  two: "2",
  three: "3",
  four: "4",
  five: "5",
  six: "6",
  seven: "7",
  nine: "9",
  twelve: "12",
};
const spelledMeter = `(${Object.keys(beatWords).join("|")})[\\s-](four|eight|two)`;
const beatsOf = (word: string): string => beatWords[word.toLowerCase()] ?? word;
const spelledOf = (beats = "", unit = ""): string | undefined =>
  meterOf(`${beatsOf(beats)}/${unit.toLowerCase() === "eight" ? "8" : beatsOf(unit)}`);
/** The meter of so many beats that most music has. */
const usualMeters: Readonly<Record<string, string>> = { 3: "3/4", 4: "4/4", 5: "5/4", 6: "6/8" };

/** All ways to say how a file is made. */
export const shapeRules: readonly Rule[] = [
  sure(
    "(?:in )?(?:(?:a|an) )?(?:time signature|time sig|meter|metre|time)\\s*(?:of|is|[:=])?\\s*(\\d+/\\d+)",
    ([, text]) => meterOf(text),
  ),
  sure("(?:in )?(?:a )?(\\d+/\\d+)(?:[\\s-](?:time signature|time|meter|metre|signature|beat|feel))?", ([, text]) =>
    meterOf(text),
  ),
  sure(`(?:in )?(?:a )?${spelledMeter}(?:[\\s-](?:time|meter|metre|feel))?`, ([, beats, unit]) =>
    spelledOf(beats, unit),
  ),
  sure("(?:in )?(?:a )?waltz (?:time|meter|metre|feel)", () => "meter 3/4"),
  sure("(?:in )?(?:a )?triple (?:time|meter|metre)", () => "meter 3/4,3/8,3/2,9/8"),
  guess("in (3|4|5|6|three|four|five|six)", ([, beats = ""]) => `meter ${usualMeters[beatsOf(beats)]}`),
  sure("(?:with )?(?:a )?(?:swing|swung|shuffle|triplet) feel|swung", () => "swing 55.."),
  sure("(?:with )?(?:a )?straight (?:feel|eighths)|not swung|unswung", () => "swing ..54"),
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
  sure("(?:but|yet)(?= (?:no|not|without|with)\\b)", () => ""),
  // In a query `or` binds weakest; who says "without drums or bass" wants neither.
  certain("(?:without|no) ([a-z]+) (?:or|nor) ([a-z]+)", ([, one = "", other = ""]) => neitherOf(one, other)),
  certain(
    "(?:no|without(?: any)?) (?:key changes?|modulations?)|in one key|stays in (?:one|the same) key",
    () => "modulations 0",
  ),
  certain("(?:no|without(?: any)?) (?:meter|metre|time signature) changes?", () => "not meter.changes"),
  sure("(?:with )?(?:an? )?(?:key changes?|modulations?)", () => "modulations 1.."),
  sure("(?:that )?(?:changes? (?:in )?key|modulates?)", () => "modulations 1.."),
  sure("(?:that )?changes? (?:in )?(?:meter|metre|time signature)", () => "meter.changes"),
  sure("(?:with )?(?:an? )?tempo changes?", () => "bpm.changes"),
  sure("(?:with )?(?:an? )?(?:meter|metre|time signature) changes?", () => "meter.changes"),
  // Who made it stands in names and titles; `Stand by Me` is a title.
  sure("(?:composed|written|performed|recorded|played|sung) by(?! (?:hand|ear)\\b)", () => ""),
  sure("(?<=^\\s*)by(?=\\s+(?!the\\b))", () => ""),
  sure("(?<=\\b(?:songs?|music|pieces?|tunes?|works?|something|anything|everything|stuff|files)\\s+)by", () => ""),
  sure('in (?:the )?(?:folder|directory) ("[^"]*"|[^\\s,()|"]+)', ([, name]) => `folder ${name}`),
  sure(
    '(?:similar to|sounds like|sounding like) ([^\\s,()|"]+\\.(?:midi?|kar|rmi|smf))',
    ([, path]) => `like("${path}")`,
  ),
  guess("([a-z]+) only", ([, word]) => onlyOf(word)),
  guess("([a-z]{3,}?)(?:es|s)", ([word = "", one = ""]) =>
    !isMusicWord(word) && isMusicWord(one) ? `"${one}"` : undefined,
  ),
];
