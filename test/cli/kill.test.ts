/** A kill of an add; kill.slow.test.ts kills at more moments, on both engines and in both ways of loading. */
import { afterAll, expect, test } from "bun:test";
import { join } from "node:path";
import { everythingIn, killAdds, writePile } from "./killing.ts";
import { emptyFolder, midiq } from "./run.ts";

const folder = emptyFolder();
afterAll(folder.remove, 30_000);
const pile = join(folder.path, "pile");
const files = writePile(pile, 0, 150);

test("kill -9 in an add loses nothing, and the next ends where an uninterrupted one does", async () => {
  const where = join(folder.path, "killed");
  const moments = [{ phase: "writing", afterMilliseconds: 5 }] as const;
  const { kills, holds, unchanged } = await killAdds({ where, pile, mode: "plain" }, moments);
  expect(kills).toBe(1);
  expect(unchanged).toBe(files);
  await midiq(folder.path, ["add", pile, "--db", "whole"]);
  expect(holds).toBe(await everythingIn(join(folder.path, "whole")));
}, 180_000);
