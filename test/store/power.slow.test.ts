/** Power loss: what was confirmed is there after a cut, and without sync the same cuts find losses. */
import { afterAll, expect, test } from "bun:test";
import { emptyFolder } from "../cli/run.ts";
import { cut } from "./power-cut.ts";

const [synced, unsynced] = [emptyFolder(), emptyFolder()];
afterAll(synced.remove, 180_000);
afterAll(unsynced.remove, 180_000);

test("a cut of the power loses nothing that was confirmed, and damages nothing", async () => {
  const left = await cut(synced.path, { sync: true, count: 6 });
  expect(left.map(({ phase, lost, wrong }) => [phase, lost, wrong])).toEqual(left.map(({ phase }) => [phase, 0, []]));
  expect(new Set(left.map(({ phase }) => phase)).size).toBeGreaterThan(3);
}, 180_000);

test("the same cuts lose rows of a catalogue that is written without sync", async () => {
  const left = await cut(unsynced.path, { sync: false, count: 4 });
  expect(left.reduce((sum, { lost }) => sum + lost, 0)).toBeGreaterThan(0);
}, 180_000);
