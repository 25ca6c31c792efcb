/** Musical patterns, and bars that are drawn. */
import { parseGrid } from "../../src/music/patterns/grid.ts";
import { type Manner, type Pattern, PatternError } from "../../src/music/patterns/pattern.ts";
import { patternName } from "../../src/plugin/extensions.ts";
import { termNumber } from "../../src/plugin/index-terms.ts";
import { kindOf } from "../../src/plugin/kinds.ts";
import { QueryError } from "../error.ts";
import type { Compare, Literal } from "../tree/ast.ts";
import type { Condition } from "./condition.ts";
import type { Term } from "./terms.ts";
import { type Context, exampleOf, needsSet, noted, plainItem, type Reader, writtenOf } from "./values.ts";

const manners: Readonly<Partial<Record<Compare["operator"], Manner>>> = {
  default: "contains",
  contains: "contains",
  equals: "exactly",
  differs: "exactly",
  about: "nearly",
  unlike: "nearly",
  starts: "starts",
  ends: "ends",
};

/** Reads the patterns of a field of musical text: contains, unless an operator says otherwise. */
export const patterns: Reader = (node, term, context) => {
  needsSet(node, term);
  const manner = manners[node.operator] ?? noOrder(node, term, context);
  const { pattern } = kindOf(term.field.kind);
  const parts = node.items.map((item): Condition => {
    const literal = plainItem(item, node, term);
    const read = within(literal, term, (text) => pattern?.read(named(text, term, context), manner));
    if (!read) throw new TypeError(`Cannot read a pattern for "${term.name}": its kind has no patterns`);
    for (const note of read.notes ?? []) noted(context, `${term.name}: ${note}`);
    const termsOf = (groups: Pattern["groups"]) =>
      groups.map((group) => group.map((word) => termNumber(term.field.column, word)));
    return {
      type: "pattern",
      field: term.field.name,
      text: literal.text,
      manner,
      source: read.source,
      terms: termsOf(read.groups),
      ...(read.ways && { ways: read.ways.map(({ source, groups }) => ({ source, terms: termsOf(groups) })) }),
    };
  });
  return parts.length === 1 ? (parts[0] as Condition) : { type: "or", parts };
};

/** Reads drawn bars: has these hits, `=` has no others, `~` differs in two hits at most. */
export const grids: Reader = (node, term, context) => {
  needsSet(node, term);
  const manner = manners[node.operator] ?? noOrder(node, term, context);
  if (manner === "starts" || manner === "ends") {
    const hint = `\`${term.name} x...x...x...x...\`, \`=\` for no other hits, \`~\` for nearly`;
    const message = `\`${writtenOf(node, context)}\` does not apply to a bar`;
    throw new QueryError("bad-operator", message, node.operatorSpan ?? node.span, hint);
  }
  const bars = node.items.map((item) =>
    within(plainItem(item, node, term), term, (text) => parseGrid(named(text, term, context))),
  );
  const byDefault = term.shape === "rhythm" ? "is" : "holds";
  return {
    type: "grid",
    field: term.field.name,
    manner: manner === "nearly" ? "resembles" : manner === "exactly" ? "is" : byDefault,
    bars: [...new Set(bars)],
  };
};

/** The pattern that has a name, or the text itself. */
const named = (text: string, { field }: Term, { registry }: Context): string =>
  registry.patterns.get(patternName(field.kind, text))?.pattern ?? text;

function noOrder(node: Compare, term: Term, context: Context): never {
  const message = `values of \`${term.name}\` have no order, so \`${writtenOf(node, context)}\` does not apply`;
  throw new QueryError("no-order", message, node.operatorSpan ?? node.span, exampleOf(term));
}

/** What is wrong within a pattern, at its place in the query. */
function within<T>(literal: Literal, term: Term, read: (text: string) => T): T {
  if (literal.type === "regex") {
    throw new QueryError(
      "not-text",
      `\`${term.name}\` takes a pattern, not a regular expression`,
      literal.span,
      exampleOf(term),
    );
  }
  try {
    return read(literal.text);
  } catch (error) {
    if (!(error instanceof PatternError)) throw error;
    const quote = literal.type === "string" ? 1 : 0;
    const at = (offset: number): number => Math.min(literal.span.end - quote, literal.span.start + quote + offset);
    const isWhole = error.start === 0 && error.end >= literal.text.length;
    const span = isWhole ? literal.span : { start: at(error.start), end: at(error.end) };
    throw new QueryError("bad-pattern", `${term.name}: ${error.message}`, span, error.hint);
  }
}
