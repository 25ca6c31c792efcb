/** Keys that a letter or two say, which may be words: `Am`, `(A)`, `key of D`, `8A`, `C_120_Pluck`. What stands beside them decides. */
import { keyOf, parseKey } from "../keys.ts";
import { parsePitchClass } from "../pitch.ts";
import { beginsLabel } from "./labels.ts";
import { type Reading, readAll, type SaidKey } from "./readings.ts";
import { isInProgression, transposing } from "./spelled-keys.ts";

/** What is known of the rest of a name. */
export interface KeyContext {
  /** It says a tempo, or has one number that can be one. */
  readonly hasTempo: boolean;
  /** All other words are words of the trade. */
  readonly isLabel: boolean;
}

/** Words before a letter or number that is one of several: `Side B`, `Part 3A`. */
const counted =
  /(?<!\p{L})(?:side|part|pt|section|sec|verse|chorus|intro|outro|bridge|vol|volume|disc|disk|cd|no|nr|op|page|track|type|class|test|take|book|ex|plan|vitamin|chapter|group|layer|variation|var|version|ver|apartment|apt|room|unit|gate|grade|level|flat|hepatitis|model|gen|scene|act|exhibit|tune|song|piece|exercise|lesson|pattern|example|idea|lick)[ ._-]*$/iu;
/** `E-Piano`, `G-Funk`, `A Capella`: a letter that belongs to the next word. */
const ofNextWord =
  /^(?:E[ _-]?(?:piano|guitar|gtr|bass|drums?|perc)|A[ _-]?capp?ell?a|[A-G][ ](?:section|part|string|verse))/iu;

const letter = "([A-G])(#|b)?(m(?:in|aj)?|M(?:in|aj)?)?";
/** `key of D`, `KEY_OF_D`, `Key-Gm`, `Camelot 8A`. */
const named = new RegExp(
  `(?<!\\p{L})(?:[Kk]ey|KEY|[Tt]onart|[Tt]onalidad|[Rr]oot|ROOT|[Tt]onic|[Cc]amelot)(?:[ _-]?(?:of|OF|is|sig))?[ _:=.-]*` +
    `(?:${letter}|(0?(?:1[0-2]|[1-9])[ABabdm]))(?![\\p{L}\\d#])`,
  "gu",
);
/** `Canon in D`, `Sonata in G for flute`; `Lost in A Dream` goes on. */
const inKey =
  /(?<!\p{L})(?:[Ii]n|IN)[ _-]+([A-G])(#|b)?(?=$|[ _-]*(?:[,;()[\]–.-]|$)|[ _-]+(?:\d|no\b|op\b|bwv|k\b|for\b|by\b|with\b|f[uü]r\b))/gu;
const bracketed = new RegExp(`[([{][ ]?(?:${letter}|(0?(?:1[0-2]|[1-9])[ABabdm]))[ ]?[)\\]}]`, "gu");
const minor = /(?<![\p{L}\d#])([A-G])m(?![\p{L}\d#])/gu;
const shouted = /(?<![\p{L}\d#])([A-E])M(?![\p{L}\d#])/gu;
const whispered = /(?<=^|[_-])([a-g])m(?=$|[_-])/gu;
const single = /(?<![\p{L}\d#'’.])([A-G])(?![\p{L}\d#'’.])/gu;
/** Camelot's wheel: 8A is A minor, 8B C major. Open Key: 1m, 1d. */
const camelot = /(?<![\p{L}\d#])0?(1[0-2]|[1-9])([AB])(?![\p{L}\d#])/gu;
const lowWheel = /(?<![\p{L}\d#])0?(1[0-2]|[1-9])([abdm])(?![\p{L}\d#])/gu;

const wheelKey = (text: string): SaidKey | undefined => {
  const key = parseKey(text.replace(/^0/, ""));
  return key === undefined ? undefined : { key, hasMode: true };
};
const letterKey = (tonic: string, shift = "", mode = ""): SaidKey => ({
  key: keyOf(parsePitchClass(`${tonic}${shift}`) as number, /^m(?!aj)|^Min/.test(mode) ? "minor" : "major"),
  hasMode: mode !== "",
});

/** Keys that are said to be one, and those in brackets. */
export function markedKeys(name: string, { hasTempo, isLabel }: KeyContext): readonly Reading<SaidKey>[] {
  const read = ([, tonic, shift, mode, wheel]: RegExpExecArray): SaidKey | undefined =>
    wheel === undefined ? letterKey(tonic ?? "", shift, mode) : wheelKey(wheel);
  return [
    ...readAll(name, named, read),
    ...readAll(name, inKey, (match) =>
      transposing.test(name.slice(0, match.index + match[0].length - (match[1] + (match[2] ?? "")).length))
        ? undefined
        : letterKey(match[1] ?? "", match[2]),
    ),
    ...readAll(name, bracketed, (match) => (hasTempo || isLabel || match[3] !== undefined ? read(match) : undefined)),
  ];
}

/** Whether the number before `Am` may be an hour: `3 Am`. */
const hour = /(?<!\d)(?:1[0-2]|0?[1-9]) $/;

/** Keys such as `Am`, where the name speaks of music: it has a number or a `_`, or is a label. */
export function minorKeys(name: string, { hasTempo, isLabel }: KeyContext): readonly Reading<SaidKey>[] {
  const speaksOfMusic = /\d|_/.test(name) || hasTempo || isLabel;
  const isLast = (match: RegExpExecArray): boolean => / - $/.test(name.slice(0, match.index));
  const short = readAll(name, minor, (match) => {
    const [text, tonic = ""] = match;
    const start = name.slice(0, match.index);
    if (isInProgression(name, match) || /(?<!\p{L})I $/u.test(start)) return undefined;
    if (text === "Am" && hour.test(start) && !hasTempo) return undefined;
    if (!speaksOfMusic && !isLast(match) && !/(?<!\p{L})in[ _]$/u.test(start)) return undefined;
    return letterKey(tonic, "", "m");
  });
  const isShouted = !/\p{Ll}/u.test(name);
  const low = (match: RegExpExecArray): SaidKey => letterKey((match[1] ?? "").toUpperCase(), "", "m");
  return [
    ...short,
    ...(isShouted && hasTempo ? readAll(name, shouted, low) : []),
    ...(isLabel && hasTempo ? readAll(name, whispered, low) : []),
  ];
}

/** Single letters and fields of the wheel, which need a tempo or a label beside them. */
export function barestKeys(name: string, { hasTempo, isLabel }: KeyContext): readonly Reading<SaidKey>[] {
  const isCounted = (match: RegExpExecArray): boolean => counted.test(name.slice(0, match.index));
  const wheel = [
    ...(hasTempo || isLabel
      ? readAll(name, camelot, (match) => (isCounted(match) ? undefined : wheelKey(match[0])))
      : []),
    ...(hasTempo
      ? readAll(name, lowWheel, (match) =>
          isCounted(match) || /^0?[23]d$/.test(match[0]) ? undefined : wheelKey(match[0]),
        )
      : []),
  ];
  if (wheel.length > 0 || !hasTempo) return wheel;
  return readAll(name, single, (match) => {
    const [, tonic = ""] = match;
    const rest = name.slice(match.index + 1);
    const start = name.slice(0, match.index);
    if (isCounted(match) || ofNextWord.test(name.slice(match.index)) || isInProgression(name, match)) return undefined;
    // `G-Funk`, but not `loop-C-pad`.
    if (/^-\p{L}{2}/u.test(rest) && !start.endsWith("-")) return undefined;
    const isApart = /(?:^|[_([])$/.test(start) && /^(?:$|[_)\]])/.test(rest);
    if (tonic === "A" && /^ \p{L}/u.test(rest) && !beginsLabel(rest)) return undefined;
    return isLabel || isApart ? letterKey(tonic) : undefined;
  });
}
