import { afterAll, expect, test } from "bun:test";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { melody, midi, track } from "../midi/compose.ts";
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
