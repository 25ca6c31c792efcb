/** A move that is killed is undone whole; kill.slow.test.ts kills a larger one, on both engines. */
import { afterAll, expect, test } from "bun:test";
import { join } from "node:path";
import { emptyFolder } from "../cli/run.ts";
import { killedMove } from "./killed-move.ts";

const folder = emptyFolder();
afterAll(folder.remove);

test("kill -9 while files are moved, then undo: the tree is what it was", async () => {
  const round = await killedMove(folder.path, join(folder.path, "catalogue"), 120);
  expect(round).toMatchObject({ lost: [] });
  expect(round.steps).toBeGreaterThan(100);
}, 180_000);
