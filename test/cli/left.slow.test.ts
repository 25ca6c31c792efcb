/** What acts on found files accounts for all of them, and copies members of archives out. */
import { afterAll, beforeAll, expect, test } from "bun:test";
import { existsSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { filesBelow, snapshot, tune, writePile } from "../organize/pile.ts";
import { zip } from "../sources/pack.ts";
import { keptOpen } from "./kept-open.ts";
import { emptyFolder, type Outcome, runMidiq } from "./run.ts";

const folder = emptyFolder();
const { prepare, release } = keptOpen(folder.path);
afterAll(() => release().finally(folder.remove));
const at = (...names: string[]): string => join(folder.path, ...names);
const run = async (...words: string[]): Promise<Outcome> => {
  await prepare(words);
  return runMidiq(folder.path, words, { XDG_CACHE_HOME: at("cache"), HOME: at("home") });
};

beforeAll(async () => {
  writePile(at("music"), {
    "one.mid": tune(1),
    "two.mid": tune(2),
    "changed.mid": tune(3),
    "pack.zip": zip([
      { name: "in/four.mid", bytes: tune(4) },
      { name: "in/five.mid", bytes: tune(5) },
      { name: "again.mid", bytes: tune(4) },
      { name: "one too.mid", bytes: tune(1) },
    ]),
  });
  expect((await run("add", "music", "--workers", "0")).status).toBe(0);
  writeFileSync(at("music/changed.mid"), tune(9));
}, 180_000);

const left = [
  "  1 file stays, for example music/changed.mid: it has changed since it was added",
  "  1 file stays, for example music/pack.zip!/one too.mid: it is inside an archive, and a file outside has the same bytes",
  "  1 file stays, for example music/pack.zip!/in/four.mid: it is inside an archive, and another member has the same bytes",
];

test("organize moves files, copies members out of archives, and says what it left and why", async () => {
  const before = snapshot(at("music"));
  const plan = await run("organize", "{name}", "--to", "sorted");
  expect(plan.stdout.split("\n")).toHaveLength(5);
  expect(plan.stderr.split("\n").toSorted()).toEqual(
    [
      ...left,
      "",
      "Nothing has changed yet: --apply carries out the plan, midiq undo reverts it",
      "would copy 2 files out of archives; the archives stay unchanged",
      "would move 2 files",
    ].toSorted(),
  );
  const { status, stderr } = await run("organize", "{name}", "--to", "sorted", "--apply");
  expect(status).toBe(0);
  expect(stderr).toContain("moved 2 files; midiq undo 1 reverts it\n");
  expect(stderr).toContain("copied 2 files; midiq undo 2 reverts it\n");
  expect(stderr).toContain("Files inside archives are copied; the archives stay unchanged:\n");
  for (const line of left) expect(stderr).toContain(`${line}\n`);
  expect(stderr).toContain("--json without --apply lists each file with the reason");
  expect(filesBelow(at("sorted"))).toEqual(["again.mid", "five.mid", "one.mid", "two.mid"]);
  expect(filesBelow(at("music"))).toEqual(["changed.mid", "pack.zip"]);
  const facts = statSync(at("sorted/five.mid"));
  expect([facts.mode & 0o200, Math.trunc(facts.mtimeMs)]).toEqual([
    0o200,
    Math.trunc(statSync(at("music/pack.zip")).mtimeMs),
  ]);
  expect(readFileSync(at("sorted/five.mid"))).toEqual(Buffer.from(tune(5)));
  // Done again, nothing is copied twice, and all are accounted for.
  const again = await run("organize", "{name}", "--to", "sorted", "--apply");
  expect([again.status, filesBelow(at("sorted")).length]).toEqual([1, 4]);
  expect(again.stderr).toContain("moved 0 files, 2 already there\n");
  expect(again.stderr).toMatch(
    / {2}2 files stay, for example music\/pack\.zip!\/.*: a file with the same bytes has that name\n/,
  );
  // The copies in the cache may be gone: the archive still has the files.
  rmSync(at("cache"), { recursive: true });
  expect((await run("undo")).stderr).toBe("removed 2 files that run 2 (organize) had made\n");
  expect((await run("undo")).stderr).toBe("put back 2 files of run 1 (organize)\n");
  expect([existsSync(at("sorted")), snapshot(at("music"))]).toEqual([false, before]);
}, 180_000);

test("undo keeps a copy of a member whose archive is gone: it may be the last", async () => {
  await run("organize", "{name}", "name five", "--to", "kept", "--apply");
  rmSync(at("cache"), { recursive: true });
  const { mtimeMs } = statSync(at("music/pack.zip"));
  utimesSync(at("music/pack.zip"), 1, 1);
  const { status, stderr } = await run("undo");
  utimesSync(at("music/pack.zip"), mtimeMs / 1000, mtimeMs / 1000);
  expect([status, filesBelow(at("kept"))]).toEqual([2, ["five.mid"]]);
  expect(stderr).toContain("removed 0 files that run 3 (organize) had made, 1 stay where they are\n");
  rmSync(at("kept"), { recursive: true });
}, 180_000);

test("rename leaves members where they are, and says so; --json lists each", async () => {
  const { stderr } = await run("rename", "x {name}");
  expect(stderr).toMatch(/ {2}4 files stay, for example music\/pack\.zip!\/.*: it is inside an archive\n/);
  const listed = (await run("rename", "x {name}", "--json")).stdout.trim().split("\n");
  expect(listed.map((line) => JSON.parse(line).outcome).sort()).toEqual(["go", "go", ...Array(5).fill("leave")]);
}, 180_000);

test("a template that gives many files one name is warned about, in the plan and when it is applied", async () => {
  await writePileOfSame();
  const plan = await run("organize", "same", "--to", "flat");
  const words =
    /warning: the template gives many files the same name: 8 of 9 files get a number, and 9 want "flat\/same.mid"/;
  expect(plan.stderr).toMatch(words);
  expect((await run("organize", "same", "--to", "flat", "--copy", "--apply")).stderr).toMatch(words);
  expect((await run("organize", "{name}", "--to", "other")).stderr).not.toContain("warning");
}, 180_000);

test("export says what it left out, and is not well then", async () => {
  writeFileSync(at("music/changed.mid"), tune(10));
  const { status, stderr } = await run("export", "name changed", "--files", "copy", "--to", "set");
  expect([status, stderr]).toEqual([
    1,
    "midiq: left out 1 file, for example music/changed.mid: it has changed since it was added\nThere are no files to export\n",
  ]);
}, 180_000);

async function writePileOfSame(): Promise<void> {
  writePile(at("music"), Object.fromEntries([11, 12, 13, 14].map((n) => [`more/${n}.mid`, tune(n)])));
  expect((await run("add", "music", "--workers", "0")).status).toBe(0);
}
