import { afterAll, beforeAll, expect, test } from "bun:test";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { melody, midi, track } from "../midi/compose.ts";
import { arrangeWords } from "./arranged.ts";
import { keptOpen } from "./kept-open.ts";
import { emptyFolder, type Outcome } from "./run.ts";

const folder = emptyFolder();
const { run, release } = keptOpen(folder.path);
afterAll(() => release().finally(folder.remove));
const said = ({ status, stdout }: Outcome): string => `${status} ${stdout.trim()}`;

beforeAll(async () => {
  mkdirSync(join(folder.path, "music/House"), { recursive: true });
  for (const [name, note] of [
    ["House/one", "C4"],
    ["two", "D4"],
  ] as const)
    writeFileSync(join(folder.path, "music", `${name}.mid`), midi({}, track(melody(`${note} 1/4`))));
  expect((await run("add", "music")).status).toBe(0);
}, 180_000);

test("midiq tag gives and takes away tags, says how many files changed, and show says which are by hand", async () => {
  expect(said(await run("tag", "+techno,my pick", "-house", "name", "one", "--dry-run"))).toBe(
    "0 would change 1 of 1 file found",
  );
  expect(said(await run("tag", "+techno,my pick", "-house", "name", "one"))).toBe("0 changed 1 of 1 file found");
  expect(said(await run("tag", "+techno", "name", "one", "--json"))).toBe('0 {"found":1,"changed":0}');
  const { stdout } = await run("show", "music/House/one.mid");
  expect(stdout).toMatch(/genre:techno +manual\n +instrumentation:solo-piano +detected .*\n +user:my-pick +manual\n/);
  expect(stdout).toMatch(/-genre:house +removed by hand +"House" in the folder "House"/);
  expect(said(await run("tag", "--clear", "-house", "name one"))).toBe("0 changed 1 of 1 file found");
  expect((await run("tag house", "-o", "paths")).stdout).toContain("one.mid");
}, 180_000);

test("midiq rate rates, and takes ratings away", async () => {
  expect(said(await run("rate", "4", "--all"))).toBe("0 changed 2 of 2 files found");
  expect((await run("rating 4", "-o", "paths")).stdout.trim().split("\n")).toHaveLength(2);
  expect(said(await run("rate", "0", "name two"))).toBe("0 changed 1 of 1 file found");
  expect(said(await run("rate", "--clear", "name one", "--dry-run"))).toBe("0 would change 1 of 1 file found");
  expect(said(await run("rate", "3", "bpm 999"))).toBe("1 changed 0 of 0 files found");
}, 180_000);

test("files may be named in the place of a query, by their path or their name alone, before or behind what is said", async () => {
  expect(said(await run("tag", "+mine", "music/House/one.mid", "two.mid"))).toBe("0 changed 2 of 2 files found");
  expect(said(await run("tag", "two.mid", "-mine"))).toBe("0 changed 1 of 1 file found");
  expect(said(await run("rate", "House/one.mid", "5"))).toBe("0 changed 1 of 1 file found");
  expect((await run("tag mine rating 5", "-f", "{name}")).stdout).toBe("one\n");
  writeFileSync(join(folder.path, "new.mid"), midi({}, track(melody("G4 1/4"))));
  const { status, stderr } = await run("rate", "3", "new.mid");
  expect({ status, stderr }).toEqual({
    status: 2,
    stderr: 'midiq: Cannot tag or rate "new.mid": it is not in the catalogue; add it with midiq add\n',
  });
}, 180_000);

test("the caret of an error stands under the query, not under the tags", async () => {
  const { stderr } = await run("tag", "+house", "-demo", "bmp 120..130");
  expect(stderr).toContain("  | bmp 120..130\n  | ^^^");
}, 180_000);

test("slips are one line and status 2", async () => {
  for (const words of [
    ["tag", "+house"],
    ["tag", "--all"],
    ["tag", "+a:b:c", "name one"],
    ["rate", "7", "name one"],
    ["rate", "4"],
    ["tag", "+x", "bmp 120..130"],
  ]) {
    const { status, stdout, stderr } = await run(...words);
    expect({ words, status, stdout }).toEqual({ words, status: 2, stdout: "" });
    expect(stderr).not.toContain(" at ");
  }
}, 180_000);

test.each([
  ["tag house", "find -- tag house"],
  ["tag genre:house -demo", "find -- tag genre:house -demo"],
  ["rate of descent", "find -- rate of descent"],
  ["tag +house -demo bpm 120", "tag -- +house -demo bpm 120"],
  ["tag --dry-run -demo name x", "tag --dry-run -- -demo name x"],
  ["tag --db x +house key C", "tag --db x -- +house key C"],
  ["rate 4 name x", "rate -- 4 name x"],
  ["forget me name x", "find -- forget me name x"],
  ["forget music --missing", "forget --missing -- music"],
])("midiq %s is %s", (words, arranged) => expect(arrangeWords(words.split(" ")).join(" ")).toBe(arranged));
