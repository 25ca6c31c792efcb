/** Keys and modes as people say them: `A minor`, `key am`, `in F#`, `a-moll`, `minor`. */
import { parseKey } from "../../src/music/keys.ts";
import { guess, type Rule, sure } from "./rule.ts";
import { germanTonics, modeWords } from "./tables.ts";

const accidental = "(#|♯|b|♭|[\\s-]?sharp|[\\s-]?flat)?";
const mode = `(${Object.keys(modeWords).join("|")})`;
const lead = "(?:(?:in|with) )?(?:(?:the|a) )?";
const named = "(?:keys?|tonality|scale)\\s*(?:of|in|is|[:=]+)?\\s*";

const spelledAccidentals: Readonly<Record<string, string>> = { "#": "#", "♯": "#", s: "#", b: "b", "♭": "b", f: "b" };

/** `F`, `sharp`, `minor`: the key as the language writes it; undefined where there is no such key. */
export function keyText(letter = "", sign = "", word = ""): string | undefined {
  const mark = spelledAccidentals[sign.trim().replace(/^-/, "").charAt(0).toLowerCase()] ?? "";
  const tonic = `${letter.toUpperCase()}${mark}`;
  const name = word === "m" ? "minor" : (modeWords[word.toLowerCase()] ?? "major");
  const text = name === "major" ? tonic : name === "minor" ? `${tonic}m` : `"${tonic} ${name}"`;
  return parseKey(text.replaceAll('"', "")) === undefined ? undefined : text;
}

const keyOf = (letter?: string, sign?: string, word?: string): string | undefined => {
  const text = keyText(letter, sign, word);
  return text === undefined ? undefined : `key ${text}`;
};

const modeOf = (word: string | undefined): string => `mode ${modeWords[(word ?? "").toLowerCase()]}`;

/** `a minor`: an article and a mode, as well as a key; a capital says that it is a key. */
const isArticle = (match: RegExpExecArray, group: number): boolean =>
  match[group] === "a" && (match[group + 1] ?? "") === "";

/** A key, of which `major` may be left out; the source of an expression with groups for letter, sign and mode. */
export const keyWords = `([a-g])${accidental}(?:[\\s:_-]*(${Object.keys(modeWords).join("|")}|m))?`;

const spelled = (match: RegExpExecArray): string | undefined => keyOf(match[1], match[2], match[3]);

const listed = "(?:[A-G](?:#|b)?(?:maj|min|m)?)";

/** `key C or G`: both are keys. */
function keyList([, field = "", list = ""]: RegExpExecArray): string | undefined {
  const keys = list.split(/\s*(?:,|\bor\b)\s*/i);
  if (keys.some((key) => parseKey(key) === undefined)) return undefined;
  return `${field.toLowerCase()} ${keys.join(",")}`;
}

/** All ways to say a key or a mode. */
export const keyRules: readonly Rule[] = [
  sure(`${lead}${mode} (?:keys?|mode|scale|tonality)`, ([, word]) => modeOf(word)),
  sure(`(?:(?:in|with) )?(?:keys?|mode|scale|tonality)\\s*(?:is|[:=])?\\s*${mode}`, ([, word]) => modeOf(word)),
  sure(`(keys?) (${listed}(?:\\s*(?:,|\\bor\\b)\\s*${listed})+)`, keyList),
  // With the word "key" before it, any spelling is one.
  sure(`${lead}${named}([a-g])${accidental}[\\s:_-]*(${Object.keys(modeWords).join("|")}|m)?`, spelled),
  sure(`${lead}${named}"([a-g])${accidental}[\\s:_-]*(${Object.keys(modeWords).join("|")}|m)?"`, spelled),
  sure(`${lead}(?:${named})?(${Object.keys(germanTonics).join("|")})[\\s-]?(dur|moll)`, ([, tonic = "", word = ""]) => {
    const text = germanTonics[tonic.toLowerCase()] ?? "";
    return `key ${text}${word.toLowerCase() === "moll" ? "m" : ""}`;
  }),
  sure(`(?:keys?|mode|scale|tonality) (?:is )?not ${mode}`, ([, word]) => `not ${modeOf(word)}`),
  sure(`keys? (?:is )?not ([a-g])${accidental}[\\s:_-]*(${Object.keys(modeWords).join("|")}|m)?`, (match) => {
    const key = spelled(match);
    return key === undefined ? undefined : `not ${key}`;
  }),
  // `chords in C` alone is the chord; with a mode behind it, it is the key.
  sure(`(chords?|progressions?|chord progressions?) in ([a-g])${accidental}[\\s:_-]*${mode}`, (match) => {
    const key = keyOf(match[2], match[3], match[4]);
    return key === undefined ? undefined : `"${match[1]?.toLowerCase()}" ${key}`;
  }),
  sure(`chord progressions? in ([A-G])${accidental}`, (match) => {
    const key = keyOf(match[1], match[2]);
    return key === undefined || match[1] !== match[1]?.toUpperCase() ? undefined : `"chord" ${key}`;
  }),
  sure(
    `(?:in )?(?:camelot|open key) ((?:1[0-2]|[1-9])[ab](?:\\s*(?:,|\\bor\\b|\\s)\\s*(?:1[0-2]|[1-9])[ab])+)`,
    ([, list]) =>
      `key ${(list ?? "")
        .toUpperCase()
        .match(/\d+[AB]/g)
        ?.join(",")}`,
  ),
  sure(`(?:in )?(?:camelot|open key) (1[0-2]|[1-9])([abdm])`, ([, hour, side = ""]) => {
    const letter = /[ab]/i.test(side) ? side.toUpperCase() : side.toLowerCase();
    return `key ${hour}${letter}`;
  }),
  sure(`${lead}([a-g])${accidental}[\\s:_-]*${mode}`, (match) => (isArticle(match, 1) ? undefined : spelled(match))),
  guess(`(?:in )?([a-g])${accidental}[\\s:_-]*${mode}`, spelled),
  guess(`(?:in )?([a-g])(#|♯|b|♭)(m)?`, (match) => (match[1] === match[1]?.toUpperCase() ? spelled(match) : undefined)),
  guess(`(?:in )?([a-g])()(m)`, (match) => (match[1] === match[1]?.toUpperCase() ? spelled(match) : undefined)),
  guess(`in ([a-g])${accidental}(m)?`, (match) => (match[1] === match[1]?.toUpperCase() ? spelled(match) : undefined)),
  guess(`(?:in )?((?:1[0-2]|[1-9])[ABab])`, ([, wheel]) => `key ${wheel?.toUpperCase()}`),
  guess(`(?:in )?(?:a )?${mode}`, ([, word]) => modeOf(word)),
];
