import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { manifestName } from "../../src/dataset/manifest.ts";
import { melody, meta, midi, track } from "../midi/compose.ts";
import { filesBelow, tune, writePile } from "../organize/pile.ts";
import { zip } from "../sources/pack.ts";
import { keptOpen } from "./kept-open.ts";
import { emptyFolder } from "./run.ts";

const folder = emptyFolder();
const { run, release } = keptOpen(folder.path);
afterAll(() => release().finally(folder.remove));
const at = (...names: string[]): string => join(folder.path, ...names);
const manifestIn = (name: string) => JSON.parse(readFileSync(at(name, manifestName), "utf8"));

const song = "C4 1/4 E4 1/4 G4 1/4 C5 1/4 A4 1/4 F4 1/4 D4 1/4 B4 1/4 ".repeat(4);
const owned = midi(
  {},
  track(
    meta(
      0,
      2,
      [..."(C) Ada"].map((one) => one.charCodeAt(0)),
    ),
    melody(song),
  ),
);

beforeAll(async () => {
  const files = Object.fromEntries(Array.from({ length: 30 }, (_, n) => [`loops/loop ${n}.mid`, tune(n)]));
  writePile(at("music"), {
    ...files,
    "songs/owned.mid": owned,
    // The same notes with other texts, and the same bytes once more.
    "songs/free.mid": midi({}, track(melody(song))),
    "songs/again.mid": owned,
    "songs/pack.zip": zip([{ name: "in/packed.mid", bytes: tune(99) }]),
  });
  expect((await run("add", "music", "--workers", "0")).status).toBe(0);
}, 180_000);

describe("midiq export --files", () => {
  test("copies files into a folder with rows, schema and manifest, which --verify checks", async () => {
    const { status, stderr } = await run(
      "export",
      "name owned or name free or name packed",
      "--to",
      "set",
      "--files",
      "copy",
    );
    expect({ status, stderr }).toMatchObject({ status: 0 });
    expect(filesBelow(at("set"))).toEqual([
      "files/free.mid",
      "files/owned.mid",
      "files/pack.zip/in/packed.mid",
      "manifest.json",
      "rows.parquet",
      "schema.json",
    ]);
    const { files, query, seed } = manifestIn("set");
    expect([query, seed]).toEqual(["name owned or name free or name packed", 0]);
    // Of equal files it is the one that the query means.
    expect(files[1]).toMatchObject({ path: "files/owned.mid", size: owned.length, copyright: "(C) Ada" });
    expect(files[2]).toMatchObject({ source: at("music/songs/pack.zip!/in/packed.mid") });
    expect(readFileSync(at("set/files/pack.zip/in/packed.mid"))).toEqual(Buffer.from(tune(99)));
    expect(statSync(at("set/files/owned.mid")).mtimeMs).toBeCloseTo(statSync(at("music/songs/owned.mid")).mtimeMs, -1);
    expect(await run("export", "--verify", "set")).toMatchObject({ status: 0, stdout: "" });
    appendFileSync(at("set/files/owned.mid"), "x");
    renameSync(at("set/files/free.mid"), at("set/files/other.mid"));
    expect(await run("export", "--verify", "set")).toMatchObject({
      status: 1,
      stdout: "files/free.mid: missing\nfiles/owned.mid: changed\nfiles/other.mid: not in the manifest\n",
    });
  }, 180_000);

  test("a sample and its splits are the same for one seed; what is the same music stays together", async () => {
    const words = ["--files", "link", "--sample", "20", "--split", "train=3,test=1", "--layout", "{n} {name}"];
    for (const [to, seed] of [
      ["one", "5"],
      ["two", "5"],
      ["three", "6"],
    ] as const)
      expect((await run("export", "not archive pack*", "--to", to, "--seed", seed, ...words)).status).toBe(0);
    const chosen = (name: string) =>
      manifestIn(name).files.map(({ path, hash }: Record<string, string>) => [path, hash]);
    expect(chosen("one")).toEqual(chosen("two"));
    expect(chosen("one")).not.toEqual(chosen("three"));
    expect(manifestIn("one").splits).toEqual([
      { name: "train", share: 3, files: 15 },
      { name: "test", share: 1, files: 5 },
    ]);
    expect(
      (await run("export", "under music/songs", "--to", "all", "--files", "symlink", "--split", "a=1,b=1")).status,
    ).toBe(2);
    const splits = manifestIn("all").files.map(({ split }: Record<string, string>) => split);
    expect([splits.length, new Set(splits).size]).toEqual([2, 1]);
  }, 180_000);

  test("a zip archive of the same files has the same bytes, and every tool reads it", async () => {
    for (const name of ["a.zip", "b.zip"])
      expect((await run("export", "", "--to", name, "--layout", "{bpm:.0f}/{name}")).status).toBe(0);
    expect(readFileSync(at("a.zip")).equals(readFileSync(at("b.zip")))).toBe(true);
    mkdirSync(at("unzipped"));
    renameSync(at("a.zip"), at("unzipped/a.zip"));
    const added = await run("add", "unzipped", "--db", "fresh", "--json", "--workers", "0");
    expect(added.status).toBe(0);
    const listed = await run("find", "-o", "paths", "--db", "fresh");
    expect(listed.stdout.trim().split("\n")).toHaveLength(33);
  }, 180_000);

  test("slips are one line and status 2, and write nothing", async () => {
    writeFileSync(at("full.zip"), "");
    for (const words of [
      ["--to", "set", "--files", "copy"],
      ["--to", "full.zip"],
      ["--to", "x.zip", "--files", "link"],
      ["--to", "new", "--files", "copy", "--layout", "{nmae}"],
      ["--to", "new", "--files", "copy", "--split", "train"],
      ["--to", "new", "--files", "copy", "--sample", "3", "--limit", "3"],
      ["--to", "rows.csv", "--sample", "3", "--limit", "3"],
      ["--verify", "music"],
    ]) {
      const { status, stdout } = await run("export", ...words);
      expect({ words, status, stdout }).toEqual({ words, status: 2, stdout: "" });
    }
    expect([existsSync(at("new")), existsSync(at("x.zip")), existsSync(at("rows.csv"))]).toEqual([false, false, false]);
  }, 180_000);

  test("rows alone are by the same lot as rows with their files; --files alone copies", async () => {
    const words = ["export", "name loop", "--sample", "5", "--seed", "2"];
    expect((await run(...words, "--to", "lot.jsonl", "--fields", "name")).status).toBe(0);
    expect((await run(...words, "--to", "lot", "--files")).status).toBe(0);
    const names = readFileSync(at("lot.jsonl"), "utf8")
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line).name as string);
    expect(names).toHaveLength(5);
    expect(
      filesBelow(at("lot", "files"))
        .map((path) => path.replace(/^.*\/|\.mid$/g, ""))
        .sort(),
    ).toEqual(names.sort());
    const nothing = await run("export", "name loop bpm 999", "--to", "none", "--files");
    expect(nothing).toMatchObject({ status: 1, stderr: expect.stringContaining("bpm here ranges from") });
  }, 180_000);

  test("what changed or went since it was added is left out, and told", async () => {
    rmSync(at("music/loops/loop 1.mid"));
    const { status, stderr } = await run("export", "name loop", "--to", "left", "--files", "copy");
    expect(status).toBe(2);
    expect(stderr).toMatch(/left out 1 file, for example .*: it is gone/);
    expect(manifestIn("left").files).toHaveLength(29);
  }, 180_000);
});
