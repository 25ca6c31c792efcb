/** The syntax tree of a query: frozen data, every node with its place in the text. */
import type { Span } from "../error.ts";
import type { Operator } from "./operators.ts";
import type { Reading } from "./reading.ts";
import type { Rewritten } from "./rewrite.ts";

/** A whole query: conditions, then what to do with what they find. */
export interface Query {
  /** As it is read; the places of all parts are in this text. */
  readonly text: string;
  /** As it was typed, and what in it each part of the text stands for. */
  readonly source: Rewritten;
  /** Undefined: everything. */
  readonly where: Expression | undefined;
  readonly tails: readonly Tail[];
  /** How it was read, where it was meant in words. */
  readonly reading?: Reading;
  /** Remarks of the reader on words that look like something else: "searched as text". */
  readonly notes: readonly string[];
}

/** One condition, or several joined. */
export type Expression = Join | Not | Known | Flag | Compare | FreeText | Scoped | Saved | Call;

/** All of, or any of. */
export interface Join {
  readonly type: "and" | "or";
  readonly parts: readonly Expression[];
  readonly span: Span;
}
/** The complement: what is unknown counts as not. */
export interface Not {
  readonly type: "not";
  readonly of: Expression;
  readonly span: Span;
}
/** `has bpm`, `no bpm`, `bpm is unknown`. */
export interface Known {
  readonly type: "known";
  readonly field: Name;
  readonly known: boolean;
  readonly span: Span;
}
/** `drums`: a flag field alone. */
export interface Flag {
  readonly type: "flag";
  readonly field: Name;
  readonly span: Span;
}
/** `bpm 120..130`, `key in [C,G]`, `inst all [piano, bass]`. */
export interface Compare {
  readonly type: "compare";
  readonly field: Name;
  readonly operator: Operator;
  /** Where the operator stands; undefined where none was typed. */
  readonly operatorSpan: Span | undefined;
  readonly quantifier: Quantifier;
  readonly items: readonly Item[];
  /** What values look like that may follow the field at once, where its name alone is a word to look up. */
  readonly begins: RegExp | undefined;
  readonly span: Span;
}
/** A word, phrase or regular expression that stands alone. */
export interface FreeText {
  readonly type: "text";
  readonly value: Literal;
  readonly span: Span;
}
/** `any track (...)`: one and the same of the things inside a file. */
export interface Scoped {
  readonly type: "scoped";
  readonly quantifier: "any" | "all" | "none";
  readonly scope: Scope;
  readonly of: Expression;
  readonly span: Span;
}
/** `@name`, `@name(argument)`: a query that was saved; `danceable(124)`: one that a plugin's function gives. */
export interface Saved {
  readonly type: "saved";
  readonly name: string;
  /** Where it comes from. */
  readonly by: "name" | "function";
  readonly arguments: readonly Argument[];
  readonly span: Span;
}
/** `like(./ref.mid, by: groove) >= 0.8`; as a value `near(Am)`. */
export interface Call {
  readonly type: "call";
  readonly name: string;
  readonly arguments: readonly Argument[];
  /** A comparison with a number that follows. */
  readonly operator?: Operator;
  readonly value?: Literal;
  readonly span: Span;
}
/** An argument of a function: `./ref.mid`, `by: groove`. */
export interface Argument {
  readonly name?: string;
  readonly text: string;
  readonly span: Span;
}

/** Things inside a file that conditions may be about together. */
export type Scope = "track" | "bar" | "section" | "copy";

/** A field, or a word that stands for one, by its own name whatever alias was typed. */
export interface Name {
  readonly name: string;
  readonly span: Span;
}

/** How many of a list's items have to hold. */
export type Quantifier = "any" | "all" | "none" | "only";

/** One item of a list. */
export type Item =
  | Literal
  | Call
  | {
      readonly type: "range";
      readonly low: Literal | undefined;
      readonly high: Literal | undefined;
      /** `..<`: the upper end does not belong to it. */
      readonly open: boolean;
      /** Where the dots (or `between`) stand. */
      readonly dots: Span;
      readonly span: Span;
    }
  | { readonly type: "around"; readonly centre: Literal; readonly margin: Literal; readonly span: Span };

/** A typed value, without its quotes or slashes. */
export interface Literal {
  readonly type: "word" | "string" | "regex";
  readonly text: string;
  /** Flags of a regular expression. */
  readonly flags: string;
  readonly span: Span;
}

/** `-complexity` or `complexity desc`. */
export interface SortKey {
  readonly field: Name;
  readonly descending: boolean;
  /** `asc` or `desc` was written; `top n by x` is descending where it was not. */
  readonly directed: boolean;
  readonly span: Span;
}

/** What to do with what was found. */
export type Tail =
  | { readonly type: "sort"; readonly keys: readonly SortKey[]; readonly span: Span }
  | { readonly type: "limit"; readonly count: number; readonly span: Span }
  | { readonly type: "top"; readonly count: number; readonly by: SortKey | undefined; readonly span: Span }
  | { readonly type: "sample"; readonly count: number; readonly seed: number | undefined; readonly span: Span }
  | { readonly type: "show" | "facet" | "group"; readonly fields: readonly Name[]; readonly span: Span };
