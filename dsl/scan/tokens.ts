/**
 * The tokens of the language. The scanner (scan.ts) makes them: what a word is depends on the registry and on what
 * stands before it, which a table of patterns cannot say.
 */
import {
  createToken,
  createTokenInstance,
  EmbeddedActionsParser,
  type IToken,
  Lexer,
  type TokenType,
} from "chevrotain";
import type { Term } from "../check/terms.ts";
import type { Argument, Scope } from "../tree/ast.ts";
import type { Operator } from "../tree/operators.ts";

export type { IToken };
export { EmbeddedActionsParser };

const token = (name: string): TokenType => createToken({ name, pattern: Lexer.NA });

/** Every kind of token by name. */
export const tokens = {
  field: token("Field"),
  flag: token("Flag"),
  word: token("Word"),
  string: token("String"),
  regex: token("Regex"),
  call: token("Call"),
  saved: token("Saved"),
  scope: token("Scope"),
  has: token("Has"),
  lacks: token("Lacks"),
  or: token("Or"),
  and: token("And"),
  not: token("Not"),
  open: token("OpenParenthesis"),
  close: token("CloseParenthesis"),
  openList: token("OpenList"),
  closeList: token("CloseList"),
  comma: token("Comma"),
  operator: token("Operator"),
  between: token("Between"),
  betweenAnd: token("BetweenAnd"),
  unknown: token("Unknown"),
  quantifier: token("Quantifier"),
  /** `120..` with nothing against the dots. */
  rangeOpen: token("RangeOpen"),
  /** The dots against a value that follows: `..120`. */
  rangeTo: token("RangeTo"),
  plusMinus: token("PlusMinus"),
  minus: token("Minus"),
  sort: token("Sort"),
  limit: token("Limit"),
  top: token("Top"),
  sample: token("Sample"),
  list: token("ShowFacetGroup"),
  by: token("By"),
  direction: token("Direction"),
  seed: token("Seed"),
  count: token("Count"),
} as const;

/** Name of a kind of token. */
export type TokenName = keyof typeof tokens;

/** What the scanner found out about a token, so that the grammar need not look at its text again. */
export interface Payload {
  /** The term of a field or flag. */
  readonly term?: Term;
  readonly operator?: Operator;
  /** The value within quotes or slashes; the lower-case form of a keyword. */
  readonly text?: string;
  readonly flags?: string;
  /** `not between`, `is not unknown`, `..<`, `desc`. */
  readonly flip?: boolean;
  readonly count?: number;
  readonly scope?: Scope;
  /** Arguments of a function or a saved query. */
  readonly arguments?: readonly Argument[];
  /** Who gives the query that stands for the token. */
  readonly by?: "name" | "function";
}

/** Makes a token of text[start, end). */
export function makeToken(name: TokenName, text: string, start: number, end: number, payload: Payload): IToken {
  const made = createTokenInstance(tokens[name], text.slice(start, end), start, end - 1, 1, 1, start + 1, end);
  made.payload = payload;
  return made;
}

/** The payload of a token. */
export const payloadOf = (token: IToken): Payload => (token.payload ?? {}) as Payload;
