/** Restore points: marks by hand come back into a catalogue that was made again from the files. */
import { afterAll, expect, test } from "bun:test";
import { mkdirSync, readdirSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { open } from "../../mod.ts";
import { importCatalogue } from "../../src/catalogue/mod.ts";
import { newestRestorePoint } from "../../src/catalogue/move/restore-point.ts";
import { emptyFolder, midiq } from "../cli/run.ts";

const folder = emptyFolder();
afterAll(folder.remove, 180_000);
const samples = join(import.meta.dir, "../../examples/sample");
const where = join(folder.path, "catalogue");

test("tags, ratings and saved queries come back by the hashes of files, and marks made since stay", async () => {
  expect((await midiq(folder.path, ["add", samples, "--db", where, "--workers", "0"])).status).toBe(0);
  // There is nothing yet that could not be made again.
  expect(newestRestorePoint(where)).toBeUndefined();
  const db = await open(where, { mode: "write" });
  await db.tag("", { add: ["user:mine"] }, { all: true });
  const { changed } = await db.rate("", 4, { all: true });
  await db.save("club", "bpm 120..130", "for the club");
  await db.close();
  const point = newestRestorePoint(where) as string;
  expect(readdirSync(join(where, "restore"))).toHaveLength(1);
  const kept = join(folder.path, "kept.midiq");
  renameSync(point, kept);
  rmSync(where, { recursive: true });
  mkdirSync(where);

  expect((await importCatalogue(where, kept)).marks).toMatchObject({
    tags: 0,
    ratings: 0,
    queries: 1,
    absent: changed,
  });
  expect((await midiq(folder.path, ["add", samples, "--db", where, "--workers", "0"])).status).toBe(0);
  const again = await open(where, { mode: "write" });
  await again.rate("", 2, { all: true });
  await again.close();
  const imported = await midiq(folder.path, ["import", kept, "--db", where]);
  expect([imported.status, imported.stderr]).toEqual([0, `${changed} tags, 0 ratings and 0 saved queries restored\n`]);
  const back = await open(where);
  const [row] = await back.query(
    "select count(*)::int4 as n from content where 'user:mine' = any(tags) and rating = 2",
  );
  expect([row, (await back.saved()).get("club")?.about]).toEqual([{ n: changed }, "for the club"]);
  await back.close();
  const looked = await midiq(folder.path, ["db", "check", "--db", where]);
  expect([looked.status, looked.stderr]).toEqual([0, expect.stringContaining("newest restore point: ")]);
}, 180_000);
