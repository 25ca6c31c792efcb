import { afterAll, beforeAll, expect, test } from "bun:test";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { takeLock } from "../../src/database/folder/lock.ts";
import { snapshot, tune, writePile } from "../organize/pile.ts";
import { keptOpen } from "./kept-open.ts";
import { emptyFolder, type Outcome } from "./run.ts";

const folder = emptyFolder();
const { run, release } = keptOpen(folder.path);
afterAll(() => release().finally(folder.remove));
const at = (...names: string[]): string => join(folder.path, ...names);
const objects = ({ stdout }: Outcome): Record<string, unknown>[] =>
  stdout
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));

beforeAll(async () => {
  writePile(at("music"), {
    "a/one?.mid": tune(1),
    "b/two.mid": tune(2),
    "b/same.mid": tune(1),
    "c/two.mid": tune(3),
    "名前/三.mid": tune(4),
  });
  expect((await run("add", "music", "--workers", "0")).status).toBe(0);
}, 180_000);

test("a plan touches nothing; applied, queries know the new paths; undo gives all back", async () => {
  const before = snapshot(at("music"));
  const plan = await run("organize", "{bpm:.0f}/{name}", "--to", "sorted");
  expect(plan.status).toBe(0);
  // In a pipe there is no heading, and nothing is padded.
  expect(plan.stdout.split("\n")[0]).toBe("music/a/one?.mid -> sorted/81/one_.mid");
  expect(plan.stderr).toBe(
    "would move 5 files, 1 with characters replaced that some systems do not allow\nNothing has changed yet: --apply carries out the plan, midiq undo reverts it\n",
  );
  expect([existsSync(at("sorted")), snapshot(at("music"))]).toEqual([false, before]);
  const json = objects(await run("organize", "{name}", "name two", "--to", "sorted", "--json"));
  expect(json.map(({ to, numbered }) => [String(to).slice(at("sorted").length + 1), numbered]).sort()).toEqual([
    ["two (2).mid", true],
    ["two.mid", false],
  ]);
  const applied = await run("organize", "{bpm:.0f}/{name}", "--to", "sorted", "--apply", "--json");
  expect(objects(applied)[0]).toEqual({
    run: 1,
    done: 5,
    failed: [],
    pruned: 0,
    isStopped: false,
    stayed: 0,
    left: [],
  });
  expect((await run("name 三", "-o", "paths")).stdout).toBe(`${at("sorted/84/三.mid")}\n`);
  expect(await run("organize", "{bpm:.0f}/{name}", "--to", "sorted", "--apply")).toMatchObject({
    status: 1,
    stdout: "",
  });
  expect((await run("undo", "--list")).stdout).toMatch(
    /^run .*\n +1 {2}.{16} +5 {2}done +organize \{bpm:\.0f\}\/\{name\}\n$/,
  );
  expect(await run("undo")).toMatchObject({ status: 0, stderr: "put back 5 files of run 1 (organize)\n" });
  expect([existsSync(at("sorted")), snapshot(at("music"))]).toEqual([false, before]);
  expect(await run("undo")).toMatchObject({ status: 1, stderr: "There is nothing to undo\n" });
}, 180_000);

test("files are moved by one process at a time", async () => {
  const lock = takeLock(at(".midiq/moves"));
  if (!("release" in lock)) throw new Error("the lock is held");
  for (const words of [["undo"], ["rename", "{n}", "--apply"], ["dupes", "--set-aside", "aside", "--apply"]]) {
    const { status, stderr } = await run(...words);
    expect([status, stderr]).toEqual([2, expect.stringContaining(`process ${process.pid} is moving files of this`)]);
  }
  lock.release();
}, 180_000);

test("rename stays in the folders; a file that could not be moved is status 2, and undo says what it leaves", async () => {
  expect((await run("rename", "{n} {name}", "name two", "--apply")).status).toBe(0);
  const moved = objects(await run("find", "name two", "--json")).map(({ path }) => String(path));
  expect(moved.map((path) => path.slice(at("music").length)).sort()).toEqual([
    expect.stringMatching(/^\/b\/[12] two\.mid$/),
    expect.stringMatching(/^\/c\/[12] two\.mid$/),
  ]);
  writeFileSync(String(moved[0]), "changed");
  const { status, stderr } = await run("undo");
  expect([status, stderr]).toEqual([
    2,
    expect.stringMatching(/it has changed since; it stays there\nput back 1 file of run .*, 1 stay where they are\n/),
  ]);
  expect((await run("undo", "--list", "--json")).stdout).toContain('"state":"partly undone"');
}, 180_000);

test("dupes --set-aside moves what would not be kept, with its folders", async () => {
  const plan = await run("dupes", "--level", "bytes", "--keep", "shortest-path", "--set-aside", "spare");
  expect([plan.status, plan.stdout]).toEqual([0, "music/b/same.mid -> spare/same.mid\n"]);
  const applied = await run("dupes", "--level", "bytes", "--keep", "shortest-path", "--set-aside", "spare", "--apply");
  expect(applied).toMatchObject({ status: 0, stderr: "moved 1 file; midiq undo 3 reverts it\n" });
  expect(await run("dupes", "under music", "--level", "bytes", "--apply")).toMatchObject({ status: 2, stdout: "" });
  expect((await run("undo", "3")).status).toBe(0);
  expect(existsSync(at("music/b/same.mid"))).toBe(true);
}, 180_000);

test("the doctor names a move that was killed, and what moves its files back", async () => {
  const before = snapshot(at("music"));
  const applied = objects(await run("rename", "{n} {name}", "under music", "--apply", "--json"));
  const number = Number(applied[0]?.["run"]);
  const journal = at(".midiq", "moves", `${number}.jsonl`);
  const lines = readFileSync(journal, "utf8").trimEnd().split("\n");
  expect(lines.at(-1)).toContain('"ended"');
  writeFileSync(journal, `${lines.slice(0, -1).join("\n")}\n`);
  const sick = await run("doctor", "--json");
  expect(sick.status).toBe(1);
  expect(objects(sick)).toContainEqual({
    area: "files",
    name: "stopped-move",
    severity: "warning",
    message: `midiq rename was stopped after 4 of 4 steps (run ${number})`,
    remedy: `midiq undo ${number} moves its files back`,
  });
  expect((await run("undo", String(number))).status).toBe(0);
  expect(snapshot(at("music"))).toEqual(before);
  expect((await run("doctor", "--json")).stdout).not.toContain("stopped-move");
}, 180_000);

test("what another machine moved is neither undone nor recovered here", async () => {
  const before = snapshot(at("music"));
  const applied = objects(await run("rename", "{n} {name}", "under music", "--apply", "--json"));
  const number = Number(applied[0]?.["run"]);
  const journal = at(".midiq", "moves", `${number}.jsonl`);
  const lines = readFileSync(journal, "utf8").trimEnd().split("\n");
  const about = { ...JSON.parse(lines[0] as string), machine: "elsewhere" };
  writeFileSync(journal, `${[JSON.stringify(about), ...lines.slice(1, -1)].join("\n")}\n`);
  const moved = snapshot(at("music"));
  const refused = await run("undo", String(number));
  expect(refused.status).toBe(2);
  expect(refused.stderr).toContain(`Cannot undo run ${number} here: it moved files of the machine "elsewhere"`);
  expect((await run("doctor", "--json")).stdout).not.toContain("stopped-move");
  expect(snapshot(at("music"))).toEqual(moved);
  writeFileSync(journal, `${lines.join("\n")}\n`);
  expect((await run("undo", String(number))).status).toBe(0);
  expect(snapshot(at("music"))).toEqual(before);
}, 180_000);

test("slips are one line and status 2", async () => {
  writeFileSync(at("file"), "");
  for (const words of [
    ["organize", "{nmae}", "--to", "out"],
    ["organize", "{name}", "bpm", "wild", "--to", "out"],
    ["organize", "{name}"],
    ["organize", "{name}", "--to", "file"],
    ["organize", "{name}", "--to", "out", "--copy", "--link"],
    ["organize", "{name}", "--to", "out", "--copy", "--prune"],
    ["rename", "{key}/{name}"],
    ["rename", "{name"],
    ["undo", "99"],
    ["-f", "{bpm:q}", "bpm", "100.."],
    ["-f", "{bpm}", "-o", "csv", "bpm", "100.."],
  ]) {
    const { status, stdout, stderr } = await run(...words);
    expect({ words, status, stdout, lines: stderr.trim().split("\n").length < 6 }).toEqual({
      words,
      status: 2,
      stdout: "",
      lines: true,
    });
  }
  expect(existsSync(at("out"))).toBe(false);
}, 180_000);

test("-f prints a line for each answer, and ends it with a null byte where that is asked", async () => {
  expect((await run("name 三", "-f", "{bpm:>6.1f}|{key}|{name}|{n}")).stdout).toMatch(/^ {2}84\.0\|[^|]*\|三\|1\n$/);
  expect((await run("name 三", "-f", "{name}", "-0")).stdout).toBe("三\0");
}, 180_000);
