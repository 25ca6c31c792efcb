import { expect, test } from "bun:test";
import { readdirSync, readFileSync } from "node:fs";
import { complete } from "../../dsl/mod.ts";
import { core } from "../../src/core.ts";
import { createRegistry } from "../../src/plugin/registry.ts";
import { saved } from "./generate-patterns.ts";

const registry = createRegistry([core]);

/** Candidates at the mark `^`. */
function at(marked: string): readonly string[] {
  const cursor = marked.indexOf("^");
  return complete(marked.replace("^", ""), cursor, registry, { saved }).candidates.map(({ text }) => text);
}

// A query with the cursor as ^, some of what it must offer, some of what it must not.
const cases: readonly (readonly [query: string, offered: readonly string[], not: readonly string[]])[] = [
  ["bp^", ["bpm", "bpm.src", "bpm.changes"], ["key", "and"]],
  ["^", ["bpm", "key", "not", "like("], ["and", "or", "sort", "tempo"]],
  ["temp^", ["tempo"], []],
  ["bpm ^", ["120..130", "above", "feels", "is unknown"], ["key", "contains"]],
  ["bpm ab^", ["above"], ["below"]],
  ["bpm 120.. ^", ["and", "or", "sort", "limit", "key"], []],
  ["bpm 120.. key ^", ["Am", "near(", "in"], ["bpm"]],
  ["key near(^", ["Am", "8A"], ["bpm"]],
  ["key Am -dr^", ["drums"], ["bpm"]],
  ["inst all [pia^", ["piano", '"acoustic grand piano"'], ["flute"]],
  ["meter ^", ["4/4", "odd"], []],
  ["mode do^", ["dorian"], ["major"]],
  ["status ^", ["ok", "repaired"], []],
  ["chords ^", ["I-V-vi-IV", "~", "starts"], ["above"]],
  ["any ^", ["track (", "bar ("], ["bpm"]],
  ["any bar (^", ["kick", "snare"], ["bpm", "sort", "like("]],
  ["has ^", ["bpm", "lyrics"], ["and"]],
  ["bpm 1.. sort ^", ["bpm", "complexity"], ["inst", "and", "chords"]],
  ["bpm 1.. sort -^", ["bpm", "complexity"], ["and"]],
  ["bpm 1.. sort bpm ^", ["desc", "limit"], ["key"]],
  ["facet ^", ["key", "instruments"], ["chords"]],
  ["key Am top 5 by ^", ["bpm"], ["inst"]],
  ["like(./a.mid, ^", ["by: "], ["bpm"]],
  ["like(./a.mid, by: ^", ["melody", "groove"], ["bytes"]],
  ["dupes(./a.mid, level: ^", ["notes", "music"], ["melody"]],
  ["@^", ["@club", "@fast"], ["bpm"]],
  ["bpm 1.. (key Am or @c^", ["@club"], ["bpm"]],
  ['name "x y^', [], ["bpm", "and"]],
];

test("offers what can stand at the cursor, and nothing else", () => {
  for (const [query, offered, not] of cases) {
    const texts = at(query);
    expect({ query, missing: offered.filter((text) => !texts.includes(text)) }).toEqual({ query, missing: [] });
    expect({ query, wrong: not.filter((text) => texts.includes(text)) }).toEqual({ query, wrong: [] });
  }
});

test("names the part of the text that a candidate replaces", () => {
  const { start, end, wanted } = complete("bpm 120.. inst pia key Am", 18, registry);
  expect([start, end]).toEqual([15, 18]);
  expect(wanted).toEqual({ field: "instruments", prefix: "pia" });
  expect(complete("genre ho", 8, registry).wanted).toEqual({ field: "tag", namespace: "genre", prefix: "ho" });
});

test("never throws, wherever the cursor stands", () => {
  const folder = new URL("./cases/", import.meta.url);
  const queries = readdirSync(folder).flatMap((name) =>
    readFileSync(new URL(name, folder), "utf8")
      .split("\n")
      .flatMap((line) => /^> (.*)$/.exec(line)?.[1] ?? []),
  );
  expect(queries.length).toBeGreaterThan(150);
  let offered = 0;
  for (const query of queries) {
    for (let cursor = 0; cursor <= query.length; cursor++)
      offered += complete(query, cursor, registry).candidates.length;
  }
  expect(offered).toBeGreaterThan(10_000);
});
