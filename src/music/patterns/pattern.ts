/** What a typed musical pattern asks of a stored text. Each kind of pattern is a file of this folder. */
import { MidiqError } from "../../errors.ts";

/** A pattern, read. */
export interface Pattern extends Way {
  /** Set where it is cheaper to ask each of some ways for its own terms: a text matches where it matches one of them. */
  readonly ways?: readonly Way[];
  /** What of the text was left out, or read in one of several ways: remarks for people. */
  readonly notes?: readonly string[];
}

/** One way in which a text may match. */
interface Way {
  /** Regular expression over the stored text, of the part that JavaScript and PostgreSQL read alike. */
  readonly source: string;
  /**
   * Index terms: a text that matches has at least one of every group. Empty where no term is certain, so that every
   * text has to be looked at.
   */
  readonly groups: readonly (readonly string[])[];
}

/** How a pattern is to be met; what `exactly` and `nearly` add, each kind of pattern says itself. */
export type Manner = "contains" | "exactly" | "nearly" | "starts" | "ends";

/** A kind of musical text that patterns are looked for in. */
export interface PatternKind {
  /** @throws PatternError */
  readonly read: (text: string, manner: Manner) => Pattern;
  /** What `=` and `~` mean, as it is told after the pattern. */
  readonly meanings: { readonly exactly: string; readonly nearly: string };
  /** Index terms of a stored text, without repetition. */
  readonly termsOf: (stored: string) => ReadonlySet<string>;
  /** Set where the terms are substrings of a stored text: they are hashed in place, four times faster. */
  readonly windows?: Windows;
  /** First and last symbol (chord, note, step) of what stands between two offsets of a stored text. */
  readonly symbolsOf: (stored: string, start: number, end: number) => readonly [first: number, last: number];
}

/** All substrings of some lengths that begin every `step` letters and end before `end`. */
export interface Windows {
  readonly lengths: readonly number[];
  readonly step: number;
  /** The whole text unless said. */
  readonly end?: (stored: string) => number;
  /** Terms that are no substrings. */
  readonly others?: (stored: string) => ReadonlySet<string>;
}

/** Thrown when a text is no pattern of its kind; `start` and `end` are offsets in it. */
export class PatternError extends MidiqError<"bad-pattern"> {
  override readonly name = "PatternError";
  readonly start: number;
  readonly end: number;
  constructor(message: string, start: number, end: number, hint?: string) {
    super("bad-pattern", message, { hint });
    this.start = start;
    this.end = end;
  }
}

/** More symbols than this are a whole song, not a pattern; regular expressions stay small. */
export const longestPattern = 64;

/** Adds the anchor that a manner asks for. */
export function anchored(source: string, manner: Manner): string {
  if (manner === "starts") return `^(?:${source})`;
  return manner === "ends" ? `(?:${source})$` : source;
}

/** All substrings of a length, without repetition. */
export function substrings(text: string, length: number): Set<string> {
  const found = new Set<string>();
  for (let from = 0; from + length <= text.length; from++) found.add(text.slice(from, from + length));
  return found;
}

/** Every character is a symbol of its own. */
export const characters: PatternKind["symbolsOf"] = (_, start, end) => [start, end - 1];
/** Every character leads from one note to the next. */
export const steps: PatternKind["symbolsOf"] = (_, start, end) => [start, end];

/** A word of a pattern, with its place. */
export interface PatternWord {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** Words between separators. */
export const wordsOf = (text: string, separators: RegExp): readonly PatternWord[] =>
  [...text.matchAll(new RegExp(`(?:(?!${separators.source})[\\s\\S])+`, "g"))].map((match) => ({
    text: match[0],
    start: match.index,
    end: match.index + match[0].length,
  }));
