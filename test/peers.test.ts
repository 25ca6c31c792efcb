import { afterAll, expect, test } from "bun:test";
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { javascriptReaders } from "../bench/peers/readers.ts";
import { isTempo, mirex, tempoLevels } from "../eval/measures.ts";
import { melody, midi, track } from "./midi/compose.ts";

const home = mkdtempSync(join(tmpdir(), "midiq-peers-test-"));
const path = join(home, "tune.mid");
writeFileSync(path, midi({}, track(melody("C4 1/4 E4+G4 1/2"))));
afterAll(() => rmSync(home, { recursive: true }));

test("readers in JavaScript find the same notes", () => {
  for (const [name, read] of Object.entries(javascriptReaders)) expect([name, read(path)]).toEqual([name, 3]);
});

test("where there is no python3, measuring beside its tools ends with one line and status 2", () => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [resolve("bench/run.ts"), "peers", home], {
    env: { PATH: home, TMPDIR: home },
    encoding: "utf8",
  });
  expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
  expect(stderr.trimEnd().split("\n").at(-1)).toMatch(/^Cannot make a Python environment: /);
});

test("a key scores by how near it is, a tempo by its multiples", () => {
  const [C, G, F, a, c] = [0, 7, 5, 21, 12] as const;
  expect([C, G, F, a, c].map((key) => mirex(key, C))).toEqual([1, 0.5, 0, 0.3, 0.2]);
  expect([119, 124, 126, 60].map((bpm) => isTempo(bpm, [120], [1]))).toEqual([true, true, false, false]);
  expect([60, 240, 360, 80].map((bpm) => isTempo(bpm, [120], tempoLevels))).toEqual([true, true, true, false]);
});
