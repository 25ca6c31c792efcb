/** Numbers and all that lies on a line: lengths, sizes, dates, pitches. */
import { kindOf } from "../../src/plugin/kinds.ts";
import type { Meaning } from "../../src/plugin/value.ts";
import { QueryError } from "../error.ts";
import type { Compare, Item, Literal } from "../tree/ast.ts";
import { orderedOperators } from "../tree/operators.ts";
import type { Bound, Condition } from "./condition.ts";
import type { Term } from "./terms.ts";
import { type Context, meaning, needsSet, noFunction, type Reader, warn, writtenOf } from "./values.ts";

/** How far `about` reaches: a DJ's pitch fader is comfortable within 3 %. */
const aboutShare = 0.03;
/** `feels 174` is also met by half and double time. */
const feelsFactors: readonly number[] = [1, 0.5, 2];

/** Reads the values of an ordered field. */
export const ordered: Reader = (node, term, context) => {
  needsSet(node, term);
  const compare = comparisons[node.operator];
  if (!compare) {
    const message = `\`${term.name}\` is not a text, so \`${writtenOf(node, context)}\` does not apply`;
    throw new QueryError("bad-operator", message, node.operatorSpan ?? node.span, "use a range: `bpm 120..130`");
  }
  if (orderedOperators.has(node.operator)) return compare(single(node, term, context), term, context);
  const parts = node.items.map((item) => {
    if (item.type === "range") return range(item, term, context);
    if (item.type === "around") return around(item, term, context);
    if (item.type === "call") throw noFunction(item, term);
    return compare(item, term, context);
  });
  return parts.length === 1 ? (parts[0] as Condition) : merged(parts, term);
};

type Read = (literal: Literal, term: Term, context: Context) => Condition;

const equals: Read = (literal, term, context) => {
  const read = meaning(literal, term, context);
  if (read.low === undefined || read.high === undefined)
    return { type: "one-of", field: term.field.name, values: [read.value] };
  return interval(term, { value: tidy(read.low), inclusive: true }, { value: tidy(read.high), inclusive: false });
};

const comparisons: Readonly<Partial<Record<Compare["operator"], Read>>> = {
  default: equals,
  equals,
  differs: equals,
  above: (literal, term, context) => interval(term, afterEnd(meaning(literal, term, context)), undefined),
  atleast: (literal, term, context) => interval(term, start(meaning(literal, term, context)), undefined),
  below: (literal, term, context) => interval(term, undefined, beforeStart(meaning(literal, term, context))),
  atmost: (literal, term, context) => interval(term, undefined, end(meaning(literal, term, context))),
  about: (literal, term, context) => near(ratioValue(literal, term, context), term, [1]),
  unlike: (literal, term, context) => near(ratioValue(literal, term, context), term, [1]),
  feels: (literal, term, context) => near(ratioValue(literal, term, context), term, feelsFactors),
};

// A date is a whole period, [low, high) from its value on; a number's interval is only how precisely it was typed.
const isPeriod = (read: Meaning): boolean => read.low !== undefined && read.low === read.value;
const start = (read: Meaning): Bound => ({ value: tidy(Number(read.value)), inclusive: true });
const beforeStart = (read: Meaning): Bound => ({ value: tidy(Number(read.value)), inclusive: false });
const end = (read: Meaning): Bound =>
  isPeriod(read)
    ? { value: Number(read.high), inclusive: false }
    : { value: tidy(Number(read.value)), inclusive: true };
const afterEnd = (read: Meaning): Bound =>
  isPeriod(read)
    ? { value: Number(read.high), inclusive: true }
    : { value: tidy(Number(read.value)), inclusive: false };

function single(node: Compare, term: Term, context: Context): Literal {
  const [item] = node.items;
  if (node.items.length > 1) {
    throw new QueryError(
      "one-value",
      `\`${writtenOf(node, context)}\` takes one value`,
      node.span,
      `use a list without it: \`${term.name} 100,120\``,
    );
  }
  if (item?.type === "call") throw noFunction(item, term);
  if (!item || item.type === "range" || item.type === "around") {
    throw new QueryError(
      "one-value",
      `\`${writtenOf(node, context)}\` takes one value`,
      item?.span ?? node.span,
      "leave the operator out before a range",
    );
  }
  return item;
}

function range(item: Extract<Item, { type: "range" }>, term: Term, context: Context): Condition {
  const low = item.low && meaning(item.low, term, context);
  const high = item.high && meaning(item.high, term, context);
  if (low && high && low.value > high.value && item.low && item.high) {
    const hint = `did you mean \`${item.high.text}..${item.low.text}\`?`;
    warn(context, "backwards-range", "this range is reversed", item.span, hint);
    return { type: "or", parts: [] };
  }
  return interval(term, low && start(low), high && (item.open ? beforeStart(high) : end(high)));
}

/** `120±2`, `120+-3%`, `1:30+-5s`. */
function around(item: Extract<Item, { type: "around" }>, term: Term, context: Context): Condition {
  const centre = ratioValue(item.centre, term, context);
  const share = /^(\d+(?:\.\d+)?)%$/.exec(item.margin.text);
  const margin = share
    ? (Math.abs(centre) * Number(share[1])) / 100
    : Number(meaning(item.margin, term, context).value);
  return near(centre, term, [1], Math.abs(margin));
}

/** A value that can be scaled; a date cannot. */
function ratioValue(literal: Literal, term: Term, context: Context): number {
  if (kindOf(term.field.kind).sql === "timestamptz") {
    throw new QueryError(
      "bad-operator",
      `\`${term.name}\` is a date, so "about" does not apply`,
      literal.span,
      "use a range: `added 2026-10..2026-11`",
    );
  }
  return Number(meaning(literal, term, context).value);
}

function near(
  centre: number,
  term: Term,
  factors: readonly number[],
  margin = Math.abs(centre) * aboutShare,
): Condition {
  const parts = factors.map((factor) =>
    interval(
      term,
      { value: tidy((centre - margin) * factor), inclusive: true },
      { value: tidy((centre + margin) * factor), inclusive: true },
    ),
  );
  return parts.length === 1 ? (parts[0] as Condition) : { type: "or", parts };
}

function interval(term: Term, low: Bound | undefined, high: Bound | undefined): Condition {
  return { type: "interval", field: term.field.name, ...(low && { low }), ...(high && { high }) };
}

/** A list of exact values is one test. */
function merged(parts: readonly Condition[], term: Term): Condition {
  const values = [...new Set(parts.flatMap((part) => (part.type === "one-of" ? part.values : [])))];
  const rest = parts.filter((part) => part.type !== "one-of");
  const exact: Condition = { type: "one-of", field: term.field.name, values };
  if (rest.length === 0) return exact;
  return { type: "or", parts: values.length > 0 ? [exact, ...rest] : rest };
}

/** Without the noise of binary fractions: 131.84, not 131.84000000000003. Milliseconds of a date have 13 digits. */
const tidy = (value: number): number => Number(value.toPrecision(15));
