import { expect, test } from "bun:test";
import { readFileSync } from "node:fs";
import { compileQuery } from "../../dsl/mod.ts";
import { registry } from "./registry.ts";

test("every example of the documentation is a query, without a note", () => {
  const text = readFileSync(new URL("../../docs/query-language.md", import.meta.url), "utf8");
  const blocks = [...text.matchAll(/```query\n([\s\S]*?)```/g)].map((match) => match[1] ?? "");
  const queries = blocks.flatMap((block) => block.trim().split("\n"));
  expect(queries.length).toBeGreaterThan(50);
  for (const query of queries)
    expect({ query, notes: compileQuery(query, registry).notes }).toEqual({ query, notes: [] });
});

test("every example of a field is a query", () => {
  for (const field of registry.fields) {
    for (const example of field.examples) expect(() => compileQuery(example, registry)).not.toThrow();
  }
});
