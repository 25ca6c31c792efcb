/**
 * Finds many phrases in a text at once, by whole words: an automaton of Aho and Corasick (Efficient string matching, CACM
 * 18/6, 1975) whose letters are words, so that no phrase begins or ends within one.
 */

/** One word of a text: folded, and where it stands. */
export interface Word {
  /** Lower case, without accents. */
  readonly text: string;
  /** [start, end) in the text as it was given. */
  readonly start: number;
  readonly end: number;
}

/** A phrase in a text; words are counted from 0. */
export interface Found<Value> {
  readonly value: Value;
  readonly firstWord: number;
  /** One past its last word. */
  readonly endWord: number;
}

/** A capital and its small letters, capitals (not the first of a word), letters without case, digits, `&`. */
const wordPattern =
  /\p{Lu}?\p{M}*\p{Ll}[\p{Ll}\p{M}]*|\p{Lu}[\p{Lu}\p{M}]*(?!\p{M}*\p{Ll})|\p{Lo}[\p{Lo}\p{M}]*|\p{N}+|&|\p{L}\p{M}*/gu;

/** `é` is `e`, `Ａ` is `a`. */
const fold = (word: string): string => word.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

/** The words of a text: `DeepHouse_02` is deep, house, 02; `Drum'n'Bass` is drum, n, bass. */
export const wordsOf = (text: string): readonly Word[] =>
  [...text.matchAll(wordPattern)].map(({ 0: word, index }) => ({
    text: fold(word),
    start: index,
    end: index + word.length,
  }));

/** A state: the words that lead on from it, where to go on when none does, and the phrases that end here. */
interface State {
  readonly next: Map<string, number>;
  fallback: number;
  /** The nearest state on the way of fallbacks at which a phrase ends; -1 when there is none. */
  shorter: number;
  /** Number of the phrase that ends here; -1 when none does. */
  phrase: number;
  readonly depth: number;
}

/** A matcher of phrases, written as they are in names: the phrase `lo-fi` is also found in `LoFi` and `lo_fi`. */
export function createMatcher<Value>(
  phrases: Iterable<readonly [phrase: string, value: Value]>,
): (words: readonly Word[]) => readonly Found<Value>[] {
  const values: Value[] = [];
  const states: State[] = [{ next: new Map(), fallback: 0, shorter: -1, phrase: -1, depth: 0 }];
  const at = (state: number): State => states[state] as State;

  for (const [phrase, value] of phrases) {
    let state = 0;
    for (const { text } of wordsOf(phrase)) {
      const known = at(state).next.get(text);
      if (known === undefined) {
        at(state).next.set(text, states.length);
        states.push({ next: new Map(), fallback: 0, shorter: -1, phrase: -1, depth: at(state).depth + 1 });
      }
      state = known ?? states.length - 1;
    }
    at(state).phrase = values.length;
    values.push(value);
  }

  const follow = (from: number, word: string): number => {
    for (let state = from; ; state = at(state).fallback) {
      const next = at(state).next.get(word);
      if (next !== undefined) return next;
      if (state === 0) return 0;
    }
  };
  // Breadth first: a state's fallback is less deep, and so is ready before it is needed.
  for (const queue = [0]; queue.length > 0; ) {
    const state = queue.shift() as number;
    for (const [word, next] of at(state).next) {
      const fallback = state === 0 ? 0 : follow(at(state).fallback, word);
      at(next).fallback = fallback;
      at(next).shorter = at(fallback).phrase >= 0 ? fallback : at(fallback).shorter;
      queue.push(next);
    }
  }

  return (words) => {
    const found: Found<Value>[] = [];
    let state = 0;
    words.forEach(({ text }, n) => {
      state = follow(state, text);
      for (let end = at(state).phrase >= 0 ? state : at(state).shorter; end >= 0; end = at(end).shorter) {
        const { phrase, depth } = at(end);
        found.push({ value: values[phrase] as Value, firstWord: n + 1 - depth, endWord: n + 1 });
      }
    });
    return leftmostLongest(found);
  };
}

/** Of phrases that share words the one that begins first stays, and of those the longest. */
function leftmostLongest<Value>(found: Found<Value>[]): readonly Found<Value>[] {
  found.sort((a, b) => a.firstWord - b.firstWord || b.endWord - a.endWord);
  let taken = 0;
  return found.filter(({ firstWord, endWord }) => {
    if (firstWord < taken) return false;
    taken = endWord;
    return true;
  });
}
