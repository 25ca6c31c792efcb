/** docs/fields.md and the types of features against the registry. */
import { expect, test } from "bun:test";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { compileQuery } from "../dsl/mod.ts";
import { core } from "../mod.ts";
import { createRegistry } from "../src/plugin/mod.ts";
import { featuresFile } from "../tools/analyzer-features.ts";
import { fieldsPage, readMeasurements } from "../tools/fields-page.ts";

test("docs/fields.md is what the registry and the measured table say; else: bun run fields", () => {
  expect(readFileSync(join(import.meta.dir, "../docs/fields.md"), "utf8")).toBe(fieldsPage([core], readMeasurements()));
});

test("src/analyzers/features.ts is what the schemas of the analyzers say; else: bun run fields", () => {
  expect(readFileSync(join(import.meta.dir, "../src/analyzers/features.ts"), "utf8")).toBe(featuresFile());
});

test("what was measured is of fields that there are", () => {
  const { fields } = createRegistry([core]);
  const names = new Set(fields.map(({ name }) => name));
  expect([...readMeasurements().of.keys()].filter((name) => !names.has(name))).toEqual([]);
});

test("every example of a field is a query about it, without a note", () => {
  const registry = createRegistry([core]);
  for (const { name, examples } of registry.fields) {
    for (const example of examples) {
      expect({ name, example, notes: compileQuery(example, registry).notes }).toEqual({ name, example, notes: [] });
    }
  }
});
