/** The same condition on a record in memory; a test holds it equal to the SQL. */

import type { Field } from "../../src/plugin/fields.ts";
import { type Comparison, kindOf } from "../../src/plugin/kinds.ts";
import type { Registry } from "../../src/plugin/registry.ts";
import type { Bound, Condition, Elements, ElementTest, TextPattern } from "../check/condition.ts";
import { likenessTo } from "../check/reference.ts";
import { musicResemblance } from "../check/same-music.ts";
import { fold } from "../text/fold.ts";
import { regexOfGlob } from "../text/glob.ts";
import { toJavaScript } from "../text/regex.ts";
import type { Scope } from "../tree/ast.ts";
import { fieldIn, fieldsOfScope } from "../tree/scope.ts";
import { gridTest } from "./grid.ts";

/** What a column may hold: dates as milliseconds, hashes in hex. */
export type Stored = number | string | boolean | readonly string[] | readonly number[] | null | undefined;

/** One content by column, with its copies by column. */
export interface MatchRow {
  readonly columns: Readonly<Record<string, Stored>>;
  readonly copies: readonly Readonly<Record<string, Stored>>[];
  /** Its tracks and sections by column; none where nobody asks for them. */
  readonly tracks?: readonly Readonly<Record<string, Stored>>[];
  readonly sections?: readonly Readonly<Record<string, Stored>>[];
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

function compile(condition: Condition, registry: Registry, scope?: Scope): Test {
  switch (condition.type) {
    case "and": {
      const parts = condition.parts.map((part) => compile(part, registry, scope));
      return (row, copy) => parts.every((part) => part(row, copy));
    }
    case "or": {
      const parts = condition.parts.map((part) => compile(part, registry, scope));
      return (row, copy) => parts.some((part) => part(row, copy));
    }
    case "not": {
      const of = compile(condition.of, registry, scope);
      return (row, copy) => !of(row, copy);
    }
    case "words":
      return compile(condition.of, registry, scope);
    case "scope": {
      const of = compile(condition.of, registry, condition.scope);
      const rows = rowsOf(condition.scope, registry);
      if (condition.quantifier === "any") return (row) => rows(row).some((one) => of(row, one));
      return (row) => {
        const all = rows(row);
        return all.length > 0 && all.every((one) => of(row, one));
      };
    }
    case "like": {
      const likeness = likenessTo(condition.facets, condition.facet);
      return ({ columns: { facets } }) => isNumbers(facets) && isWithin(likeness(Uint8Array.from(facets)), condition);
    }
    case "resembles": {
      const wanted = new Set(condition.terms);
      return ({ columns: { terms, minhash } }) =>
        isNumbers(minhash) &&
        isNumbers(terms) &&
        terms.some((term) => wanted.has(term)) &&
        musicResemblance(minhash, condition.minhash) !== undefined;
    }
    default: {
      const field = fieldIn(registry, scope, condition.field);
      const read = reader(field, scope);
      const test = tester(condition, field);
      return (row, one) => {
        const value = read(field.table === "content" && scope !== "bar" ? row.columns : (one ?? {}));
        return value !== null && value !== undefined && test(value);
      };
    }
  }
}

const isNumbers = (value: Stored): value is readonly number[] => typeof value === "object" && value !== null;

const isWithin = (value: number, { low, high }: { readonly low?: Bound; readonly high?: Bound }): boolean =>
  (low === undefined || (low.inclusive ? value >= low.value : value > low.value)) &&
  (high === undefined || (high.inclusive ? value <= high.value : value < high.value));

/** The rows of a scope; the bars of the drums are the places of their lanes. */
function rowsOf(scope: Scope, registry: Registry): (row: MatchRow) => readonly Columns[] {
  if (scope === "copy") return (row) => row.copies;
  if (scope === "track") return (row) => row.tracks ?? [];
  if (scope === "section") return (row) => row.sections ?? [];
  const lanes = fieldsOfScope(registry, "bar").map(({ column }) => column);
  return ({ columns }) => {
    const bars = lanes.map((lane) => columns[lane]);
    const length = Math.max(0, ...bars.map((bar) => (isNumbers(bar) ? bar.length : 0)));
    return Array.from({ length }, (_, n) =>
      Object.fromEntries(lanes.map((lane, index) => [lane, (bars[index] as readonly number[] | null)?.[n] ?? null])),
    );
  };
}

function reader({ of, expression, column, name }: Field, scope: Scope | undefined): (columns: Columns) => Stored {
  if (scope === "bar") return (columns) => columns[column];
  if (of) return (columns) => of(columns) as Stored;
  // What only a database derives stands in the row under the name of the field.
  return expression ? (columns) => columns[name] : (columns) => columns[column];
}

type Known = Exclude<Stored, null | undefined>;
type Leaf = Exclude<Condition, { type: "and" | "or" | "not" | "scope" | "like" | "resembles" | "words" }>;

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
  // Several numbers of one file; none of them is not known.
  ordered: notEmpty,
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
