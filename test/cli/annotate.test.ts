import { afterAll, beforeAll, expect, test } from "bun:test";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { melody, midi, tempo, track } from "../midi/compose.ts";
import { emptyFolder, midiq } from "./run.ts";

const folder = emptyFolder();
afterAll(folder.remove);
const at = (name: string): string => join(folder.path, name);
const tune = (notes: string): Uint8Array =>
  midi({}, track(tempo(0, 500_000), melody(notes.repeat(4)), melody("C3+E3+G3 1/1", { channel: 1 })));

beforeAll(async () => {
  mkdirSync(at("music/loops"), { recursive: true });
  writeFileSync(at("music/one.mid"), tune("C5 1/4 E5 1/4 G5 1/4 E5 1/4 "));
  writeFileSync(at("music/loops/two.mid"), tune("C5 1/8 D5 1/8 E5 1/4 G5 1/4 E5 1/4 "));
  writeFileSync(at("music/loops/two.kar"), tune("G5 1/8 D5 1/8 E5 1/4 G5 1/4 E5 1/4 "));
  writeFileSync(at("music/none.mid"), "no music");
  expect((await midiq(folder.path, ["add", "music", "--db", "db"])).status).toBe(0);
}, 120_000);

test("a file gets one JAMS file, and the path is printed", async () => {
  const { status, stdout } = await midiq(folder.path, ["annotate", "music/one.mid", "--to", "a"]);
  expect([status, stdout]).toEqual([0, "a/one.jams\n"]);
  expect(JSON.parse(readFileSync(at("a/one.jams"), "utf8"))).toHaveProperty("annotations");
}, 60_000);

test("a folder keeps its folders, files of one name stay apart, and what is no music is named", async () => {
  const { status, stdout, stderr } = await midiq(folder.path, ["annotate", "music", "--to", "b", "--as", "json"]);
  expect(status).toBe(2);
  expect(stdout.trim().split("\n").sort()).toEqual(["b/loops/two (2).json", "b/loops/two.json", "b/one.json"]);
  expect(stderr).toContain("left out music/none.mid");
  expect(stderr).toContain("3 songs: 3 files in b; 1 left out");
}, 60_000);

test("a second run writes nothing new", async () => {
  const first = await midiq(folder.path, ["annotate", "music/one.mid", "--to", "c", "--as", "lab"]);
  const second = await midiq(folder.path, ["annotate", "music/one.mid", "--to", "c", "--as", "lab"]);
  expect(first.stdout).toContain("c/one.beats.lab");
  expect(second.stdout).toBe(first.stdout);
}, 60_000);

test("a query annotates what it finds", async () => {
  const ran = await midiq(folder.path, ["annotate", "name two", "--to", "d", "--as", "tsv", "--json", "--db", "db"]);
  expect(ran.status).toBe(0);
  const lines = ran.stdout
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as { path: string; to: string[] });
  expect(lines).toHaveLength(2);
  expect(lines.every(({ to }) => to.some((path) => path.endsWith(".notes.tsv")))).toBe(true);
}, 60_000);

test("a query that finds nothing ends with 1", async () => {
  expect((await midiq(folder.path, ["annotate", "bpm 300..", "--to", "e", "--db", "db"])).status).toBe(1);
}, 60_000);

test("rows of beats and tracks have a file, a number and typed columns", async () => {
  const ran = await midiq(folder.path, ["export", "name one", "--per", "beat", "--to", "beats.jsonl", "--db", "db"]);
  expect(ran.status).toBe(0);
  const rows = readFileSync(at("beats.jsonl"), "utf8").trim().split("\n");
  const [first, second] = rows.map((line) => JSON.parse(line) as Record<string, unknown>);
  expect(first).toMatchObject({ n: 1, seconds: 0, bar: 1, position: 1, downbeat: true });
  expect(second).toMatchObject({ n: 2, seconds: 0.5, position: 2 });
  const schema = JSON.parse(readFileSync(at("beats.jsonl.schema.json"), "utf8")) as { required: string[] };
  expect(Object.keys(first ?? {})).toEqual(schema.required);
  for (const per of ["track", "section", "chord", "bar"]) {
    const other = await midiq(folder.path, ["export", "--per", per, "--to", `${per}.csv`, "--db", "db"]);
    expect([per, other.status === 0 || per === "section"]).toEqual([per, true]);
    expect(readFileSync(at(`${per}.csv`), "utf8")).toStartWith("path,hash,n,");
  }
}, 120_000);

test("options of rows of files are refused with --per", async () => {
  const ran = await midiq(folder.path, ["export", "--per", "chord", "--evidence", "--to", "x.csv", "--db", "db"]);
  expect(ran.status).toBe(2);
  expect(ran.stderr).toContain("Cannot use --evidence with --per");
}, 60_000);
