/** What the readers of values share: what a text means as a value of a field, and what to say where it means nothing. */
import { type Kind, kindOf } from "../../src/plugin/kinds.ts";
import type { Registry } from "../../src/plugin/registry.ts";
import type { Meaning } from "../../src/plugin/value.ts";
import { suggest } from "../complete/suggest.ts";
import { QueryError, renderError } from "../error.ts";
import type { Call, Compare, Item, Literal } from "../tree/ast.ts";
import { type Rewritten, typedSpan } from "../tree/rewrite.ts";
import type { Condition } from "./condition.ts";
import type { Reference } from "./reference.ts";
import type { SavedQuery } from "./saved.ts";
import type { Term, Terms } from "./terms.ts";

/** What the check of one query shares. */
export interface Context {
  readonly terms: Terms;
  readonly text: string;
  /** How the text was typed; undefined within a saved query, which nobody sees. */
  readonly source: Rewritten | undefined;
  readonly notes: string[];
  readonly now: number;
  readonly registry: Registry;
  /** Files that the query compares with, by the words it names them with. */
  readonly references: ReadonlyMap<string, Reference>;
  readonly saved: ReadonlyMap<string, SavedQuery>;
  /** Other ways in which a typed path may be stored. */
  readonly storedPaths: (typed: string) => readonly string[];
  /** Saved queries that are being read. */
  readonly within: readonly string[];
  /** Words and values that nobody knows are errors, not text to look for. */
  readonly isStrict: boolean;
}

/** Reads the values of one comparison; `differs`, `unlike` and `none` are read as their positive and negated outside. */
export type Reader = (node: Compare, term: Term, context: Context) => Condition;

/** Adds a remark once. */
export function noted(context: Context, note: string): void {
  if (!context.notes.includes(note)) context.notes.push(note);
}

/** @throws QueryError `not-set` for `all [...]` and `only [...]` of a field with one value. */
export function needsSet(node: Compare, term: Term): void {
  if (node.quantifier !== "all" && node.quantifier !== "only") return;
  throw new QueryError(
    "not-set",
    `\`${term.name}\` has one value, so \`${node.quantifier}\` does not apply`,
    node.span,
    "leave it out: a list means any of them",
  );
}

/** An operator as it was typed. */
export const writtenOf = (node: Compare, { text }: Context): string =>
  node.operatorSpan ? text.slice(node.operatorSpan.start, node.operatorSpan.end).trim() : node.operator;

/** A value that is no range. */
export function plainItem(item: Item, node: Compare, term: Term): Literal {
  if (item.type === "call") throw noFunction(item, term);
  if (item.type === "around") {
    throw new QueryError(
      "no-order",
      `values of \`${term.name}\` have no order, so a margin does not apply`,
      item.span,
      listHint(term),
    );
  }
  if (item.type !== "range") return item;
  const comparison = kindOf(term.field.kind).comparison;
  const what = comparison === "text" || comparison === "set" ? "quote the value if it has dots" : listHint(term);
  const dots = item.dots.end <= node.span.end ? item.dots : item.span;
  throw new QueryError("no-order", `values of \`${term.name}\` have no order, so a range does not apply`, dots, what);
}

/** A function that gives no values of this field. */
export function noFunction(call: Call, term: Term): QueryError {
  const own = Object.keys(kindOf(term.field.kind).functions ?? {});
  const hint =
    own.length > 0 ? `\`${term.name}\` has ${own.map((name) => `\`${name}(...)\``).join(", ")}` : listHint(term);
  return new QueryError(
    "unknown-function",
    `\`${call.name}(...)\` is not a value of \`${term.name}\``,
    call.span,
    hint,
  );
}

/** What would do instead of an operator that does not apply. */
export function listHint(term: Term): string | undefined {
  const { choices, examples, kind } = term.field;
  if (kindOf(kind).comparison === "flag") return `\`${term.name}\`, \`not ${term.name}\` or \`${term.name} = no\``;
  if (choices.length > 1) return `use a list \`${term.name} ${choices[0]},${choices[1]}\``;
  return kind === "key" ? "use a list `key C,G`" : examples[0] ? `for example \`${examples[0]}\`` : "use a list";
}

/** A number with its unit against it (`128bpm`), or with the letter O for a zero. */
function nearNumber(text: string, kind: Kind): string | undefined {
  const zeros = /^[\dO.]+$/i.test(text) ? text.replace(/o/gi, "0") : undefined;
  const tries = [zeros, /^(\d[\d.]*)[a-z]+$/i.exec(text)?.[1]];
  return kind.comparison === "ordered" ? tries.find((one) => one !== undefined && kind.parse(one)) : undefined;
}

/** @throws QueryError when the text is no value of the field. */
export function meaning(literal: Literal, term: Term, context: Context): Meaning {
  const { field } = term;
  const kind = kindOf(field.kind);
  if (literal.type === "regex") {
    throw new QueryError(
      "not-text",
      `\`${term.name}\` is ${noun(kind.expects)}, so a regular expression does not apply`,
      literal.span,
      exampleOf(term),
    );
  }
  if (field.choices.length > 0) return { value: choice(literal, term) };
  const read = kind.parse(literal.text, context.now);
  if (read) return read;
  const problem = kind.problem?.(literal.text);
  const near = (kind.words && suggest(literal.text, kind.words)) ?? nearNumber(literal.text, kind);
  const hint = kind.hint?.(literal.text) ?? (near ? `did you mean \`${near}\`?` : `expected ${kind.expects}`);
  const message = problem ? `\`${literal.text}\`: ${problem}` : `\`${literal.text}\` is not ${noun(kind.expects)}`;
  throw new QueryError("bad-value", message, literal.span, hint);
}

/** "a key such as C, Am" -> "a key". */
const noun = (expects: string): string => expects.split(/ such as |: /)[0] as string;

/** A query that shows a field. */
export function exampleOf(term: Term): string | undefined {
  return term.field.examples[0] ? `for example \`${term.field.examples[0]}\`` : undefined;
}

/** The stored word of a choice, whatever its case; a space or `_` is `-`. */
function choice(literal: Literal, term: Term): string {
  const { choices } = term.field;
  const typed = slug(literal.text);
  const found = choices.find((each) => slug(each) === typed);
  if (found !== undefined) return found;
  const near = suggest(literal.text, choices);
  const hint = near
    ? `did you mean \`${near}\`?`
    : `expected ${choices.slice(0, 12).join(", ")}${choices.length > 12 ? " ..." : ""}`;
  throw new QueryError("bad-value", `\`${literal.text}\` is not a value of \`${term.name}\``, literal.span, hint);
}

const slug = (word: string): string => word.toLowerCase().replace(/[\s_-]+/g, "-");

/** A remark with the place that it is about. */
export function warn(context: Context, code: string, message: string, span: Item["span"], hint: string): void {
  const { source, text } = context;
  const at = source ? typedSpan(source, span) : span;
  noted(context, renderError({ code, message, span: at, hint }, source?.typed ?? text, "warning"));
}
