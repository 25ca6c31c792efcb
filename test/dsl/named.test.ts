/** What a query hides is decided by the fields that it names, never by the words that it looks for. */
import { expect, test } from "bun:test";
import { checkQuery, fieldsNamed, parseQuery, scopesIn } from "../../dsl/mod.ts";
import { hiddenBy } from "../../src/catalogue/asking/hidden.ts";
import { core } from "../../src/core.ts";
import { createRegistry } from "../../src/plugin/registry.ts";

const registry = createRegistry([core]);
const saved = new Map(
  Object.entries({ broken: "problem missing-eot", titled: "name problem", gone: "not missing" }).map(
    ([name, query]) => [name, { name, parameters: [], query }],
  ),
);
const conditionOf = (query: string) => checkQuery(parseQuery(query, registry), registry, { saved }).condition;

test("a word that is looked for hides and shows nothing, whatever field it is the name of", () => {
  for (const query of [
    "name problem",
    "name status",
    'name "problem"',
    "problem_child",
    '"status"',
    '"problem"',
    "not tag problem",
    'tag "status"',
    "tag status:missing",
    "folder missing",
    "name = missing",
    "name in status,problem,missing",
    "track status",
    "lyrics missing",
    "name /problem/",
    "any track (name status)",
    "@titled",
    "mood missing",
  ])
    expect([query, hiddenBy(conditionOf(query))]).toEqual([query, { rejected: true, missing: true }]);
});

test("a field that is named shows what it speaks of, wherever in the query", () => {
  for (const [query, rejected, missing] of [
    ["status rejected", false, true],
    ["not status ok", false, true],
    ["problems missing-eot", false, true],
    ["bpm 120 (drums or has problem)", false, true],
    ["@broken", false, true],
    ["missing", true, false],
    ["@gone", true, false],
    ["copy.missing under ~/Packs", true, false],
    ["any copy (copy.missing)", true, false],
    ["not any copy (copy.missing) status rejected", false, false],
  ] as const)
    expect([query, hiddenBy(conditionOf(query))]).toEqual([query, { rejected, missing }]);
});

test("the fields and scopes of a condition, with what they are about", () => {
  const condition = conditionOf("bpm 120.. not (drums or any track (notes 50.. name status)) any section (bars 8)");
  expect(fieldsNamed(condition)).toEqual([
    { name: "bpm", scope: undefined },
    { name: "has_drums", scope: undefined },
    { name: "notes", scope: "track" },
    { name: "name", scope: "track" },
    { name: "bars", scope: "section" },
  ]);
  expect([...scopesIn(condition)]).toEqual(["track", "section"]);
  expect([...scopesIn(conditionOf("folder scope folder track"))]).toEqual(["copy"]);
});
