/** The state of one scan: where it stands in the text and what it found. */

import type { Term, Terms } from "../check/terms.ts";
import { QueryError, type QueryErrorCode } from "../error.ts";
import type { Scope } from "../tree/ast.ts";
import type { Operator } from "../tree/operators.ts";
import { type IToken, makeToken, type Payload, payloadOf, type TokenName } from "./tokens.ts";

/** Parentheses deeper than this are an attack, not a question; the parser recurses once a level. */
const deepest = 100;

/** Where the scanner stands: before a condition, after a field, before a value, after one, or in the tails. */
export type Place = "term" | "operator" | "value" | "after-value" | "tail";

/** The state of one scan. */
export class Scanner {
  readonly text: string;
  /** Words that mean a field here: those of a track within `any track (...)`. */
  terms: Terms;
  readonly found: IToken[] = [];
  readonly notes: string[] = [];
  at = 0;
  place: Place = "term";
  /** The field whose value is being read. */
  term: Term | undefined;
  termStart = 0;
  operator: Operator = "default";
  /** Offset of the list's bracket; -1 outside of a list. */
  list = -1;
  /** `between` awaits its `and`. */
  between = false;
  /** Somebody is still typing: what stands at the end may be the beginning of more. */
  isUnfinished = false;
  readonly parentheses: number[] = [];
  /** The terms outside of each open parenthesis. */
  readonly outer: Terms[] = [];

  constructor(text: string, terms: Terms) {
    this.text = text;
    this.terms = terms;
  }

  /** Adds a token that ends at `end` and moves there. */
  push(name: TokenName, end: number, payload: Payload = {}): undefined {
    this.found.push(makeToken(name, this.text, this.at, end, payload));
    this.at = end;
  }

  /** The match of a sticky pattern here. */
  here(pattern: RegExp, from: number = this.at): RegExpExecArray | null {
    pattern.lastIndex = from;
    return pattern.exec(this.text);
  }

  skipSpace(): undefined {
    while (this.at < this.text.length && isSpace(this.text, this.at)) this.at++;
  }

  fail(code: QueryErrorCode, message: string, start: number, end: number, hint?: string): never {
    const limit = this.text.length;
    throw new QueryError(code, message, { start: Math.min(start, limit), end: Math.min(end, limit) }, hint);
  }

  open(): undefined {
    if (this.parentheses.length >= deepest) {
      this.fail("too-deep", "parentheses nest too deeply", this.at, this.at + 1);
    }
    this.parentheses.push(this.at);
    this.outer.push(this.terms);
    const last = this.found.at(-1);
    if (last?.tokenType.name === "Scope") this.terms = this.terms.within(payloadOf(last).scope as Scope);
    this.push("open", this.at + 1);
  }

  close(): undefined {
    if (this.parentheses.pop() === undefined) {
      this.fail("stray-token", "this parenthesis was never opened", this.at, this.at + 1);
    }
    this.terms = this.outer.pop() as Terms;
    this.push("close", this.at + 1);
  }

  /** Reads "..." with `\"` inside; the token's text has no quotes. */
  string(): undefined {
    const match = this.here(/"((?:[^"\\]|\\[\s\S])*)"/y);
    if (!match) this.fail("unclosed-quote", "this quote is never closed", this.at, this.at + 1);
    this.push("string", this.at + match[0].length, { text: (match[1] as string).replace(/\\(["\\])/g, "$1") });
  }

  /** Reads /.../flags where it ends at a boundary; a slash inside a word is none. */
  regex(): boolean {
    const match = this.here(/\/((?:[^/\\]|\\[\s\S])+)\/([a-z]*)(?=[\s,)\]]|$)/y);
    if (!match) return false;
    this.push("regex", this.at + match[0].length, { text: match[1] as string, flags: match[2] as string });
    return true;
  }
}

/** White space, and nothing beyond the text. */
export const isSpace = (text: string, at: number): boolean => at < text.length && /\s/.test(text[at] as string);
