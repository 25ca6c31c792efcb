import { expect, test } from "bun:test";
import { readFileSync } from "node:fs";
import { checkQuery, parseQuery } from "../../dsl/mod.ts";
import { core } from "../../src/core.ts";
import { createRegistry } from "../../src/plugin/registry.ts";
import { references, saved } from "./generate-patterns.ts";

const registry = createRegistry([core]);
const [reference] = references.values();
const files = new Map([...references, ...(reference ? [["./song.mid", reference] as const] : [])]);
const notesOf = (query: string): readonly string[] =>
  checkQuery(parseQuery(query, registry), registry, { references: files, saved }).notes;

test("every example of the documentation is a query, without a note", () => {
  const text = readFileSync(new URL("../../docs/query-language.md", import.meta.url), "utf8");
  const blocks = [...text.matchAll(/```query\n([\s\S]*?)```/g)].map((match) => match[1] ?? "");
  const queries = blocks.flatMap((block) => block.trim().split("\n"));
  expect(queries.length).toBeGreaterThan(50);
  for (const query of queries) expect({ query, notes: notesOf(query) }).toEqual({ query, notes: [] });
});

test("every example of a field is a query", () => {
  for (const field of registry.fields) {
    for (const example of field.examples) expect({ example, notes: notesOf(example) }).toEqual({ example, notes: [] });
  }
});
