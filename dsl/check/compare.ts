/** A field with its values: one reader for each way that a kind compares. */
import { type Comparison, kindOf } from "../../src/plugin/kinds.ts";
import type { Value } from "../../src/plugin/value.ts";
import { QueryError } from "../error.ts";
import type { Call, Compare, Literal } from "../tree/ast.ts";
import { orderedOperators } from "../tree/operators.ts";
import type { Condition } from "./condition.ts";
import { hashPrefix } from "./hash-prefix.ts";
import { ordered } from "./ordered.ts";
import { grids, patterns } from "./patterns.ts";
import type { Term } from "./terms.ts";
import { sets, texts } from "./texts.ts";
import { type Context, listHint, meaning, needsSet, noFunction, plainItem, type Reader, writtenOf } from "./values.ts";

/** The condition of a comparison's values. */
export const valuesOf: Reader = (node, term, context) => {
  if (term.shape === "hash") return hash(node, term, context);
  return readers[kindOf(term.field.kind).comparison](node, term, context);
};

const equal: Reader = (node, term, context) => {
  const { functions, groups, wider } = kindOf(term.field.kind);
  const near = Object.values(functions ?? {})[0];
  const isNear = near !== undefined && (node.operator === "about" || node.operator === "unlike");
  if (!isNear) needsOne(node, ["default", "equals", "differs"], term, context);
  else needsSet(node, term);
  const values = node.items.flatMap((item): readonly Value[] => {
    if (item.type === "call") return called(item, term, context);
    const literal = plainItem(item, node, term);
    const group = groups?.[literal.text.toLowerCase()];
    if (group) return group;
    const { value } = meaning(literal, term, context);
    return isNear ? near(value) : [value];
  });
  const all = wider === undefined ? values : values.flatMap(wider);
  return { type: "one-of", field: term.field.name, values: [...new Set(all)] };
};

/** Values of a function: `near(Am)`. */
function called(call: Call, term: Term, context: Context): readonly Value[] {
  const give = kindOf(term.field.kind).functions?.[call.name];
  if (!give) throw noFunction(call, term);
  const [argument, another] = call.arguments;
  if (!argument || another || argument.name !== undefined) {
    throw new QueryError(
      "bad-argument",
      `\`${call.name}(...)\` takes one value`,
      call.span,
      `for example \`${term.name} ${call.name}(Am)\``,
    );
  }
  const literal: Literal = { type: "word", text: argument.text, flags: "", span: argument.span };
  return give(meaning(literal, term, context).value);
}

const readers: Readonly<Record<Comparison, Reader>> = {
  ordered,
  equal,
  flag: equal,
  text: texts,
  set: sets,
  pattern: patterns,
  grid: grids,
};

/** Refuses operators that a way of comparing has no meaning for, and quantifiers that need a set. */
function needsOne(node: Compare, allowed: readonly Compare["operator"][], term: Term, context: Context): void {
  needsSet(node, term);
  if (allowed.includes(node.operator)) return;
  const written = node.operatorSpan ?? node.span;
  if (orderedOperators.has(node.operator)) {
    throw new QueryError(
      "no-order",
      `values of \`${term.name}\` have no order, so \`${writtenOf(node, context)}\` does not apply`,
      written,
      listHint(term),
    );
  }
  throw new QueryError(
    "bad-operator",
    `\`${term.name}\` is not a text, so \`${writtenOf(node, context)}\` does not apply`,
    written,
    listHint(term),
  );
}

/** `hash 3fa9`: the first digits of a hash. */
function hash(node: Compare, term: Term, context: Context): Condition {
  needsOne(node, ["default", "equals", "differs", "starts"], term, context);
  const parts = node.items.map((item): Condition => {
    const literal = plainItem(item, node, term);
    const digits = literal.type === "regex" ? undefined : hashPrefix(literal.text, 1);
    if (digits !== undefined) return { type: "hash", field: term.field.name, digits };
    throw new QueryError(
      "bad-value",
      `\`${literal.text}\` is not a hash`,
      literal.span,
      "the first digits in hex: `hash 3fa9`",
    );
  });
  return parts.length === 1 ? (parts[0] as Condition) : { type: "or", parts };
}
