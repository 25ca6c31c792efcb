/** What is wrong with a query, where, and what would do. */
import { MidiqError } from "../src/errors.ts";

/** Part of a query: offsets of its first character and of the one after its last. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** Codes of a QueryError; a warning has one too. */
export type QueryErrorCode =
  | "unknown-field"
  | "unknown-function"
  | "bad-value"
  | "bad-regex"
  | "bad-pattern"
  | "bad-argument"
  | "bad-scope"
  | "unknown-saved"
  | "saved-circle"
  | "missing-file"
  | "bad-count"
  | "bad-character"
  | "missing-value"
  | "missing-field"
  | "missing-condition"
  | "missing-sort"
  | "unclosed-parenthesis"
  | "unclosed-quote"
  | "unclosed-list"
  | "stray-token"
  | "stray-range"
  | "unit-apart"
  | "one-value"
  | "no-order"
  | "not-text"
  | "not-set"
  | "bad-operator"
  | "bad-tail"
  | "too-deep"
  | "too-long"
  | "bad-format"
  | "unclosed-brace"
  | "unknown-value"
  | "sql-only"
  | "unknowable";

/** Thrown when a query cannot be understood. `span` lies inside the query's text. */
export class QueryError extends MidiqError<QueryErrorCode> {
  override readonly name = "QueryError";
  readonly span: Span;
  /** The file that a `missing-file` is about, as it was written. */
  readonly about: string | undefined;
  constructor(code: QueryErrorCode, message: string, span: Span, hint?: string, about?: string) {
    super(code, message, { hint });
    this.about = about;
    this.span = span;
  }
}

/** What a remark looks like: an error's, or a warning's, which changes no result. */
export interface Remark {
  readonly code: string;
  readonly message: string;
  readonly span: Span;
  readonly hint?: string | undefined;
}

/** Width at which a hint wraps, so that it stays readable in a terminal of 80 columns. */
const hintWidth = 76;

/**
 * The error as people see it: the query with a caret under the part that is wrong.
 *
 * @example
 * renderError(error, "bmp 120..130");
 * // error[unknown-field]: unknown field `bmp`
 * //   | bmp 120..130
 * //   | ^^^
 * //   = hint: did you mean `bpm`?
 */
export function renderError(error: Remark, query: string, severity: "error" | "warning" = "error"): string {
  const line = query.replace(/\s/g, " ");
  const before = [...line.slice(0, error.span.start)].length;
  const under = Math.max(1, [...line.slice(error.span.start, error.span.end)].length);
  const lines = [
    `${severity}[${error.code}]: ${error.message}`,
    `  | ${line}`,
    `  | ${" ".repeat(before)}${"^".repeat(under)}`,
  ];
  if (error.hint) lines.push(...wrap(`  = hint: ${error.hint}`));
  return lines.join("\n");
}

function wrap(text: string): readonly string[] {
  const lines: string[] = [];
  let line = "";
  // Not within backticks: what is to be typed stays whole.
  for (const word of text.split(/(?<=\S) (?=(?:[^`]*`[^`]*`)*[^`]*$)/)) {
    if (line && line.length + 1 + word.length > hintWidth) {
      lines.push(line);
      line = `    ${word}`;
    } else line = line ? `${line} ${word}` : word;
  }
  return [...lines, line];
}
