/** The same condition on a record in memory; a test holds it equal to the SQL. */

import type { Field } from "../src/plugin/fields.ts";
import { type Comparison, kindOf } from "../src/plugin/kinds.ts";
import type { Registry } from "../src/plugin/registry.ts";
import type { Bound, Condition, Elements, ElementTest, TextPattern } from "./condition.ts";
import { fold } from "./fold.ts";
import { regexOfGlob } from "./glob.ts";
import { gridTest } from "./match-grid.ts";
import { toJavaScript } from "./regex.ts";
import { fieldOf } from "./sql.ts";

/** What a column may hold: dates as milliseconds, hashes in hex. */
export type Stored = number | string | boolean | readonly string[] | readonly number[] | null | undefined;

/** One content by column, with its copies by column. */
export interface MatchRow {
  readonly columns: Readonly<Record<string, Stored>>;
  readonly copies: readonly Readonly<Record<string, Stored>>[];
}

/** Whether a row meets a condition. */
export const matches = (condition: Condition, row: MatchRow, registry: Registry): boolean =>
  matcher(condition, registry)(row);

/** A condition made ready for many rows. */
export function matcher(condition: Condition, registry: Registry): (row: MatchRow) => boolean {
  const test = compile(condition, registry);
  return (row) => test(row, undefined);
}

type Columns = Readonly<Record<string, Stored>>;
/** What is unknown is false here; only `not` makes it true, which is what SQL's `is not true` does. */
type Test = (row: MatchRow, copy: Columns | undefined) => boolean;

function compile(condition: Condition, registry: Registry): Test {
  switch (condition.type) {
    case "and": {
      const parts = condition.parts.map((part) => compile(part, registry));
      return (row, copy) => parts.every((part) => part(row, copy));
    }
    case "or": {
      const parts = condition.parts.map((part) => compile(part, registry));
      return (row, copy) => parts.some((part) => part(row, copy));
    }
    case "not": {
      const of = compile(condition.of, registry);
      return (row, copy) => !of(row, copy);
    }
    case "copy": {
      const of = compile(condition.of, registry);
      return (row) => row.copies.some((copy) => of(row, copy));
    }
    default: {
      const field = fieldOf(registry, condition.field);
      const read = reader(field);
      const test = tester(condition, field);
      return (row, copy) => {
        const value = read(field.table === "copy" ? (copy ?? {}) : row.columns);
        return value !== null && value !== undefined && test(value);
      };
    }
  }
}

/** `("key" % 12)` and `("key" / 12)`: the form that derived fields have. */
const derivation = /^\("(\w+)" ([%/]) (\d+)\)$/;

function reader(field: Field): (columns: Columns) => Stored {
  if (!field.expression) return (columns) => columns[field.column];
  const match = derivation.exec(field.expression);
  if (!match) throw new TypeError(`Cannot compute the field "${field.name}" in memory: ${field.expression}`);
  const [, column = "", operator] = match;
  const by = Number(match[3]);
  return (columns) => {
    const value = columns[column];
    if (typeof value !== "number") return null;
    return operator === "%" ? value % by : Math.trunc(value / by);
  };
}

type Known = Exclude<Stored, null | undefined>;
type Leaf = Exclude<Condition, { type: "and" | "or" | "not" | "copy" }>;

function tester(condition: Leaf, field: Field): (value: Known) => boolean {
  switch (condition.type) {
    case "known":
      return isKnown[kindOf(field.kind).comparison];
    case "one-of": {
      const values = new Set<unknown>(condition.values);
      return (value) =>
        typeof value === "object" ? (value as readonly unknown[]).some((one) => values.has(one)) : values.has(value);
    }
    case "interval":
      return interval(condition, kindOf(field.kind).sql.startsWith("float4"));
    case "text": {
      const test = patternTest(condition.pattern);
      return (value) => test(String(value));
    }
    case "hash":
      return (value) => String(value).startsWith(condition.digits);
    case "elements":
      return elements(condition);
    case "pattern": {
      const regex = toJavaScript(condition.source, false);
      return (value) => regex.test(String(value));
    }
    case "grid": {
      const test = gridTest(condition.manner, condition.bars);
      return (value) => (typeof value === "object" ? (value as readonly number[]).some(test) : test(Number(value)));
    }
  }
}

const always = (): boolean => true;
const notEmpty = (value: Known): boolean =>
  typeof value === "object" || typeof value === "string" ? value.length > 0 : true;
const isKnown: Readonly<Record<Comparison, (value: Known) => boolean>> = {
  ordered: always,
  equal: notEmpty,
  flag: always,
  text: notEmpty,
  set: notEmpty,
  pattern: notEmpty,
  grid: notEmpty,
};

/** A float4 column rounds what is stored, so the ends round too. */
function interval(ends: { readonly low?: Bound; readonly high?: Bound }, single: boolean): (value: Known) => boolean {
  const round = single ? Math.fround : Number;
  const low = ends.low && round(ends.low.value);
  const high = ends.high && round(ends.high.value);
  const within = (value: unknown): boolean => {
    const number = round(Number(value));
    if (low !== undefined && !(ends.low?.inclusive ? number >= low : number > low)) return false;
    return high === undefined || (ends.high?.inclusive ? number <= high : number < high);
  };
  return (value) => (typeof value === "object" ? (value as readonly unknown[]).some(within) : within(value));
}

function patternTest(pattern: TextPattern): (text: string) => boolean {
  switch (pattern.type) {
    case "equals":
      return (text) => fold(text) === pattern.text;
    case "contains":
      return (text) => fold(text).includes(pattern.text);
    case "starts":
      return (text) => fold(text).startsWith(pattern.text);
    case "ends":
      return (text) => fold(text).endsWith(pattern.text);
    case "glob": {
      const glob = regexOfGlob(pattern.glob);
      return (text) => glob.test(fold(text));
    }
    case "regex": {
      const regex = toJavaScript(pattern.source, pattern.ignoreCase);
      return (text) => regex.test(pattern.folded ? fold(text) : text);
    }
  }
}

function elements({ quantifier, tests, namespace }: Elements): (value: Known) => boolean {
  const compiled = tests.map(elementTest);
  const met = (word: string): boolean => compiled.some((test) => test(word));
  return (value) => {
    if (typeof value !== "object") return false;
    const words = value as readonly string[];
    if (quantifier === "all") return compiled.every((test) => words.some(test));
    if (quantifier === "any") return words.some(met);
    const own = namespace ? words.filter((word) => word.startsWith(`${namespace}:`)) : words;
    return own.length > 0 && own.every(met);
  };
}

function elementTest(test: ElementTest): (word: string) => boolean {
  if (test.type === "stored") return (word) => word === test.word;
  const matches = patternTest(test.pattern);
  return (word) => {
    if (test.namespace && !word.startsWith(`${test.namespace}:`)) return false;
    return matches(test.part === "value" ? word.slice(word.indexOf(":") + 1) : word);
  };
}
