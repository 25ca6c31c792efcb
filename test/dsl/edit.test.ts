/** Changing one condition of a query: the others keep their text and their meaning. */
import { describe, expect, test } from "bun:test";
import { formatQuery, parseQuery, partsOf, QueryError, withField, withoutField } from "../../dsl/mod.ts";
import { randomQuery } from "./generate.ts";
import { saved } from "./generate-patterns.ts";
import { randomOf } from "./random.ts";
import { registry } from "./registry.ts";

const set = 'key "G major"';

test.each([
  ["bpm 120..130 key C sort bpm", 'bpm 120..130 key "G major" sort bpm', "bpm 120..130 sort bpm"],
  ["not key C tag house limit 5", 'key "G major" tag house limit 5', "tag house limit 5"],
  ["key C or key G", 'key "G major"', ""],
  ["(key C or key G) house", 'key "G major" house', "house"],
  ["key C or bpm 120", '(key C or bpm 120) key "G major"', "(key C or bpm 120)"],
  ["bpm 90 has key key.conf 0.5..", 'bpm 90 key "G major" key.conf 0.5..', "bpm 90 key.conf 0.5.."],
  ["", 'key "G major"', ""],
  ["sort -bpm", 'key "G major" sort -bpm', "sort -bpm"],
  ["house in Am around 124", 'house key "G major" bpm about 124', "house bpm about 124"],
  ["select files where bpm between 120 and 130", 'bpm 120..130 key "G major"', "bpm 120..130"],
])("%s", (typed, changed, without) => {
  expect(withField(typed, "key", set, registry)).toBe(changed);
  expect(withoutField(typed, "key", registry)).toBe(without);
});

describe("of any query", () => {
  const random = randomOf(20);
  const queries = Array.from({ length: 400 }, () => randomQuery(random)).filter((query) => {
    try {
      parseQuery(query, registry);
      return true;
    } catch (error) {
      if (error instanceof QueryError) return false;
      throw error;
    }
  });

  const meaning = (texts: readonly string[]): readonly string[] =>
    texts.map((text) => formatQuery(parseQuery(text, registry))).sort();

  test("exactly the conditions on the field change", () => {
    expect(queries.length).toBeGreaterThan(200);
    for (const query of queries) {
      const before = partsOf(query, registry, { saved }).conditions;
      const others = before.filter(({ field }) => field !== "key").map(({ text }) => text);
      const taken = partsOf(withoutField(query, "key", registry, { saved }), registry, { saved }).conditions;
      const put = partsOf(withField(query, "key", set, registry, { saved }), registry, { saved }).conditions;
      expect([query, meaning(taken.map(({ text }) => text))]).toEqual([query, meaning(others)]);
      expect([query, meaning(put.map(({ text }) => text))]).toEqual([query, meaning([...others, set])]);
    }
  });
});
