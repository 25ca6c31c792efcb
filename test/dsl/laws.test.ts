import { expect, test } from "bun:test";
import { QueryParser } from "../../dsl/grammar/grammar.ts";
import { checkQuery, compileQuery, formatQuery, parseQuery, QueryError, renderError } from "../../dsl/mod.ts";
import { compiled } from "./compiled.ts";
import { randomQuery } from "./generate.ts";
import { brokenQuery } from "./generate-broken.ts";
import { randomOf } from "./random.ts";
import { registry } from "./registry.ts";

test("the grammar is LL(1) and has no ambiguity", () => {
  expect(() => new QueryParser({ validate: true })).not.toThrow();
});

test("what format prints means the same, and is its own canonical form", () => {
  const random = randomOf(11);
  const tails = [
    "",
    " limit 5",
    " sort -bpm, name limit 3",
    " top 5 by bpm",
    " top 3 by bpm asc",
    " sample 3 seed 2",
    " show name, bpm",
  ];
  for (let count = 0; count < 2000; count++) {
    const query = randomQuery(random) + random.pick(tails);
    const first = compiled(query);
    const canonical = formatQuery(first.query);
    const second = compiled(canonical);
    expect({ query, where: second.where, order: second.orderBy, limit: second.limit }).toEqual({
      query,
      where: first.where,
      order: first.orderBy,
      limit: first.limit,
    });
    expect(formatQuery(second.query)).toBe(canonical);
  }
});

test("a query that is wrong gives a QueryError inside of its text, and nothing else", () => {
  const random = randomOf(42);
  let refused = 0;
  for (let count = 0; count < 20_000; count++) {
    const query = brokenQuery(random);
    try {
      compiled(query);
    } catch (error) {
      if (!(error instanceof QueryError)) throw new Error(`Cannot compile ${JSON.stringify(query)}`, { cause: error });
      refused++;
      const { start, end } = error.span;
      if (!(start >= 0 && start <= end && end <= query.length)) {
        throw new Error(`The span ${start}..${end} of ${error.code} is outside of ${JSON.stringify(query)}`);
      }
      expect(renderError(error, query)).toContain(`error[${error.code}]: `);
    }
  }
  expect(refused).toBeGreaterThan(8000);
});

test("depth and length are bounded by an error, not by the stack", () => {
  expect(() => compiled(`${"(".repeat(5000)}bpm 1${")".repeat(5000)}`)).toThrow(QueryError);
  expect(() => compiled(`${"not ".repeat(4000)}bpm 1`)).toThrow(QueryError);
  expect(() => compiled(`${"- ".repeat(4000)}bpm 1`)).not.toThrow(RangeError);
  expect(() => compiled("house ".repeat(3000))).not.toThrow();
  expect(() => compiled("house ".repeat(30_000))).toThrow(QueryError);
});

const attacks = ["'; drop table content; --", "$1", '"', "\\", "$$;$$", "') or true --", "%", "/*", "*/", "`", "{x}"];

test("nothing that is typed enters the SQL text", () => {
  const safe = (value: string): string => `"${value.replace(/["\\]/g, "\\$&")}"`;
  const forms = [
    (value: string) => value,
    (value: string) => `name contains ${value}`,
    (value: string) => `name = ${value}`,
    (value: string) => `name starts ${value}`,
    (value: string) => `tag ${value}`,
    (value: string) => `genre ${value}`,
    (value: string) => `genre only [${value}]`,
    (value: string) => `track_names all [${value}, x]`,
    (value: string) => `inst ${value}`,
    (value: string) => `under ${value}`,
    (value: string) => `path contains ${value}`,
    (value: string) => `copyright != ${value}`,
    (value: string) => `arp.dir is known problem ${value}`,
    (value: string) => `any track (name ${value})`,
    (value: string) => `none track (name = ${value})`,
    (value: string) => `any copy (name starts ${value} under ${value})`,
    (value: string) => `@named(${value})`,
  ];
  for (const form of forms) {
    for (const attack of attacks) {
      // A star chooses another operator, so an innocent value with one is the measure.
      const innocent = compiled(form(safe(/[*?]/.test(attack) ? "x*" : "x1"))).where;
      const { where } = compiled(form(safe(attack)));
      expect(where.text).toBe(innocent.text);
      expect(where.parameters.length).toBe(innocent.parameters.length);
    }
  }
  for (const attack of attacks) {
    for (const field of [
      "bpm",
      "key",
      "meter",
      "added",
      "size",
      "low",
      "status",
      "hash",
      "has_drums =",
      "chords",
      "melody",
      "contour",
      "kick",
      "tap =",
    ]) {
      expect(() => compiled(`${field} ${safe(attack)}`)).toThrow(QueryError);
    }
    expect(() => compiled(`sort ${safe(attack)}`)).not.toThrow(TypeError);
    expect(() => compiled(`notes 1.. limit ${safe(attack)}`)).not.toThrow(TypeError);
  }
});

test("a hostile name of a column stays within its quotes", () => {
  const [field] = registry.fields;
  if (!field) throw new Error("the registry is empty");
  const evil = { ...field, name: "evil", table: "content" as const, column: 'x"; drop table content; --' };
  const hostile = {
    ...registry,
    fields: [...registry.fields, evil],
    find: (name: string) => (name === "evil" ? evil : registry.find(name)),
  };
  expect(compileQuery("has evil", hostile).where.text).toBe(`c."x""; drop table content; --" <> ''`);
});

test("remarks come with the query, once each", () => {
  const checked = checkQuery(parseQuery("bpm 130..120 or bpm 130..120", registry), registry);
  expect(checked.notes.length).toBe(2);
  expect(compiled("tempoo 120").notes).toEqual(["`tempoo` is searched as text; did you mean the field `tempo`?"]);
});
