/** The words, strings and signs of a query that may be SQL, each with its place. */

/** One word, string or sign. */
export interface SqlWord {
  /** As it was typed. */
  readonly text: string;
  readonly start: number;
  readonly end: number;
  /** What a string says, without its quotes. */
  readonly value?: string;
  /** It stands in single quotes, which only SQL has. */
  readonly isQuoted?: boolean;
}

/** Strings in either quotes, brackets and commas, and runs of anything else; an apostrophe within a word is a letter. */
const part =
  /"((?:[^"\\]|\\[\s\S])*)"|(?<=^|[\s=<>~:!,([])'((?:[^']|'')*)'(?=$|[\s,)\];}])|[(){}[\],;]|(?:[^\s"'(){}[\],;=<>]|(?<=[\p{L}\p{N}])')+|[=<>]+|['"]/gu;

/** All words of a text. */
export const sqlWords = (text: string): readonly SqlWord[] =>
  [...text.matchAll(part)].map((match) => {
    const [typed, double, single] = match;
    const value = single === undefined ? double : single.replaceAll("''", "'");
    return {
      text: typed,
      start: match.index,
      end: match.index + typed.length,
      ...(value !== undefined && { value }),
      ...(single !== undefined && { isQuoted: true }),
    };
  });
