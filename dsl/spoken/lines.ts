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
  guess(run(any, fewest - 1), ([, text]) => chordsOf(text)),
];
