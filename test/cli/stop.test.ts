/** A stop of each kind, once; stop.slow.test.ts has all signals, numbers of workers and engines. */
import { afterAll, expect, test } from "bun:test";
import { emptyFolder, midiq } from "./run.ts";
import { direct, start, stopAdd, wrapped, writePile } from "./stopping.ts";

const folder = emptyFolder();
afterAll(folder.remove, 180_000);
const files = 200;
writePile(folder.path, files);

test("SIGINT to the wrapper keeps what is done, frees the folder, and the next add goes on from there", async () => {
  expect(await stopAdd(folder.path, wrapped, { name: "stopped", files, signal: "SIGINT" })).toBe(130);
  const next = await midiq(folder.path, ["add", "pile", "--db", "stopped", "--json"]);
  const { counts } = JSON.parse(next.stdout);
  expect(counts.unchanged).toBeGreaterThan(0);
  expect((counts.stored ?? 0) + counts.unchanged).toBe(files);
}, 180_000);

test("an add of a list stores what it was given while it waits for more, and another terminal hears of it", async () => {
  const words = ["add", "-", "--db", "listed", "--workers", "0", "--json"];
  const { run, err } = start(folder.path, direct, words, "pipe");
  run.stdin?.write("pile/tune-1.mid\npile/tune-2.mid\n");
  run.stdin?.flush();
  await err.until('"settled":2');
  const { stderr } = await midiq(folder.path, ["bpm", "900..", "--db", "listed"]);
  expect(stderr).toMatch(/^An add has been running for .*: [02] files are stored/m);
  run.stdin?.end();
  expect(await run.exited).toBe(0);
}, 180_000);
