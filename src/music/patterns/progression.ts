/** Typed progressions as chords: the words, their repetition, and what Roman numerals and degrees mean. */
import { parseChord, type QualityName, qualities } from "../chords.ts";
import { longestPattern, PatternError, type PatternWord } from "./pattern.ts";

/** A chord of a typed progression. */
export interface ChordItem {
  /** Semitones above the tonic; above C for a name. */
  readonly root: number;
  readonly quality: QualityName;
  /** The same for the bass, where the word says one. */
  readonly bass: number | undefined;
  /** The chord was given by its name. */
  readonly isName: boolean;
}

/** Any one chord, and any number of chords. */
const any = Symbol("any");
const gap = Symbol("gap");
/** A chord, any chord, or any number of chords. */
export type ProgressionItem = ChordItem | symbol;

const hint = "use Roman numerals (I V vi IV), names (C G Am F) or degrees (1 5 6 4); `?` any, `*` gap";

/**
 * The chords of a typed progression. Repeated chords merge, as they do in what is stored.
 *
 * @throws PatternError
 */
export function parseProgression(text: string): readonly ProgressionItem[] {
  const tree = groups(text);
  const words = flat(tree);
  const style = styleOf(words);
  const isMinor = style === "roman" && words.some(({ text: word }) => /^i(?![iv])/.test(word));
  const items: ProgressionItem[] = [];
  for (const word of words) {
    const item = itemOf(word, style, isMinor);
    const last = items.at(-1);
    const isRepeated =
      typeof item === "object" && typeof last === "object"
        ? item.root === last.root && qualities[item.quality].triad === qualities[last.quality].triad
        : item === gap && last === gap;
    if (!isRepeated) items.push(item);
  }
  if (!items.some((item) => typeof item === "object"))
    throw new PatternError("a progression needs a chord", 0, text.length, hint);
  if (items.length > longestPattern) {
    throw new PatternError(
      `a progression has at most ${longestPattern} chords, this has ${items.length}`,
      0,
      text.length,
    );
  }
  return items;
}

type Node = PatternWord | { readonly of: readonly Node[]; readonly times: number };

/** Words, and groups in parentheses with how often they are played. */
function groups(text: string): readonly Node[] {
  const stack: { nodes: Node[]; start: number }[] = [{ nodes: [], start: 0 }];
  const tokens = /([\s,|–-]+)|\(|\)(?:\{(\d{1,2})\})?|[^\s,|–()-]+/gy;
  for (let match = tokens.exec(text); match; match = tokens.exec(text)) {
    const [token, separator, times] = match;
    if (separator !== undefined) continue;
    const top = stack.at(-1) as { nodes: Node[]; start: number };
    if (token === "(") stack.push({ nodes: [], start: match.index });
    else if (token.startsWith(")")) {
      if (stack.length === 1) throw new PatternError("this parenthesis was never opened", match.index, match.index + 1);
      stack.pop();
      (stack.at(-1) as { nodes: Node[] }).nodes.push({ of: top.nodes, times: Number(times ?? 1) });
    } else top.nodes.push({ text: token, start: match.index, end: match.index + token.length });
  }
  const open = stack.at(-1) as { nodes: Node[]; start: number };
  if (stack.length > 1) throw new PatternError("this parenthesis is never closed", open.start, open.start + 1);
  return open.nodes;
}

function flat(nodes: readonly Node[], most = longestPattern * 4): readonly PatternWord[] {
  const words: PatternWord[] = [];
  for (const node of nodes) {
    if ("text" in node) words.push(node);
    else {
      const inner = flat(node.of, most);
      for (let time = 0; time < node.times && words.length <= most; time++) words.push(...inner);
    }
    if (words.length > most) break;
  }
  return words;
}

type Style = "roman" | "name" | "degree";

const roman = /^([b#♭♯]?)(VII|VI|V|IV|III|II|I|vii|vi|v|iv|iii|ii|i)(.*)$/;
const degree = /^([b#♭♯]?)([1-7])$/;

/** A progression is written in one way throughout. */
function styleOf(words: readonly PatternWord[]): Style {
  let style: Style | undefined;
  for (const { text, start, end } of words) {
    if (text === "?" || text === "*") continue;
    const own = degree.test(text) ? "degree" : /^[A-G]/.test(text) ? "name" : "roman";
    if (own === "roman" && !roman.test(text)) throw new PatternError(`\`${text}\` is not a chord`, start, end, hint);
    if (style !== undefined && own !== style) {
      throw new PatternError(`\`${text}\` is written differently from the chords before it`, start, end, hint);
    }
    style = own;
  }
  return style ?? "roman";
}

function itemOf(word: PatternWord, style: Style, isMinor: boolean): ProgressionItem {
  if (word.text === "?") return any;
  if (word.text === "*") return gap;
  const item =
    style === "name" ? nameOf(word.text) : style === "degree" ? degreeOf(word.text) : romanOf(word.text, isMinor);
  if (item) return item;
  throw new PatternError(`\`${word.text}\` is not a chord`, word.start, word.end, hint);
}

function nameOf(text: string): ChordItem | undefined {
  const chord = parseChord(text);
  return (
    chord && {
      root: chord.root,
      quality: chord.quality,
      bass: text.includes("/") ? chord.bass : undefined,
      isName: true,
    }
  );
}

const majorScale = [0, 2, 4, 5, 7, 9, 11] as const;
const minorScale = [0, 2, 3, 5, 7, 8, 10] as const;
/** Triads of the major scale, which plain degrees mean. */
const diatonic: readonly QualityName[] = ["maj", "m", "m", "maj", "maj", "m", "dim"];
const shift = (accidental: string): number => (/[b♭]/.test(accidental) ? -1 : accidental === "" ? 0 : 1);

function degreeOf(text: string): ChordItem | undefined {
  const match = degree.exec(text);
  if (!match) return undefined;
  const index = Number(match[2]) - 1;
  const root = (majorScale[index] as number) + shift(match[1] as string);
  return { root, quality: match[1] === "" ? (diatonic[index] as QualityName) : "maj", bass: undefined, isName: false };
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

/**
 * A Roman numeral. In a progression that has a small `i` degrees are those of natural minor (VI, III and VII are major
 * chords on its lowered degrees, and a flat before them changes nothing); a diminished vii stands on the leading tone.
 */
function romanOf(text: string, isMinor: boolean): ChordItem | undefined {
  const [applied, to] = text.split("/");
  if (to !== undefined) {
    // V/V: the dominant of the dominant.
    const target = romanOf(to, isMinor);
    const own = romanOf(applied as string, false);
    return target && own && { ...own, root: (own.root + target.root) % 12 };
  }
  const match = roman.exec(text);
  if (!match) return undefined;
  const [, accidental = "", numeral = "", tail = ""] = match;
  const figure = figures[tail.replace(/^[o°ø+]/, "")];
  const mark = /^[o°ø+]/.exec(tail)?.[0] ?? "";
  const quality = qualityOf(numeral !== numeral.toUpperCase(), figure ? mark + figure.suffix : tail);
  if (!quality) return undefined;
  const index = numerals.indexOf(numeral.toUpperCase());
  const isDiminished = qualities[quality].triad === "diminished";
  const isRaised = isMinor && isDiminished && index >= 5;
  const isLowered = isMinor && shift(accidental) < 0 && [2, 5, 6].includes(index);
  const scale = isMinor && !isRaised ? minorScale : majorScale;
  const root =
    ((scale[index] as number) + (isLowered || (isRaised && accidental !== "") ? 0 : shift(accidental)) + 12) % 12;
  const tone = figure && (qualities[quality].tones[figure.tone] ?? 10);
  return { root, quality, bass: tone === undefined ? undefined : (root + tone) % 12, isName: false };
}

function qualityOf(isSmall: boolean, tail: string): QualityName | undefined {
  const plain = tail.replace("°", "o").replace("M7", "maj7").replace("Δ", "maj");
  if (plain === "") return isSmall ? "m" : "maj";
  if (plain === "o") return "dim";
  if (plain === "o7") return "dim7";
  if (plain === "ø" || plain === "ø7") return "m7b5";
  if (plain === "+") return "aug";
  const name = isSmall && !plain.startsWith("m7b5") ? `m${plain}` : plain;
  return Object.hasOwn(qualities, name) ? (name as QualityName) : undefined;
}
