import { afterAll, beforeAll, expect, test } from "bun:test";
import { mkdirSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { melody, midi, text, track } from "../midi/compose.ts";
import { arrangeWords } from "./arranged.ts";
import { keptOpen } from "./kept-open.ts";
import { emptyFolder, midiq } from "./run.ts";

const folder = emptyFolder();
const { run, release } = keptOpen(folder.path);
afterAll(() => release().finally(folder.remove));
const namesIn = (stdout: string, end: string): readonly string[] =>
  stdout
    .split(end)
    .filter(Boolean)
    .map((path) => basename(path));

beforeAll(async () => {
  mkdirSync(join(folder.path, "music"));
  const notes = melody("C4 1/4 E4 1/4 G4 1/4 C5 1/2");
  for (const [name, bytes] of [
    ["line\nbreak", midi({}, track(notes))],
    ["song", midi({}, track(notes))],
    ["texts", midi({}, track(text(0, 1, "by hand"), notes))],
    ["other", midi({}, track(melody("D4 1/4")))],
  ] as const)
    writeFileSync(join(folder.path, "music", `${name}.mid`), bytes);
  expect((await run("add", "music")).status).toBe(0);
}, 180_000);

test("shows clusters, which file is kept and why, and what could be saved; changes nothing", async () => {
  const { status, stdout, stderr } = await run("dupes", "--keep", "largest");
  expect(status).toBe(0);
  expect(stdout).toMatch(
    /^same notes: 3 files, \d+ bytes could be saved\n {2}keep {3}music\/texts\.mid {2}\(largest\)\n/,
  );
  expect(stdout).toMatch(/notes {2}music\/line break\.mid {2}\(different texts\)\n {2}bytes {2}music/);
  expect(stderr).toMatch(/bytes +1 +2 +\d+ bytes\nnotes or closer +1 +3/);
}, 180_000);

test("-o paths names the files that would not be kept, with -0 each behind a null byte", async () => {
  const keep = ["--keep", "not-under:nowhere,shortest-path"];
  const { stdout } = await run("dupes", "-o", "paths", "-0", ...keep);
  expect(namesIn(stdout, "\0").toSorted()).toEqual(["line\nbreak.mid", "texts.mid"]);
  expect(namesIn((await run("dupes", "--level", "bytes", "-o", "paths", ...keep)).stdout, "\n")).toHaveLength(2);
  const found = JSON.parse((await run("dupes", "name song or name texts", "--json")).stdout);
  expect(found).toMatchObject({ level: "notes", files: 3, groups: [{ transposed: 0 }] });
  expect(await run("dupes", "name other")).toMatchObject({ status: 1, stdout: "" });
}, 180_000);

test("a plan to set aside says in what the files are the same as what is kept", async () => {
  const plan = ["dupes", "--set-aside", "spare", "--keep"];
  expect((await run(...plan, "largest")).stderr).toContain(
    "0 files have the same bytes as a kept file, 2 the same notes",
  );
  expect((await run(...plan, "smallest")).stderr).toContain(
    "1 file has the same bytes as a kept file, 1 the same notes",
  );
  expect((await run(...plan, "smallest", "--level", "bytes")).stderr).toStartWith("would move 1 file\n");
}, 180_000);

test("what is only the same music is set aside where it is asked for", async () => {
  const other = emptyFolder();
  const tune = (octave: number): string =>
    Array.from({ length: 64 }, (_, n) => `${"CDEFGAB"[(n * n + (n >> 2)) % 7]}${octave} 1/${n % 3 ? 8 : 4}`).join(" ");
  mkdirSync(join(other.path, "music"));
  for (const octave of [4, 5])
    writeFileSync(join(other.path, "music", `${octave}.mid`), midi({}, track(melody(tune(octave)))));
  await midiq(other.path, ["add", "music"]);
  const plan = ["dupes", "--set-aside", "spare"];
  expect(await midiq(other.path, plan)).toMatchObject({ stdout: "" });
  const asked = await midiq(other.path, [...plan, "--level", "music"]);
  expect(asked.stderr).toContain("0 the same notes, 1 the same music");
  expect(asked.stderr).toContain("would move 1 file");
  other.remove();
}, 180_000);

test("midiq.config.ts may name the rules", async () => {
  writeFileSync(join(folder.path, "midiq.config.mjs"), `export default { keep: ["smallest", "shortest-path"] };`);
  await run("config", "trust");
  expect((await run("dupes", "-o", "paths")).stdout).not.toContain("song.mid");
  writeFileSync(join(folder.path, "midiq.config.mjs"), `export default { keep: ["oldset"] };`);
  await run("config", "trust");
  expect(await run("dupes")).toMatchObject({ status: 2, stdout: "" });
}, 180_000);

test("slips are one line and status 2", async () => {
  for (const words of [
    ["dupes", "--keep", "oldset"],
    ["dupes", "--level", "chords"],
    ["dupes", "-o", "csv"],
    ["dupes", "-0"],
    ["dupes", "bmp", "120"],
  ]) {
    const { status, stdout } = await run(...words);
    expect({ words, status, stdout }).toEqual({ words, status: 2, stdout: "" });
  }
}, 180_000);

test("the word begins a query where a number of copies follows it", () => {
  expect(arrangeWords(["dupes", "2.."])).toEqual(["find", "--", "dupes", "2.."]);
  expect(arrangeWords(["dupes", "above", "2"])).toEqual(["find", "--", "dupes", "above", "2"]);
  expect(arrangeWords(["dupes"])).toEqual(["dupes"]);
  expect(arrangeWords(["dupes", "folder", "House", "-drums"])).toEqual(["dupes", "--", "folder", "House", "-drums"]);
});
