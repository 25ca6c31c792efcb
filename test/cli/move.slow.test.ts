import { afterAll, expect, test } from "bun:test";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { sampleIn } from "../catalogues.ts";
import { melody, midi, track } from "../midi/compose.ts";
import { emptyFolder, midiq } from "./run.ts";

const folder = emptyFolder();
afterAll(folder.remove);

test("a catalogue goes to a file and comes out of it; mistakes are told in one line", async () => {
  const run = (...words: readonly string[]) => midiq(folder.path, words);
  await sampleIn(join(folder.path, "one"));
  const out = await run("export", "--catalogue", "all.midiq", "--db", "one");
  expect(out).toMatchObject({
    status: 0,
    stdout: "",
    stderr: expect.stringMatching(/^85 files, 78 of them distinct: \d+\.\d kB/),
  });
  const into = await run("import", "all.midiq", "--db", "two", "--json");
  expect(JSON.parse(into.stdout)).toMatchObject({ merged: false, rows: { content: 78, copy: 85 } });
  for (const db of ["one", "two"])
    expect((await run("export", "--catalogue", `${db}.stable`, "--db", db, "--stable")).status).toBe(0);
  const [one, two] = ["one", "two"].map((db) => readFileSync(join(folder.path, `${db}.stable`)));
  expect(one?.equals(two as Buffer)).toBe(true);

  expect(await run("import", "all.midiq", "--db", "two")).toMatchObject({
    status: 0,
    stderr: "The catalogue already has all of it: nothing was imported\n",
  });

  writeFileSync(join(folder.path, "other.mid"), midi({}, track(melody("C4 1/4 A4 1/4 F4 1/4 B4 1/4"))));
  expect((await run("add", "other.mid", "--db", "busy", "--workers", "0")).status).toBe(0);
  writeFileSync(join(folder.path, "cut.midiq"), readFileSync(join(folder.path, "all.midiq")).subarray(0, 60_000));
  for (const [words, line] of [
    [
      ["import", "cut.midiq", "--db", "three"],
      /^midiq: Cannot import "cut.midiq": it is damaged or cut short at byte \d+\n$/,
    ],
    [
      ["import", "one.stable", "--db", "three"],
      /^midiq: Cannot import "one.stable": it was written with --stable, .*\n$/,
    ],
    [["import", "all.midiq", "--db", "busy"], /^midiq: .* the catalogue is not empty; --merge adds .*\n$/],
    [["import", "nowhere", "--db", "three"], /^midiq: Cannot import "nowhere": there is no such file\n$/],
    [
      ["export", "--catalogue", "all.midiq", "--db", "one"],
      /^midiq: Cannot write "all.midiq": a file has that name already\n$/,
    ],
    [["export", "--catalogue", ".", "--db", "one"], /^midiq: Cannot write "\.": it is a folder; name a file\n$/],
  ] as const)
    expect(await run(...words)).toMatchObject({ status: 2, stdout: "", stderr: expect.stringMatching(line) });
  expect((await run("import", "all.midiq", "--db", "two", "--merge")).stderr).toStartWith(
    "added 0 files, 0 of them distinct",
  );
}, 180_000);
