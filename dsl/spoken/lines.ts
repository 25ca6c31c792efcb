/** Chords and melodies as people type them, with spaces between: `chords C G Am F`, `ii V I`, `melody E E F G`. */
import { guess, type Rule, sure } from "./rule.ts";

const chord = "[A-G](?:#|b|♯|♭)?(?:maj|min|dim|aug|sus|add|m|M)?\\d{0,2}(?:sus[24]|b5|#5)?";
const numeral = "[b#]?(?:[IV]{1,3}|[iv]{1,3})(?:°|o|ø|\\+|dim|maj)?7?";
const note = "[A-G](?:#|b)?\\d?";
const between = "(?:\\s*[-–,]\\s*|\\s+)";

/** Fewer chords or notes than this are words: `A F` may be anything. */
const fewest = 3;

const symbols = (text: string | undefined): readonly string[] => (text ?? "").split(/[\s,–-]+/).filter(Boolean);
/** Names and numerals mind their case, the expressions of rules do not. */
const areAll = (text: string | undefined, one: string): boolean =>
  symbols(text).every((symbol) => new RegExp(`^${one}$`, "u").test(symbol));

function chordsOf(text: string | undefined): string | undefined {
  return areAll(text, chord) || areAll(text, numeral) ? `chords ${symbols(text).join("-")}` : undefined;
}

/** Notes with capitals, as patterns have them. */
const noted = (text: string | undefined): string =>
  symbols(text)
    .map((symbol) => symbol.charAt(0).toUpperCase() + symbol.slice(1))
    .join(" ");

const run = (one: string, least: number): string => `((?:${one})(?:${between}(?:${one})){${least},})`;
const any = `(?:${chord}|${numeral})`;

/** Degrees of a major scale as numerals: `2-5-1` is ii-V-I. */
const majorNumerals = ["I", "ii", "iii", "IV", "V", "vi", "viio"] as const;
const numbered = (text = ""): string =>
  `chords ${[...text.matchAll(/[1-7]/g)].map(([digit]) => majorNumerals[Number(digit) - 1]).join("-")}`;

/** Kinds of chord by their names in words, as the language has them. */
const kinds: Readonly<Record<string, string>> = {
  diminished: "dim,dim7,m7b5",
  augmented: "aug",
  suspended: "sus2,sus4",
  sus: "sus2,sus4",
  sus2: "sus2",
  sus4: "sus4",
  power: "5",
  sixth: "6,m6",
  "dominant seventh": "7",
  "major seventh": "maj7",
  "minor seventh": "m7",
  maj7: "maj7",
  m7: "m7",
  seventh: "7,maj7,m7",
  "7th": "7,maj7,m7",
  "half diminished": "m7b5",
  "half-diminished": "m7b5",
  ninth: "9,maj9,m9",
  "9th": "9,maj9,m9",
  eleventh: "11,m11",
  "11th": "11,m11",
  thirteenth: "13",
  "13th": "13",
};
const kind = `(${Object.keys(kinds)
  .sort((a, b) => b.length - a.length)
  .join("|")})`;
const progressions = "(?:chords?|chord progressions?|progressions?)";

/** All ways to type chords and melodies. */
export const lineRules: readonly Rule[] = [
  sure(`(?:with )?(?:the )?(?:chords?|chord progression|progression)\\s*:?\\s+${run(any, 1)}`, ([, text]) =>
    chordsOf(text),
  ),
  sure(`(?:melody|notes)\\s*:?\\s+${run(note, 1)}`, ([, text]) =>
    areAll(text, note) ? `melody "${symbols(text).join(" ")}"` : undefined,
  ),
  // No title is a melody, and three letters or more: there small ones are notes too.
  sure(`melody\\s*:?\\s+${run(note, 2)}`, ([, text]) => `melody "${noted(text)}"`),
  sure(
    `melody (?:that )?(?:starts?|starting|begins?|beginning)(?: with)? ${run(note, 1)}`,
    ([, text]) => `melody starts "${noted(text)}"`,
  ),
  sure(`(?:with )?(?:an? )?${kind} chords?`, ([, name = ""]) => `chord has ${kinds[name.toLowerCase()]}`),
  guess(
    `(?:with|has|uses?|contains?) (?:an? |the )?((?!(?:[A-G](?:#|b|♯|♭)?)\\b)${chord})(?: chords?)?`,
    ([, name = ""]) => (areAll(name, chord) ? `chords = ${name}` : undefined),
  ),
  sure(`(?:an? )?${run(any, 1)} ${progressions}`, ([, text]) => chordsOf(text)),
  sure(`(?:with )?(?:an? )?${run("[1-7]", fewest - 1)} ${progressions}`, ([, text]) => numbered(text)),
  sure(`(?:with )?(?:the )?${progressions}\\s*:?\\s+${run("[1-7]", fewest - 1)}`, ([, text]) => numbered(text)),
  guess(run("[1-7]", fewest - 1), ([, text]) => numbered(text)),
  guess(run(any, fewest - 1), ([, text]) => chordsOf(text)),
];
