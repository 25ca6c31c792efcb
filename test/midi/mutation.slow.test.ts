/** Thousands of mutants, and the fuzzer itself; mutation.test.ts reads fewer. */
import { expect, test } from "bun:test";
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { readMutants } from "./mutants.ts";

test("a mutant is read or refused with a MidiError, and never costs more steps than it has bytes", () => {
  expect(readMutants(6000)).toBeGreaterThan(3000);
}, 180_000);

test("the fuzzer runs over a folder, and nothing breaks", () => {
  const root = join(import.meta.dir, "../..");
  const words = ["run", "fuzz", "--inputs", "3000", "--seconds", "60", "--seed", "5", "examples/sample"];
  const run = spawnSync("bun", words, { cwd: root, encoding: "utf8" });
  expect(run.stdout).toMatch(/^seed 5: 3,000 inputs in .* 0 broken$/m);
  expect(run.status).toBe(0);
}, 180_000);
