/** A cut of the power, twice; power.slow.test.ts cuts more, also where nothing is synced. */
import { afterAll, expect, test } from "bun:test";
import { emptyFolder } from "../cli/run.ts";
import { cut } from "./power-cut.ts";

const folder = emptyFolder();
afterAll(folder.remove, 30_000);

test("a cut of the power loses nothing that was confirmed, and damages nothing", async () => {
  const left = await cut(folder.path, { sync: true, count: 2, files: 12 });
  expect(left.map(({ lost, wrong }) => [lost, wrong])).toEqual([
    [0, []],
    [0, []],
  ]);
}, 180_000);
