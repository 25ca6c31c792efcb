/** docs/fields.md against the registry. */
import { expect, test } from "bun:test";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { compileQuery, core, createRegistry } from "../mod.ts";
import { rowOf } from "../tools/fields-page.ts";

test("docs/fields.md has a row for each field, and no other; else: bun run eval fields --write", () => {
  const page = readFileSync(join(import.meta.dir, "../docs/fields.md"), "utf8");
  const said = page.split("\n").filter((line) => line.startsWith("| `"));
  const { fields } = createRegistry([core]);
  const missing = fields.filter((field) => !said.some((line) => line.startsWith(`| ${rowOf(field)} |`)));
  expect(missing.map(({ name }) => name)).toEqual([]);
  expect(said.length).toBe(fields.length);
});

test("every example of a field is a query about it, without a note", () => {
  const registry = createRegistry([core]);
  for (const { name, examples } of registry.fields) {
    for (const example of examples) {
      expect({ name, example, notes: compileQuery(example, registry).notes }).toEqual({ name, example, notes: [] });
    }
  }
});
