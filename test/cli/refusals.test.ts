import { afterAll, expect, test } from "bun:test";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { melody, midi, track } from "../midi/compose.ts";
import { zip } from "../sources/pack.ts";
import { emptyFolder, midiq } from "./run.ts";

const folder = emptyFolder();
afterAll(folder.remove);
const packs = join(folder.path, "packs");
mkdirSync(packs);
writeFileSync(join(packs, "a.mid"), midi({}, track(melody("C4 1/4"))));
writeFileSync(join(packs, "broken.zip"), "PK\x03\x04 no archive");

test("what was refused before is not told again one by one; what is new is", async () => {
  const add = (...more: readonly string[]) => midiq(folder.path, ["add", "packs", "--workers", "0", ...more]);
  const first = await add();
  expect(first.stderr).toContain("broken.zip");
  expect(first.stderr).toContain("1 rejected");

  const again = await add();
  expect(again.stderr).not.toContain("broken.zip");
  expect(again.stderr).toContain("1 file was rejected before, for the same reason");
  expect(again.stderr).toContain("Nothing has changed since the last time");

  writeFileSync(join(packs, "worse.zip"), "PK\x03\x04 none either");
  const third = await add("--json");
  const told = third.stderr
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line));
  const refused = told.filter(({ event }) => event === "rejected");
  expect(Object.fromEntries(refused.map(({ path, before = false }) => [path.slice(packs.length + 1), before]))).toEqual(
    {
      "broken.zip": true,
      "worse.zip": false,
    },
  );
  expect(JSON.parse(third.stdout).counts).toMatchObject({ rejected: 1, "rejected before": 1 });
}, 180_000);

test("a member that an archive does not have is named, by every command that takes a path", async () => {
  writeFileSync(join(packs, "whole.zip"), zip([{ name: "a.mid", bytes: midi({}, track(melody("C4 1/4"))) }]));
  const path = join(packs, "whole.zip!", "b.mid");
  for (const words of [["add"], ["show"], ["like"], ["analyze"], ["plot", "roll"], ["repair", "--to", "out"]]) {
    const [command = "", ...rest] = words;
    const { status, stderr } = await midiq(folder.path, [command, ...rest, path]);
    expect([words, status, stderr]).toEqual([
      words,
      2,
      `midiq: Cannot find "${path}": there is no such file or folder\n`,
    ]);
  }
}, 180_000);

test("digits that are too few for the start of a hash are said to be too few", async () => {
  const tooFew = "the start of a hash needs at least 6 digits here";
  for (const words of [
    ["show", "0017"],
    ["find", "like(0017)"],
  ]) {
    const { status, stderr } = await midiq(folder.path, words);
    expect([words, status, stderr.includes(tooFew)]).toEqual([words, 2, true]);
  }
  // What was long enough, or is a word, is only missing.
  for (const words of [
    ["show", "001700"],
    ["show", "beef"],
    ["show", "0017.mid"],
  ])
    expect((await midiq(folder.path, words)).stderr).not.toContain(tooFew);
}, 180_000);
