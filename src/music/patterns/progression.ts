/** Typed progressions as chords: the words, their repetition, and what Roman numerals and degrees mean. */
import { isSameTriad } from "../chord-text.ts";
import { chordWord, type ReadWord, styleOf } from "./chord-words.ts";
import { longestPattern, PatternError, type PatternWord } from "./pattern.ts";

/** A chord of a typed progression. */
export interface ChordItem extends ReadWord {
  /** A chord beside it has the same root and triad, so that what else is written of both counts. */
  readonly isStep: boolean;
}

/** Any one chord, and any number of chords. */
const any = Symbol("any");
const gap = Symbol("gap");
/** A chord, any chord, or any number of chords. */
export type ProgressionItem = ChordItem | symbol;

const hint = "use Roman numerals (I V vi IV), names (C G Am F) or degrees (1 5 6 4); `?` any, `*` gap";

/** A typed progression, read. */
export interface Progression {
  readonly items: readonly ProgressionItem[];
  /** What of the text does not count, and what was read in one of two ways. */
  readonly notes: readonly string[];
}

/**
 * The chords of a typed progression. A chord that is repeated as it was is one, as in what is stored.
 *
 * @throws PatternError
 */
export function parseProgression(text: string, isExact: boolean): Progression {
  const words = flat(groups(text));
  const style = styleOf(words, hint);
  const isMinor = style === "roman" && words.some(({ text: word }) => /^i(?![iv])/.test(word));
  const notes: string[] = [];
  const items: (ReadWord | symbol)[] = [];
  for (const word of words) {
    if (/^(?:N\.?C\.?|NC|N)$/i.test(word.text)) {
      notes.push(`\`${word.text}\` is passed over: a stored progression goes on over silence`);
      continue;
    }
    const item = word.text === "?" ? any : word.text === "*" ? gap : chordWord(word, style, isMinor, hint);
    if (typeof item === "object") notes.push(...item.notes);
    const last = items.at(-1);
    const isRepeated =
      typeof item === "object" && typeof last === "object"
        ? item.root === last.root && item.quality === last.quality && item.bass === last.bass
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
  const stepped = withSteps(items);
  return { items: stepped, notes: [...new Set(isExact ? notes : [...notes, ...uncounted(stepped)])] };
}

/** Chords with what stands beside them. */
export const withSteps = (items: readonly (ReadWord | symbol)[]): readonly ProgressionItem[] =>
  items.map((item, n): ProgressionItem => {
    if (typeof item === "symbol") return item;
    const isStep = [items[n - 1], items[n + 1]].some(
      (other) => typeof other === "object" && isSameTriad(item, other) && item.quality !== other.quality,
    );
    return { ...item, isStep };
  });

/** Without `=`, chords are compared by triad. */
function uncounted(items: readonly ProgressionItem[]): readonly string[] {
  const colored = items.flatMap((item) =>
    typeof item === "object" && !item.isStep && item.isColored ? [item.text] : [],
  );
  if (colored.length === 0) return [];
  const some = [...new Set(colored)].map((text) => `\`${text}\``).join(", ");
  return [`${some}: without \`=\` chords are compared by triad, and sevenths and added tones do not count`];
}

type Node = PatternWord | { readonly of: readonly Node[]; readonly times: number };

/** Tones in parentheses behind a chord, as in `G7(b9)`: they are no group. */
const addition = "\\((?:[b#♭♯+]?\\d|maj|M7|add|no|omit|sus|alt)[^()]*\\)";

/** Words, and groups in parentheses with how often they are played. */
function groups(text: string): readonly Node[] {
  const stack: { nodes: Node[]; start: number }[] = [{ nodes: [], start: 0 }];
  const tokens = new RegExp(
    `([\\s,|–-]+)|\\(|\\)(?:\\{(\\d{1,2})\\})?|[^\\s,|–()-]+(?:${addition}[^\\s,|–()-]*)*`,
    "gy",
  );
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
