import { expect, test } from "bun:test";
import { deafProgram, tryList } from "../fuzz/try-list.ts";
import { tryLists } from "../fuzz/words.ts";
import { core } from "../src/core.ts";
import { createRegistry } from "../src/plugin/registry.ts";

test("any list of arguments is read or refused in one line: 1,500 of them, and none is our fault", async () => {
  const { kinds, bugs, slowest } = await tryLists(1500, 3);
  expect(bugs).toEqual([]);
  expect(kinds.get("read")).toBeGreaterThan(300);
  // Refusals of every part of the command: its options, the scanner, the grammar, the check.
  for (const kind of ["commander.unknownOption", "unclosed-quote", "missing-value", "bad-value"])
    expect([kind, kinds.has(kind)]).toEqual([kind, true]);
  expect(slowest.milliseconds).toBeLessThan(2000);
}, 180_000);

test("what 200,000 lists found: the word like after a field is a value unless a pattern follows", async () => {
  const program = deafProgram();
  const registry = createRegistry([core]);
  for (const list of [
    ["lyrics", "like(./ref.mid)", "meter.by", "poly"],
    ["select bpm, key from files where name like '%house% and key is not null"],
    ["crash x............... folder ilike none -1"],
    ["chord key.any 2m title like F#m 120+-2"],
  ])
    expect([list, (await tryList(list, program, registry)).bug]).toEqual([list, undefined]);
});
