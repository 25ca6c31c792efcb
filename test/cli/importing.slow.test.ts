/** Files that are stored first and analyzed later, by the command. */
import { afterAll, expect, test } from "bun:test";
import { join } from "node:path";
import { emptyFolder, type Outcome, sample, startMidiq } from "./run.ts";

const folder = emptyFolder();
afterAll(folder.remove);
const run = (...words: string[]): Promise<Outcome> => startMidiq(folder.path, words);
const rows = ({ stdout }: Outcome): Record<string, unknown>[] =>
  stdout
    .split("\n")
    .filter(Boolean)
    .map((line) => JSON.parse(line));

test("--no-analyze imports first, and a run analyzes what came in", async () => {
  const houses = join(sample, "Loops/House");
  const imported = await run("add", houses, "--no-analyze", "--db", "first");
  await run("add", houses, "--db", "whole");
  expect(imported.stderr).toMatch(/\d+ files not analyzed yet: midiq run analyzes them\./);
  expect(rows(await run("bpm 60..200", "--db", "first", "--json"))).toEqual([]);
  expect((await run("run", "--db", "first")).status).toBe(0);
  const asked = ["under", houses, "show path, bpm, key, tag", "--json"];
  const of = (outcome: Outcome) => rows(outcome).map(({ copies: _, ...row }) => row);
  const now = of(await run(...asked, "--db", "first"));
  expect(now).toEqual(of(await run(...asked, "--db", "whole")));
  expect(now.length).toBeGreaterThan(2);
  const again = await run("add", houses, "--db", "first");
  expect(again.stderr).toContain("Nothing has changed since the last time");
}, 60_000);
