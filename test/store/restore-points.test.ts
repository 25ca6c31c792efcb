/** When restore points are written, and how many are kept. */
import { afterAll, expect, test } from "bun:test";
import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { keepRestorePoint, newestRestorePoint } from "../../src/catalogue/move/restore-point.ts";
import type { Client } from "../../src/database/client.ts";
import { emptyFolder } from "../cli/run.ts";

const folder = emptyFolder();
afterAll(folder.remove);

/** A catalogue whose only mark is one rating, or that has none. */
const marked = (hasMark: boolean): Client =>
  ({
    unsafe: async (text: string) => (hasMark && text.includes("rating") ? [{ hash: "00", rating: 4 }] : []),
  }) as unknown as Client;

let made = 0;
/** A folder with restore points of these ages in hours. */
function catalogueWith(...hours: readonly number[]): string {
  const catalogue = join(folder.path, String(made++));
  mkdirSync(join(catalogue, "restore"), { recursive: true });
  for (const age of hours) writeFileSync(join(catalogue, "restore", `${Date.now() - age * 3_600_000}.midiq`), "old");
  return catalogue;
}

test.each([
  ["the first run of a catalogue with marks", [], 1, true, 1],
  ["a run of few changes an hour after the last point", [1], 10_000, true, 1],
  ["a run of over 10,000 changes an hour after the last point", [1], 10_001, true, 2],
  ["any run a day after the last point", [25], 0, true, 2],
  ["a catalogue without marks", [], 20_000, false, 0],
  ["the sixth point, which takes the place of the oldest", [30, 29, 28, 27, 26], 0, true, 5],
] as const)("%s", async (_, hours, changes, hasMark, points) => {
  const catalogue = catalogueWith(...hours);
  const before = readdirSync(join(catalogue, "restore")).sort();
  await keepRestorePoint(marked(hasMark), catalogue, changes);
  const after = readdirSync(join(catalogue, "restore")).sort();
  expect(after).toHaveLength(points);
  if (points === before.length && points < 5) expect(after).toEqual(before);
  if (points === 5) expect(after.slice(0, 4)).toEqual(before.slice(1));
  expect(newestRestorePoint(catalogue)).toBe(
    points === 0 ? undefined : join(catalogue, "restore", after.at(-1) as string),
  );
});

test("a point that cannot be written leaves nothing half written, and the points before it", async () => {
  const catalogue = catalogueWith(25);
  const broken = { unsafe: () => Promise.reject(new Error("lost")) } as unknown as Client;
  await expect(keepRestorePoint(broken, catalogue, 0)).rejects.toThrow("lost");
  expect(readdirSync(join(catalogue, "restore"))).toHaveLength(1);
});
