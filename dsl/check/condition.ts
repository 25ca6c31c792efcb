/**
 * What a query asks, without grammar and without SQL: plain data over the names of fields and stored values. It can be
 * printed, sent to another thread, compiled to SQL, or tried on a record in memory.
 */
import type { Manner } from "../../src/music/patterns/pattern.ts";
import type { Value } from "../../src/plugin/value.ts";
import type { Scope } from "../tree/ast.ts";
import type { Facet } from "./reference.ts";

/** A condition on one content. An empty `and` holds always, an empty `or` never. */
export type Condition =
  | { readonly type: "and" | "or"; readonly parts: readonly Condition[] }
  /** The complement: holds where the inner one is false or unknown. */
  | { readonly type: "not"; readonly of: Condition }
  /**
   * The inner condition, on fields of this scope only, holds for one and the same copy, track, section or bar; or for
   * all of them, of which there is at least one.
   */
  | {
      readonly type: "scope";
      readonly scope: Scope;
      readonly quantifier: "any" | "all";
      readonly of: Condition;
    }
  /** How alike the facets of a song and of the reference are, 0 to 1, lies within these ends. */
  | {
      readonly type: "like";
      readonly facet: Facet;
      /** Facets of the reference, one byte a component. */
      readonly facets: readonly number[];
      readonly low?: Bound;
      readonly high?: Bound;
    }
  /** The MinHash resembles the reference's so much that it is the same music (same-music.ts); `terms` are those of its bands. */
  | {
      readonly type: "resembles";
      readonly minhash: readonly number[];
      readonly terms: readonly number[];
    }
  /** The same as `of`: a folded text (dsl/text/fold.ts) is part of a name, a folder, an instrument, a track's name or a tag. */
  | { readonly type: "words"; readonly text: string; readonly of: Condition }
  /** The value is there; an empty text or set is not. */
  | { readonly type: "known"; readonly field: string }
  | { readonly type: "one-of"; readonly field: string; readonly values: readonly Value[] }
  | { readonly type: "interval"; readonly field: string; readonly low?: Bound; readonly high?: Bound }
  | { readonly type: "text"; readonly field: string; readonly pattern: TextPattern }
  /**
   * The musical text matches a regular expression. `terms` are index terms (src/plugin/index-terms.ts): what matches has
   * at least one of each group. `ways` say the same in parts, each with its own terms.
   */
  | {
      readonly type: "pattern";
      readonly field: string;
      /** As it was typed, and how it is to be met. */
      readonly text: string;
      readonly manner: Manner;
      readonly source: string;
      readonly terms: readonly (readonly number[])[];
      readonly ways?: readonly { readonly source: string; readonly terms: readonly (readonly number[])[] }[];
    }
  /** One of the stored bars has all hits of one of these (`holds`), is one of them, or differs in two hits at most. */
  | {
      readonly type: "grid";
      readonly field: string;
      readonly manner: "holds" | "is" | "resembles";
      readonly bars: readonly number[];
    }
  /** The stored hash begins with these hex digits. */
  | { readonly type: "hash"; readonly field: string; readonly digits: string }
  | Elements;

/** End of an interval. */
export interface Bound {
  readonly value: number;
  readonly inclusive: boolean;
}

/** A condition on the words of a set. */
export interface Elements {
  readonly type: "elements";
  readonly field: string;
  /** Any word matches one of the tests; each test has a word; there are words, and each matches a test. */
  readonly quantifier: "any" | "all" | "only";
  readonly tests: readonly ElementTest[];
  /** How many of the tests were typed; the others are words that come with them. */
  readonly named?: number;
  /** `only` looks at the words of this namespace alone. */
  readonly namespace?: string;
}

/** A test of one word of a set. */
export type ElementTest =
  /** The stored word itself: an index can answer. */
  | { readonly type: "stored"; readonly word: string }
  /** `value` looks behind the namespace: at `house` of `genre:house`. */
  | {
      readonly type: "matching";
      readonly pattern: TextPattern;
      readonly part: "word" | "value";
      readonly namespace?: string;
    };

/** What a text has to look like. Plain texts are folded already and meet folded text. */
export type TextPattern =
  | { readonly type: "equals" | "contains" | "starts" | "ends"; readonly text: string }
  /** `*` is any text, `?` any character; the whole text. */
  | { readonly type: "glob"; readonly glob: string }
  /** In the form that both JavaScript and PostgreSQL read alike, see regex.ts. */
  | { readonly type: "regex"; readonly source: string; readonly ignoreCase: boolean; readonly folded: boolean };
