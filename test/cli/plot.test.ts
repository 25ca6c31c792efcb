import { afterAll, beforeAll, expect, test } from "bun:test";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { plotNames } from "../../src/plots/kind-names.ts";
import { files } from "../plots/composed.ts";
import { keptOpen } from "./kept-open.ts";
import { emptyFolder } from "./run.ts";

const folder = emptyFolder();
const { run, release } = keptOpen(folder.path);
afterAll(() => release().finally(folder.remove));
const read = (name: string): Buffer => readFileSync(join(folder.path, name));

beforeAll(async () => {
  mkdirSync(join(folder.path, "music"));
  for (const [name, bytes] of files) writeFileSync(join(folder.path, "music", name.replaceAll("/", " ")), bytes);
  expect((await run("add", "music")).status).toBe(0);
}, 180_000);

test("alone it lists the kinds, each on one line", async () => {
  const { stdout, status } = await run("plot");
  expect(status).toBe(0);
  const lines = stdout.trimEnd().split("\n");
  expect(lines.every((line) => line.length <= 80)).toBe(true);
  expect(lines.slice(1).map((line) => line.trim().split(" ")[0])).toEqual([...plotNames]);
}, 180_000);

test("draws on stdout, to SVG, to PNG, and gives what it draws as JSON", async () => {
  const shown = await run("plot", "meters", "-drums");
  expect(shown).toMatchObject({ status: 0, stderr: "" });
  expect(shown.stdout).toMatch(/^Meters\n-drums · 4 files\n[\s\S]*4\/4 █+ +3 +75 %\n3\/4 █+▍? +1 +25 %\n/);
  expect((await run("plot", "meters", "-drums", "sort", "bpm", "limit", "1")).stderr).toBe(
    "note: a plot shows everything that is found, so sort, limit was ignored\n",
  );
  expect((await run("plot", "keys", "-o", "keys.svg", "--width", "640", "--theme", "dark")).stdout).toBe("");
  expect(read("keys.svg").toString()).toMatch(/^<svg [^>]*width="640"[\s\S]*#14181d[\s\S]*<\/svg>\n$/);
  expect((await run("plot", "keys", "-o", "svg")).stdout).toMatch(/^<svg [\s\S]*<\/svg>\n$/);
  expect((await run("plot", "tempo", "-o", "tempo.png")).status).toBe(0);
  expect(read("tempo.png").subarray(1, 4).toString()).toBe("PNG");
  const { kind, count, panels } = JSON.parse((await run("plot", "meters", "--json")).stdout);
  expect({ kind, count, rows: panels[0].rows }).toEqual({
    kind: "meters",
    count: 5,
    rows: [
      { label: "4/4", values: [4] },
      { label: "3/4", values: [1] },
    ],
  });
}, 180_000);

test("a file is drawn by its path, with no catalogue, and by its hash", async () => {
  const roll = await run("plot", "roll", "music/pop loop.mid", "--bars", "1..4", "--db", "nowhere");
  expect(roll.stdout).toContain("pop loop.mid · bars 1 to 4 of 16 · 48 notes");
  const [answer] = (await run("find", "name", '"pop loop"', "--json")).stdout.split("\n");
  const { hash } = JSON.parse(answer as string) as { hash: string };
  expect((await run("plot", "loop", hash.slice(0, 12))).stdout).toContain("┌→ I ─4→ V ─4→ vi ─4→ IV ─┐");
}, 180_000);

test("nothing to plot is status 1, and a picture that says so", async () => {
  expect(await run("plot", "tempo", "bpm", "1000..", "--to", "none.svg")).toMatchObject({
    status: 1,
    stderr: "Nothing to plot.\n",
  });
  expect(read("none.svg").toString()).toContain("Nothing to plot");
}, 180_000);

test("slips are one line and status 2, before anything is written", async () => {
  const slips: readonly (readonly [words: string[], message: RegExp])[] = [
    [["plot", "tempos"], /did you mean tempo\?/],
    [["plot", "tempo", "-o", "x.gif"], /expected FILE\.svg, FILE\.png, svg, json or text/],
    [["plot", "tempo", "--to", "x.gif"], /end the name in \.svg or \.png/],
    [["plot", "tempo", "-o", "x.svg", "--width", "10"], /expected 320 to 8000/],
    [["plot", "map", "--by", "keyy"], /did you mean key\?/],
    [["plot", "roll"], /without a file: name one/],
    [["plot", "roll", "gone.mid"], /there is no such file/],
    [["plot", "roll", "music/broken none.mid"], /^midiq: Cannot plot ".*none\.mid": /],
    [["plot", "roll", "music/pop loop.mid", "--bars", "30..31"], /has bars 1\.\.16/],
    [["plot", "roll", "music/pop loop.mid", "--bars", "x"], /expected one like 5\.\.12/],
    [["plot", "tempo", "-o", "nowhere/x.svg"], /nowhere/],
  ];
  for (const [words, message] of slips) {
    const { status, stdout, stderr } = await run(...words);
    expect({ words, status, stdout, lines: stderr.trimEnd().split("\n").length }).toEqual({
      words,
      status: 2,
      stdout: "",
      lines: 1,
    });
    expect(stderr).toMatch(message);
  }
  expect(existsSync(join(folder.path, "x.svg"))).toBe(false);
}, 180_000);
