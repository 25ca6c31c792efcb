import { expect, test } from "bun:test";
import { tryLists } from "../fuzz/words.ts";

test("any list of arguments is read or refused in one line: 1,500 of them, and none is our fault", async () => {
  const { kinds, bugs, slowest } = await tryLists(1500, 3);
  expect(bugs).toEqual([]);
  expect(kinds.get("read")).toBeGreaterThan(300);
  // Refusals of every part of the command: its options, the scanner, the grammar, the check.
  for (const kind of ["commander.unknownOption", "unclosed-quote", "missing-value", "bad-value"])
    expect([kind, kinds.has(kind)]).toEqual([kind, true]);
  expect(slowest.milliseconds).toBeLessThan(2000);
}, 60_000);
