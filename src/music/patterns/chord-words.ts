/** Chords of typed progressions: names (`F#m7/A`), degrees (`1`, `b7`, `1/3`) and Roman numerals (`V7`, `I6`, `V/V`, `IV/V`). */
import { type QualityName, qualities } from "../chord-qualities.ts";
import { readSuffix } from "../chord-suffix.ts";
import { readChord } from "../chords.ts";
import { PatternError, type PatternWord } from "./pattern.ts";

/** A chord as it was written. */
export interface ReadWord {
  readonly text: string;
  /** Semitones above the tonic; above C for a name. */
  readonly root: number;
  readonly quality: QualityName;
  /** The same for the bass, where the word says one. */
  readonly bass: number | undefined;
  /** The chord was given by its name. */
  readonly isName: boolean;
  /** More is written than a triad and its bass. */
  readonly isColored: boolean;
  /** What of the word could not be kept, or was read in one of two ways. */
  readonly notes: readonly string[];
}

type Read = Omit<ReadWord, "text" | "isColored">;

/** The way in which a progression is written. */
export type Style = "roman" | "name" | "degree";

const roman = /^([b#♭♯]?)(VII|VI|V|IV|III|II|I|vii|vi|v|iv|iii|ii|i)(.*)$/;
const degree = /^([b#♭♯]?)([1-7])(?:\/([b#♭♯]?)([1-7]))?$/;

/** A progression is written in one way throughout. */
export function styleOf(words: readonly PatternWord[], hint: string): Style {
  let style: Style | undefined;
  for (const { text, start, end } of words) {
    if (text === "?" || text === "*" || /^N/i.test(text)) continue;
    const own = degree.test(text) ? "degree" : /^[A-G]/.test(text) ? "name" : "roman";
    if (own === "roman" && !roman.test(text)) throw new PatternError(`\`${text}\` is not a chord`, start, end, hint);
    if (style !== undefined && own !== style) {
      throw new PatternError(`\`${text}\` is written differently from the chords before it`, start, end, hint);
    }
    style = own;
  }
  return style ?? "roman";
}

/** @throws PatternError where a word is no chord. */
export function chordWord(word: PatternWord, style: Style, isMinor: boolean, hint: string): ReadWord {
  const { text, start, end } = word;
  const read = style === "name" ? nameOf(text) : style === "degree" ? degreeOf(text) : romanOf(text, isMinor);
  if (!read) throw new PatternError(`\`${text}\` is not a chord`, start, end, hint);
  return { ...read, text, isColored: qualities[read.quality].tones.length > 3 };
}

const lostNotes = (text: string, lost: readonly string[], quality: QualityName): readonly string[] =>
  lost.map((tone) => `\`${tone}\` of \`${text}\` is left out: the nearest kind of chord that is stored is ${quality}`);

function nameOf(text: string): Read | undefined {
  const chord = readChord(text);
  if (!chord) return undefined;
  const { root, quality, bass, hasBass, lost } = chord;
  return { root, quality, bass: hasBass ? bass : undefined, isName: true, notes: lostNotes(text, lost, quality) };
}

const majorScale = [0, 2, 4, 5, 7, 9, 11] as const;
const minorScale = [0, 2, 3, 5, 7, 8, 10] as const;
/** Triads of the major scale, which plain degrees mean. */
const diatonic: readonly QualityName[] = ["maj", "m", "m", "maj", "maj", "m", "dim"];
const shift = (accidental: string): number => (/[b♭]/.test(accidental) ? -1 : accidental === "" ? 0 : 1);

function degreeOf(text: string): Read | undefined {
  const match = degree.exec(text);
  if (!match) return undefined;
  const [, accidental = "", digit = "", below = "", low] = match;
  const at = (sign: string, number: string): number =>
    ((majorScale[Number(number) - 1] as number) + shift(sign) + 12) % 12;
  return {
    root: at(accidental, digit),
    quality: accidental === "" ? (diatonic[Number(digit) - 1] as QualityName) : "maj",
    bass: low === undefined ? undefined : at(below, low),
    isName: false,
    notes: [],
  };
}

const numerals = ["I", "II", "III", "IV", "V", "VI", "VII"];
/** Figured bass: which tone of the chord is the lowest, and whether it has a seventh. */
const figures: Readonly<Record<string, { readonly tone: number; readonly suffix: string }>> = {
  "6": { tone: 1, suffix: "" },
  "64": { tone: 2, suffix: "" },
  "65": { tone: 1, suffix: "7" },
  "43": { tone: 2, suffix: "7" },
  "42": { tone: 3, suffix: "7" },
};
/** Chords that lead elsewhere: before a slash they are applied to what stands behind it. Other chords stand over a bass. */
const applied = /^(?:V(?!I)|vii(?:o|°|ø|dim))/;

/**
 * A Roman numeral. In a progression that has a small `i` degrees are those of natural minor (VI, III and VII are major
 * chords on its lowered degrees, and a flat before them changes nothing); a diminished vii stands on the leading tone.
 */
function romanOf(text: string, isMinor: boolean): Read | undefined {
  const slash = text.search(/\/(?!9)/);
  if (slash < 0) return numeralOf(text, isMinor);
  const [over, under] = [text.slice(0, slash), text.slice(slash + 1)];
  const target = numeralOf(under, isMinor) ?? degreeOf(under);
  if (!target) return undefined;
  if (applied.test(over) && roman.test(under)) {
    // V/V: the dominant of the dominant.
    const own = numeralOf(over, false);
    const move = (pitchClass: number): number => (pitchClass + target.root) % 12;
    return own && { ...own, root: move(own.root), bass: own.bass === undefined ? undefined : move(own.bass) };
  }
  const own = numeralOf(over, isMinor);
  const note = `\`${text}\` is read as ${over} over the ${numeralOf(under, isMinor) ? `root of ${under}` : `degree ${under}`} in the bass`;
  return own && { ...own, bass: target.root, notes: [...own.notes, note] };
}

function numeralOf(text: string, isMinor: boolean): Read | undefined {
  const match = roman.exec(text);
  if (!match) return undefined;
  const [, accidental = "", numeral = "", tail = ""] = match;
  const mark = /^(?:[o°ø+]|dim)/.exec(tail)?.[0] ?? "";
  const figure = figures[tail.slice(mark.length)];
  const read = qualityOf(numeral !== numeral.toUpperCase(), figure ? mark + figure.suffix : tail);
  if (!read) return undefined;
  const { quality } = read;
  const index = numerals.indexOf(numeral.toUpperCase());
  const isDiminished = qualities[quality].triad === "diminished";
  const isRaised = isMinor && isDiminished && index >= 5;
  const isLowered = isMinor && shift(accidental) < 0 && [2, 5, 6].includes(index);
  const scale = isMinor && !isRaised ? minorScale : majorScale;
  const root =
    ((scale[index] as number) + (isLowered || (isRaised && accidental !== "") ? 0 : shift(accidental)) + 12) % 12;
  const tone = figure && (qualities[quality].tones[figure.tone] ?? 10);
  return {
    root,
    quality,
    bass: tone === undefined ? undefined : (root + tone) % 12,
    isName: false,
    notes: lostNotes(text, read.lost, quality),
  };
}

function qualityOf(isSmall: boolean, tail: string): ReturnType<typeof readSuffix> {
  return readSuffix(isSmall && !/^(?:m7b5|[o°øØ]|dim|hdim)/.test(tail) ? `m${tail}` : tail);
}
