/** Chips: conditions of a query that are taken away one by one. */
import { expect, test } from "bun:test";
import { partsOf } from "../../dsl/mod.ts";
import { anyOf, choicesOf, placesOf, withoutPart } from "../../page/parts.ts";
import { rangeOf } from "../../page/ranges.ts";
import { randomQuery } from "../dsl/generate.ts";
import { randomOf } from "../dsl/random.ts";
import { registry } from "../dsl/registry.ts";

const partsIn = (query: string) =>
  partsOf(query, registry).conditions.map(({ text, field }) => ({ text, field: field ?? null }));

test("taking a chip away leaves exactly the other conditions, and how rows are sorted", () => {
  const query = "bpm 120..130  key C drums sort -bpm limit 5";
  expect(withoutPart(query, query, partsIn(query), 1)).toBe("bpm 120..130 drums sort -bpm limit 5");
  expect(withoutPart("key C", "key C", partsIn("key C"), 0)).toBe("");
  const random = randomOf(11);
  let tried = 0;
  for (let n = 0; n < 300; n++) {
    const text = randomQuery(random);
    let parts: ReturnType<typeof partsIn>;
    try {
      parts = partsIn(text);
    } catch {
      continue;
    }
    // Chips that stand in the text as they are; others were said in words.
    if (parts.length < 2 || placesOf(text, parts).includes(undefined)) continue;
    const index = random.whole(0, parts.length - 1);
    const left = withoutPart(text, text, parts, index);
    // What stood in parentheses needs none where it is left alone.
    const others = parts.filter((_, at) => at !== index).map((part) => part.text);
    expect(partsIn(left)).toEqual(partsIn(others.join(" ")));
    expect(partsOf(left, registry).tails).toBe(partsOf(text, registry).tails);
    tried++;
  }
  expect(tried).toBeGreaterThan(50);
});

test("several values of a field are one condition, and come apart again", () => {
  const values = ['key "C major"', 'key "G major"'];
  const parts = partsIn(`bpm 100.. ${anyOf(values)}`);
  expect(choicesOf(parts, "key")).toEqual(values);
  expect(anyOf(["key C"])).toBe("key C");
});

test("two bars make the range from the first to the last", () => {
  expect(rangeOf("bpm 80..<100", "bpm 120..<140")).toBe("bpm 80..<140");
  expect(rangeOf("duration 0:00..<1:40", "duration 3:20..<5:00")).toBe("duration 0:00..<5:00");
});
