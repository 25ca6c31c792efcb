/** Keys that are written out so that nothing else can be meant: `F#m`, `C#min`, `A minor`, `D dorian`, `c-moll`, `re minore`. */
import { keyOf, type Mode } from "../keys.ts";
import { parsePitchClass } from "../pitch.ts";
import { isLabel } from "./labels.ts";
import { type Reading, readAll, type SaidKey } from "./readings.ts";

const before = "(?<![\\p{L}\\d#])";
const after = "(?![\\p{L}\\d#])";
const accidental = "#|b|[ _-]?sharp|[ _-]?flat|(?<=[ACDFG])s(?=m)";
const spelled = new RegExp(
  `${before}([A-G])(${accidental})?(?:([ _-]?)(major|maj|minor|min|dorian|phrygian|lydian|mixolydian|aeolian|ionian|locrian)|` +
    `(dor|phr|phryg|lyd|mixo|loc|aeol))${after}(?![ _-]?m(?:aj|in)or)`,
  "giu",
);
/** `F#`, `Bb`, `Ebm`, `AbM`, `f#m`; `Bflat` without a mode. */
const withAccidental = new RegExp(
  `${before}(?:([A-G])([#b])([mM])?|([a-g])(#)(m)|([A-G])(-?[Ss]harp|-?[Ff]lat))${after}`,
  "gu",
);
/** `Trumpet in Bb` says how the instrument is built. */
export const transposing =
  /(?:trumpets?|clarinets?|cornets?|sax|saxophones?|horns?|flugelhorn|whistle|harmonica)[ _-](?:in[ _-])?$/iu;
/** B.B. King is no key. */
const king = /^Bb(?= king)/iu;

const german = /(?<!\p{L})([A-H](?:is|es|s)?)[ _-]?(dur|moll)(?!\p{L})/giu;
/** Italian, French, Spanish, Portuguese: `re minore`, `sol# mineur`, `si bemolle maggiore`, `la menor`. */
const solfege =
  /(?<!\p{L})(do|ut|r[eé]|mi|fa|sol|l[aá]|si)[ _-]?(#|diesis|di[eè]se|sostenido|b|bemolle|b[eé]mol)?[ _-](maggiore|minore|majeur|mineur|mayor|menor|maior)(?!\p{L})/giu;
/** Japanese: `嬰ヘ短調`; Chinese: `降B大调`, `升F小調`. */
const eastern = /(嬰|変|變|升|降)?([ハニホヘトイロ]|[A-G])(#|b)?(長調|短調|大调|大調|小调|小調)/gu;

/** Modes by the first letters of their names. */
const modeNames: readonly (readonly [RegExp, Mode])[] = [
  [/^min|^aeol/i, "minor"],
  [/^maj|^ion/i, "major"],
  [/^dor/i, "dorian"],
  [/^phr/i, "phrygian"],
  [/^lyd/i, "lydian"],
  [/^mix/i, "mixolydian"],
  [/^loc/i, "locrian"],
];

const sign = (text: string | undefined): string =>
  text === undefined || text === "" ? "" : /b|flat/i.test(text) ? "b" : "#";
const tonicOf = (letter: string, accidentalText: string | undefined): number =>
  parsePitchClass(`${letter.toUpperCase()}${sign(accidentalText)}`) as number;

/** @param hasTempo whether the name says a tempo, so that `a minor` is no running text. */
export function spelledKeys(name: string, hasTempo: boolean): readonly Reading<SaidKey>[] {
  const modal = readAll(name, spelled, ([, letter = "", shift, gap = "", apart, attached]) => {
    // `a major` in running text is no key, `A major`, `a_minor` and `aminor` are.
    if (letter === "a" && shift === undefined && gap === " " && !hasTempo) return undefined;
    const mode = modeNames.find(([names]) => names.test(apart ?? attached ?? ""))?.[1] ?? "major";
    return { key: keyOf(tonicOf(letter, shift), mode), hasMode: true };
  });
  const isShouted = !/\p{Ll}/u.test(name);
  const short = readAll(name, withAccidental, (match) => {
    const [, letter, shift, mode, low, lowShift, lowMode, wide, wideShift] = match;
    if (isInProgression(name, match) || king.test(name.slice(match.index))) return undefined;
    if (transposing.test(name.slice(0, match.index))) return undefined;
    // `Ab` and `Gb` are words too: alone they are keys of a label, or beside a number.
    const isBareFlat = shift === "b" && mode === undefined;
    if (isBareFlat && !hasTempo && !/\d|_/.test(name) && !isLabel(name.replace(match[0], " "))) return undefined;
    const tonic = tonicOf(letter ?? low ?? wide ?? "", shift ?? lowShift ?? wideShift);
    const isMinor = mode === "m" || lowMode === "m" || (mode === "M" && isShouted);
    return { key: keyOf(tonic, isMinor ? "minor" : "major"), hasMode: (mode ?? lowMode) !== undefined };
  });
  return [...modal, ...withoutOverlap(short, modal), ...foreignKeys(name)];
}

const withoutOverlap = <Value>(some: readonly Reading<Value>[], others: readonly Reading<Value>[]) =>
  some.filter(({ start, end }) => !others.some((other) => start < other.end && end > other.start));

function foreignKeys(name: string): readonly Reading<SaidKey>[] {
  const ofGerman = readAll(name, german, ([, tonic = "", mode = ""]) => {
    const pitch = germanPitches[tonic.toLowerCase()];
    const isMinor = mode.toLowerCase() === "moll";
    return pitch === undefined ? undefined : { key: keyOf(pitch, isMinor ? "minor" : "major"), hasMode: true };
  });
  const ofSolfege = readAll(name, solfege, ([, syllable = "", shift = "", mode = ""]) => {
    const pitch = syllables[syllable.toLowerCase().replace("é", "e").replace("á", "a")] ?? 0;
    const up = shift === "" ? 0 : /^(#|d|s)/i.test(shift) ? 1 : -1;
    return { key: keyOf(pitch + up, /^m[ie]n/i.test(mode) ? "minor" : "major"), hasMode: true };
  });
  const ofEastern = readAll(name, eastern, ([, first = "", letter = "", shift = "", mode = ""]) => {
    const pitch = japanesePitches[letter] ?? parsePitchClass(letter) ?? 0;
    const up = /嬰|升/.test(first) || shift === "#" ? 1 : first !== "" || shift === "b" ? -1 : 0;
    return { key: keyOf(pitch + up, /短|小/.test(mode) ? "minor" : "major"), hasMode: true };
  });
  return [...ofGerman, ...ofSolfege, ...ofEastern];
}

/** A chord after or before a dash: `Am-F-C-G` is a progression. */
const chordAfter = /^\s?[-–]\s?[A-G][#b]?(?:m|maj|min|dim|sus|\d)*(?![\p{L}\d])/u;
const chordBefore = /(?<![\p{L}\d])[A-G][#b]?(?:m|maj|min|dim|sus|\d)*\s?[-–]\s?$/u;
/** A chord that is a word of its own. */
const chord = /(?<![\p{L}\d#])[A-G][#b]?(?:m|maj|min|dim|aug|sus|add)?(?:[245679]|11|13)?(?![\p{L}\d#])/gu;
/** So many chords in a name are a progression. */
const fewestOfProgression = 3;

/** Whether what looks like a key is a chord among others. */
export function isInProgression(name: string, { 0: text, index }: RegExpExecArray): boolean {
  if (chordAfter.test(name.slice(index + text.length)) || chordBefore.test(name.slice(0, index))) return true;
  return (name.match(chord) ?? []).length >= fewestOfProgression;
}

const syllables: Readonly<Record<string, number>> = { do: 0, ut: 0, re: 2, mi: 4, fa: 5, sol: 7, la: 9, si: 11 };
const japanesePitches: Readonly<Record<string, number>> = { ハ: 0, ニ: 2, ホ: 4, ヘ: 5, ト: 7, イ: 9, ロ: 11 };

/** Names of the twelve pitches in German, sharps and flats. */
const germanPitches: Readonly<Record<string, number>> = {
  ...{ c: 0, d: 2, e: 4, f: 5, g: 7, a: 9, h: 11, b: 10 },
  ...{ cis: 1, dis: 3, eis: 5, fis: 6, gis: 8, ais: 10, his: 0 },
  ...{ ces: 11, des: 1, es: 3, fes: 4, ges: 6, as: 8 },
};
