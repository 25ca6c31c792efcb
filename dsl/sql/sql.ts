/**
 * Condition -> SQL of PostgreSQL 15. Every value is a parameter with a cast; every identifier comes from the registry
 * and is quoted. Nothing that a person typed enters the text.
 */

import type { Field } from "../../src/plugin/fields.ts";
import { kindOf, type SqlType } from "../../src/plugin/kinds.ts";
import type { Registry } from "../../src/plugin/registry.ts";
import type { Value } from "../../src/plugin/value.ts";
import type { Bound, Condition } from "../check/condition.ts";
import { hashSql } from "../check/hash-prefix.ts";
import type { Tails } from "../check/tails.ts";
import { sortedOnContent } from "../check/terms.ts";
import { foldSql } from "../text/fold.ts";
import type { Scope } from "../tree/ast.ts";
import { fieldIn, fieldsOfScope } from "../tree/scope.ts";
import { gridSql, patternSql } from "./pattern.ts";
import type { Parameter, Place } from "./place.ts";
import { elementsSql, textSql } from "./text.ts";
import { wordsOfCopy, wordsOfSet, wordsSql } from "./words.ts";

/** SQL text with the values for its placeholders. */
export interface Fragment {
  readonly text: string;
  readonly parameters: readonly Parameter[];
}

/** Ids of the contents that meet the conditions which SQL cannot say: likeness of vectors. */
export type Resolved = ReadonlyMap<Condition, readonly string[]>;

/**
 * The condition as SQL over `content c`, placeholders from $1 on; it may stand beside an `and`.
 *
 * @throws TypeError when it asks for likeness and `resolved` does not tell which contents are alike.
 */
export function whereSql(
  condition: Condition,
  registry: Registry,
  resolved: Resolved = new Map(),
  { hasWords = false }: SqlOptions = {},
): Fragment {
  const parameters: Parameter[] = [];
  const placed = new Map<string, string>();
  const place: Place = (value, type) => {
    // A free word is looked for in many places, but is one parameter.
    const key = `${typeof value} ${type} ${value}`;
    const known = placed.get(key) ?? `$${parameters.push(value)}::${type}`;
    placed.set(key, known);
    return known;
  };
  return { text: compile(condition, { registry, place, resolved, hasWords, scope: undefined }, binds.and), parameters };
}

/**
 * What follows `order by`. The order is total: `c.id` comes last (a fixed order of the contents, since ids are made
 * of their hashes). A sample is ordered by a hash of content and seed, so that the same seed finds the same files.
 *
 * @param before how many parameters the rest of the statement has.
 */
export function orderSql(
  tails: Tails,
  registry: Registry,
  before: number,
): Fragment & { readonly keys: readonly OrderKey[] } {
  if (tails.sample) {
    const text = `md5(encode(c."hash", 'hex') || $${before + 1}::text)`;
    return {
      text: `${text}, c."id"`,
      parameters: [String(tails.sample.seed)],
      keys: [{ text, descending: false, type: "text", isColumn: false }],
    };
  }
  const keys = tails.sort.map(({ field: name, descending }): OrderKey => {
    const field = fieldIn(registry, undefined, name);
    const { sql } = kindOf(field.kind);
    const isColumn = field.table === "content" && field.expression === undefined && sql !== "text";
    return {
      text: sortedBy(field),
      descending,
      type: sql === "bool" && field.table === "copy" ? "int4" : sql,
      isColumn,
    };
  });
  const ordered = keys.map(({ text, descending }) => `${text}${descending ? " desc" : ""} nulls last`);
  return { text: [...ordered, 'c."id"'].join(", "), parameters: [], keys };
}

/** One expression that rows are ordered by; unknown values always come last. */
export interface OrderKey {
  readonly text: string;
  readonly descending: boolean;
  readonly type: SqlType;
  /** A plain column, which an index may have in order. */
  readonly isColumn: boolean;
}

/** An identifier of the registry, quoted. */
export const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/** What a catalogue has beside the columns of its fields. */
export interface SqlOptions {
  /** The folded text of each content (words.ts), and the condition looks at copies that are there only. */
  readonly hasWords?: boolean;
}

interface Context {
  readonly hasWords: boolean;
  readonly registry: Registry;
  readonly place: Place;
  readonly resolved: Resolved;
  readonly scope: Scope | undefined;
}

/** Levels of binding, so that only those parentheses are written which are needed. */
const binds = { or: 1, and: 2 } as const;

function compile(condition: Condition, context: Context, outer: number): string {
  const wrap = (level: number, text: string): string => (level < outer ? `(${text})` : text);
  switch (condition.type) {
    case "and":
      if (condition.parts.length === 0) return "true";
      return wrap(binds.and, condition.parts.map((part) => compile(part, context, binds.and)).join(" and "));
    case "or":
      if (condition.parts.length === 0) return "false";
      return wrap(binds.or, condition.parts.map((part) => compile(part, context, binds.or + 0.5)).join(" or "));
    case "not":
      return `(${compile(condition.of, context, 0)}) is not true`;
    case "words":
      return (context.hasWords && wordsSql(condition.text, context.place)) || compile(condition.of, context, outer);
    case "scope":
      return wrap(binds.and, scopeSql(condition, context));
    case "like":
    case "resembles":
      return among(condition, context);
    case "hash":
      return wrap(binds.and, hashSql(condition.digits, context.place));
    default: {
      const field = fieldIn(context.registry, context.scope, condition.field);
      const column = columnOf(field, context.scope);
      if (condition.type === "known") return known(field, column, context.scope);
      if (condition.type === "one-of") return oneOf(condition.values, field, column, context);
      if (condition.type === "interval") return wrap(binds.and, interval(condition, field, column, context));
      if (condition.type === "text") return textSql(condition.pattern, column, context.place);
      if (condition.type === "pattern") return wrap(binds.and, patternSql(condition, field, column, context.place));
      if (condition.type === "grid") return gridSql(condition, column, context.place, context.scope === "bar");
      const test = elementsSql(condition, column, context.place);
      const isOfContent = context.hasWords && context.scope === undefined;
      const words = isOfContent ? wordsOfSet(condition, context.place) : undefined;
      return words ? wrap(binds.and, `${words} and ${test}`) : test;
    }
  }
}

/** What the words of a content must have first, where they tell. */
const wordsOfScope = (
  { scope, quantifier, of }: Extract<Condition, { type: "scope" }>,
  { hasWords, place }: Context,
): string | undefined => (hasWords && scope === "copy" && quantifier === "any" ? wordsOfCopy(of, place) : undefined);

/** How a row of each table, and a bar, is called in the statement. */
const rowNames = { content: "c", copy: "k", track: "t", section: "s" } as const;

function columnOf(field: Field, scope: Scope | undefined): string {
  if (scope === "bar") return `b.${quoted(field.column)}`;
  return field.expression ?? `${rowNames[field.table]}.${quoted(field.column)}`;
}

/** One and the same row holds, or there are rows and no row does not. */
function scopeSql(condition: Extract<Condition, { type: "scope" }>, context: Context): string {
  const { scope, quantifier, of } = condition;
  const inner = compile(of, { ...context, scope }, binds.and);
  const row = rowsOf(scope, context.registry);
  const where = (test: string): string => [row.of, test].filter(Boolean).join(" and ");
  const words = wordsOfScope(condition, context);
  // As a value it is looked for in what has the words; of `exists` the planner would look through all copies first.
  if (words) return `${words} and (select true from ${row.from} where ${where(inner)} limit 1)`;
  if (quantifier === "any") return `exists (select 1 from ${row.from} where ${where(inner)})`;
  const one = row.of ? `exists (select 1 from ${row.from} where ${row.of})` : `exists (select 1 from ${row.from})`;
  return `(${one} and not exists (select 1 from ${row.from} where ${where(`(${inner}) is not true`)}))`;
}

function rowsOf(scope: Scope, registry: Registry): { readonly from: string; readonly of: string } {
  if (scope !== "bar") {
    const name = rowNames[scope];
    return { from: `${scope} ${name}`, of: `${name}."content" = c."id"` };
  }
  const lanes = fieldsOfScope(registry, "bar").map(({ column }) => quoted(column));
  return { from: `unnest(${lanes.map((lane) => `c.${lane}`).join(", ")}) as b(${lanes.join(", ")})`, of: "" };
}

function among(condition: Condition, { resolved, place }: Context): string {
  const ids = resolved.get(condition);
  if (!ids) throw new TypeError("Cannot compile a condition on likeness before it is known which contents are alike");
  return `c."id" = any(${place(`{${ids.join(",")}}`, "int8[]")})`;
}

function known(field: Field, column: string, scope: Scope | undefined): string {
  const { sql } = kindOf(field.kind);
  // Within a bar a lane is one bar, not the array of all.
  if (scope === "bar") return `${column} is not null`;
  if (sql.endsWith("[]")) return `cardinality(${column}) > 0`;
  return sql === "text" ? `${column} <> ''` : `${column} is not null`;
}

function oneOf(values: readonly Value[], field: Field, column: string, { place }: Context): string {
  const { sql } = kindOf(field.kind);
  const type = comparedAs(elementOf(sql));
  if (sql.endsWith("[]")) {
    const list = values.map((value) => place(stored(value, type), elementOf(sql)));
    return `${column} && array[${list.join(", ")}]`;
  }
  const placed = values.map((value) => place(stored(value, type), type));
  return placed.length === 1 ? `${column} = ${placed[0]}` : `${column} = any(array[${placed.join(", ")}])`;
}

function interval(
  ends: { readonly low?: Bound; readonly high?: Bound },
  field: Field,
  column: string,
  context: Context,
): string {
  const { sql } = kindOf(field.kind);
  if (sql.endsWith("[]")) {
    const one = intervalSql(ends, elementOf(sql), "e.v", context);
    return `exists (select 1 from unnest(${column}) as e(v) where ${one || "true"})`;
  }
  return intervalSql(ends, sql, column, context);
}

function intervalSql(
  ends: { readonly low?: Bound; readonly high?: Bound },
  sql: SqlType,
  column: string,
  context: Context,
): string {
  const type = comparedAs(sql);
  const { low, high } = ends;
  const placed = (bound: Bound, round: "up" | "down"): string => context.place(end(bound.value, type, round), type);
  // Whole numbers: x >= 97.5 is x >= 98, x > 97.5 is x > 97.
  const from = low && `${low.inclusive ? ">=" : ">"} ${placed(low, low.inclusive ? "up" : "down")}`;
  const to = high && `${high.inclusive ? "<=" : "<"} ${placed(high, high.inclusive ? "down" : "up")}`;
  return [from, to].flatMap((part) => (part ? [`${column} ${part}`] : [])).join(" and ");
}

/** Type of an array's elements. */
const elementOf = (type: SqlType): SqlType => type.replace("[]", "") as SqlType;

/** int8 for all whole numbers, so that no typed number is out of range; PostgreSQL's indexes do not mind. */
const comparedAs = (type: SqlType): SqlType => (type === "int2" || type === "int4" ? "int8" : type);

function end(value: number, type: SqlType, round: "up" | "down"): Parameter {
  return stored(type === "int8" ? (round === "up" ? Math.ceil(value) : Math.floor(value)) : value, type);
}

const largest: Readonly<Partial<Record<SqlType, number>>> = { int8: Number.MAX_SAFE_INTEGER, float4: 3.4e38 };
/** PostgreSQL refuses a float4 that would round to zero. */
const smallestFloat4 = 1.2e-38;
const earliest = Date.UTC(0, 0, 1);
const latest = Date.UTC(9999, 11, 31);

/** A value as PostgreSQL reads it, held within what its type can hold. */
function stored(value: Value, type: SqlType): Parameter {
  if (typeof value !== "number") return value;
  if (type === "timestamptz") return new Date(clamp(value, earliest, latest)).toISOString();
  if (type === "float4" && Math.abs(value) < smallestFloat4) return 0;
  const most = largest[type] ?? Number.MAX_VALUE;
  return clamp(value, -most, most);
}

const clamp = (value: number, low: number, high: number): number => Math.min(high, Math.max(low, value));

function sortedBy(field: Field): string {
  if (field.table === "copy") {
    const column = quoted(field.column);
    if (sortedOnContent.includes(field.name)) return foldSql(`c.${column}`);
    const { sql } = kindOf(field.kind);
    // There is no least of booleans.
    const least = sql === "text" ? foldSql(`k.${column}`) : sql === "bool" ? `k.${column}::int4` : `k.${column}`;
    return `(select min(${least}) from copy k where k."content" = c."id")`;
  }
  return kindOf(field.kind).comparison === "text" && kindOf(field.kind).sql === "text" && field.name !== "hash"
    ? foldSql(columnOf(field, undefined))
    : columnOf(field, undefined);
}
