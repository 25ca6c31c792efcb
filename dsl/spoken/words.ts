/** A typed text as words with their places: what may be read anew, and the signs that join it. */

/** One word of a typed text. */
export interface Word {
  readonly text: string;
  readonly start: number;
  readonly end: number;
  /** A word, a quoted phrase, a sign or word that joins conditions, a comma. */
  readonly type: "word" | "phrase" | "joint" | "comma";
}

const part = /"(?:[^"\\]|\\[\s\S])*"|[(),]|&&?|\|\|?|[^\s"(),|&]+(?:&(?!&)[^\s"(),|&]+)*|["]/gu;
const joints = /^(?:and|or|not|[()|&]+)$/i;

/** All words of a text. */
export const wordsIn = (text: string): readonly Word[] =>
  [...text.matchAll(part)].map(({ 0: typed, index }) => ({
    text: typed,
    start: index,
    end: index + typed.length,
    type:
      typed.length > 1 && typed.startsWith('"')
        ? "phrase"
        : typed === ","
          ? "comma"
          : joints.test(typed)
            ? "joint"
            : "word",
  }));
