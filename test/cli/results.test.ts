import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { tableFromIPC } from "apache-arrow";
import { readParquet } from "parquet-wasm";
import stringWidth from "string-width";
import { wordsOf } from "../../src/reach/command-words.ts";
import { table } from "../../src/text/table.ts";
import { sampleIn } from "../catalogues.ts";
import { keptOpen } from "./kept-open.ts";
import { emptyFolder } from "./run.ts";

const folder = emptyFolder();
const { run, release } = keptOpen(folder.path);
afterAll(() => release().finally(folder.remove));
const at = (name: string): string => join(folder.path, name);
const linesOf = (text: string): string[] => text.split("\n").filter(Boolean);

beforeAll(async () => {
  await sampleIn(at(".midiq"));
}, 180_000);

describe("results", () => {
  test("each form has every row, with the columns that are asked for", async () => {
    const truth = linesOf((await run("drums", "--json")).stdout).map((line) => JSON.parse(line));
    expect(truth.length).toBeGreaterThan(10);
    const csv = (await run("drums", "-o", "csv", "--fields", "key,Tempo")).stdout.split("\r\n");
    expect(csv[0]).toBe("path,key,bpm,copies,hash");
    expect(csv.length).toBe(truth.length + 2);
    expect((await run("drums", "-o", "md")).stdout.split("\n")[1]).toBe(
      "| --- | ---: | --- | --- | ---: | ---: | --- |",
    );
    const playlist = linesOf((await run("drums", "-o", "m3u")).stdout);
    expect([playlist[0], playlist.length % 2]).toEqual(["#EXTM3U", 1]);
    expect(linesOf((await run("drums", "-o", "paths")).stdout)).toEqual(truth.map(({ path }) => path));
    expect((await run("drums", "facet", "key", "-o", "tsv")).stdout).toStartWith(
      "field\tlabel\tcount\testimated\nkey\t",
    );
  }, 180_000);

  test("a size is a number, and the field hash the hash", async () => {
    const [row] = linesOf((await run("drums show size, hash limit 1", "--json")).stdout).map((line) =>
      JSON.parse(line),
    );
    expect(row).toMatchObject({ size: expect.any(Number), hash: expect.stringMatching(/^[0-9a-f]{64}$/) });
  }, 180_000);

  test("--limit says where the next page begins, and pages meet", async () => {
    const all = linesOf((await run("sort bpm", "-o", "paths")).stdout);
    const first = await run("sort bpm", "-o", "paths", "--limit", "40");
    const [, cursor = ""] = /continue with --after (\S+)/.exec(first.stderr) ?? [];
    const rest = await run("sort bpm", "-o", "paths", "--after", cursor);
    expect([...linesOf(first.stdout), ...linesOf(rest.stdout)]).toEqual(all);
  }, 180_000);

  test("commands are given the paths of files, and those in archives are told of", async () => {
    const named = linesOf((await run("drums limit 2", "-x", "echo '<' {/.}")).stdout);
    expect(named).toEqual([expect.stringMatching(/^< [^/]+$/), expect.stringMatching(/^< [^/]+$/)]);
    expect(linesOf((await run("drums limit 3", "-X", "echo")).stdout)).toHaveLength(1);
    expect((await run("drums limit 2", "-0")).stdout.split("\0")).toHaveLength(3);
    const inside = linesOf((await run("has archive", "-o", "paths")).stdout).filter((path) => path.includes("!/"));
    const echoed = await run("has archive", "-x", "echo");
    expect(echoed.stdout).not.toContain("!/");
    expect(linesOf(echoed.stdout).every((path) => existsSync(path))).toBeTrue();
    expect(echoed.stderr).toStartWith(
      `note: ${inside.length} files are inside archives: the command gets copies of them, in `,
    );
    expect(await run("drums limit 2", "-x", "false")).toMatchObject({
      status: 2,
      stderr: "midiq: 2 of 2 commands failed\n",
    });
  }, 180_000);

  test.each([
    [["drums", "-o", "xlsx"], /^midiq: Cannot print "xlsx": expected table, json, jsonl, csv, .*\n$/],
    [["drums", "--fields", "bmp"], /^midiq: Cannot find the field "bmp": did you mean bpm\?.*\n$/],
    [["drums", "-0", "-o", "csv"], /^midiq: Cannot end rows with null bytes: -0 is for -o paths\n$/],
    [["drums", "-x", "echo 'a"], /^midiq: Cannot read the command "echo 'a": a quote is not closed\n$/],
    [["drums", "-x", "no-such-program"], /^midiq: Cannot run "no-such-program": there is no such program\n$/],
    [["drums facet key", "-o", "m3u"], /^midiq: Cannot print counts as "m3u" here: .*\n$/],
    [["export", "drums", "--to", "rows.xls"], /^midiq: Cannot recognize the form of "rows.xls": end the name in .*\n$/],
    [["export", "drums", "--to", "."], /^midiq: Cannot write ".": it is a folder; name a file\n$/],
    [["export", "--to", "a.csv", "--catalogue", "b"], /^midiq: Cannot export rows with --catalogue.*\n$/],
  ])(
    "%p is a mistake, told in one line",
    async (words, line) => {
      expect(await run(...(words as string[]))).toMatchObject({
        status: 2,
        stdout: "",
        stderr: expect.stringMatching(line as RegExp),
      });
    },
    180_000,
  );

  test("colours come when they are asked for, by what a value is", async () => {
    const plain = (await run("drums limit 1")).stdout;
    const colored = (await run("drums limit 1", "--color", "always")).stdout;
    expect(plain).not.toContain("\x1b");
    expect(colored).toContain("\x1b[36m");
    expect(Bun.stripANSI(colored)).toBe(plain);
  }, 180_000);
});

describe("export", () => {
  test("rows and their schema stand in files, in every form with the same values", async () => {
    const names = ["parquet", "arrow", "jsonl"].map((form) => `all.${form}`);
    for (const name of names) expect((await run("export", "drums", "--to", name)).status).toBe(0);
    const truth = linesOf(readFileSync(at("all.jsonl"), "utf8")).map((line) => JSON.parse(line));
    const tables = [
      tableFromIPC(readParquet(new Uint8Array(readFileSync(at("all.parquet")))).intoIPCStream()),
      tableFromIPC(readFileSync(at("all.arrow"))),
    ];
    const schema = JSON.parse(readFileSync(at("all.parquet.schema.json"), "utf8"));
    expect(schema.properties.bpm).toMatchObject({ type: ["number", "null"], "x-unit": "bpm", title: "bpm" });
    expect(schema.required).toEqual(Object.keys(truth[0]));
    for (const read of tables) {
      expect(read.schema.fields.map(({ name }) => name)).toEqual(schema.required);
      for (const name of ["path", "bpm", "key", "has_drums", "notes", "hash"])
        expect(Array.from(read.getChild(name) ?? [])).toEqual(truth.map((row) => row[name]));
    }
  }, 180_000);

  test("nothing is written over without --force, and nothing else is left", async () => {
    writeFileSync(at("mine.csv"), "mine");
    expect(await run("export", "drums", "--to", "mine.csv")).toMatchObject({
      status: 2,
      stderr: 'midiq: Cannot write "mine.csv": a file has that name already; --force replaces it\n',
    });
    expect(readFileSync(at("mine.csv"), "utf8")).toBe("mine");
    expect(existsSync(at("mine.csv.schema.json"))).toBe(false);
    const forced = await run("export", "drums show key", "--to", "mine.csv", "--force", "--json");
    expect(JSON.parse(forced.stdout)).toMatchObject({ path: "mine.csv", columns: 4 });
    expect(readFileSync(at("mine.csv"), "utf8")).toStartWith("path,key,copies,hash\r\n");
    expect(readdirSync(folder.path).filter((name) => name.endsWith(".tmp"))).toEqual([]);
  }, 180_000);

  test("rows that there are none of are a file with a heading, and status 1", async () => {
    expect(await run("export", "bpm 999", "--to", "none", "--as", "tsv", "--fields", "bpm")).toMatchObject({
      status: 1,
      stderr: expect.stringMatching(
        /bpm 999 +0 .*\n0 rows, 4 columns: 21 bytes in none; the fields are described in none\.schema\.json\n$/,
      ),
    });
    expect(readFileSync(at("none"), "utf8")).toBe("path\tbpm\tcopies\thash\n");
  }, 180_000);
});

test.each([
  ["cp {} '/my music'", ["cp", "{}", "/my music"]],
  ['say "a \\"b\\" $c" d\\ e {/}', ["say", 'a "b" $c', "d e", "{/}"]],
  ["play", ["play", "{}"]],
  ["x ''", ["x", "", "{}"]],
])("the words of %p", (command, words) => expect(wordsOf(command)).toEqual(words));

describe("tables", () => {
  const columns = [
    { heading: "bpm", numeric: true },
    { heading: "chords", numeric: false },
    { heading: "path", numeric: false, isPath: true },
  ];
  const rows = [
    ["120", "C-F-G-C-F-G-C-F-G", "/音楽/古い曲/とても長い名前/夏の歌 👩‍👩‍👧.mid"],
    ["97.123", "I", "/music/a/b/c/d/e/f/a very long name e\u0301.mid"],
  ];

  test.each([30, 40, 60, 80])("fit %i columns, numbers whole, wide letters counted as two", (width) => {
    const lines = table(columns, rows, width);
    for (const line of lines) expect(stringWidth(line)).toBeLessThanOrEqual(width);
    expect(lines[2]).toStartWith("97.123  ");
    expect(lines[1]).toEndWith("👩‍👩‍👧.mid");
  });

  test("begin each column at the same place", () => {
    const lines = table(columns, rows, Number.POSITIVE_INFINITY);
    const places = lines.map((line, n) => stringWidth(line.slice(0, line.indexOf(n === 0 ? "path" : "/"))));
    expect(new Set(places).size).toBe(1);
    expect(lines[1]).toEndWith(rows[0]?.[2] ?? "?");
  });
});
