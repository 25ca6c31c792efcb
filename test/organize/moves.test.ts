/** Files as scripts move and export them: members of archives are copied, and both runs can be undone. */
import { afterAll, beforeAll, expect, test } from "bun:test";
import { join } from "node:path";
import { add, type Catalogue, core, open } from "../../mod.ts";
import { exportFiles, readManifest } from "../../src/dataset/mod.ts";
import { applyMoves, movedRuns, planAside, planMoves, undoMoves } from "../../src/organize/mod.ts";
import { emptyFolder } from "../cli/run.ts";
import { zip } from "../sources/pack.ts";
import { filesBelow, snapshot, tune, writePile } from "./pile.ts";

const folder = emptyFolder();
const at = (...names: string[]): string => join(folder.path, ...names);
const { XDG_CACHE_HOME: cache } = process.env;
let db: Catalogue;
beforeAll(async () => {
  process.env["XDG_CACHE_HOME"] = at("cache");
  writePile(at("music"), { "one.mid": tune(1), "pack.zip": zip([{ name: "two.mid", bytes: tune(2) }]) });
  db = await open(at("catalogue"), { plugins: [core], mode: "write" });
  await add(db, [at("music")]);
}, 180_000);
afterAll(async () => {
  await db.close();
  if (cache === undefined) delete process.env["XDG_CACHE_HOME"];
  else process.env["XDG_CACHE_HOME"] = cache;
  folder.remove();
});

test("a plan below a folder moves files and copies members of archives, and undo takes both back", async () => {
  const before = snapshot(at("music"));
  const plan = await planMoves(db, "{name}", "", { to: at("sorted") });
  expect(plan.files.map(({ outcome }) => outcome)).toEqual(["go", "go"]);
  expect(snapshot(at("music"))).toEqual(before);
  const moved = await applyMoves(db, plan);
  expect(moved).toMatchObject({ done: 1, failed: [], copied: { done: 1, failed: [] } });
  expect(filesBelow(at("sorted")).toSorted()).toEqual(["one.mid", "two.mid"]);
  expect(filesBelow(at("music"))).toEqual(["pack.zip"]);
  expect(await undoMoves(db, moved.copied?.run)).toMatchObject({ done: 1, kept: [] });
  expect(movedRuns(db).map(({ files, state }) => [files, state])).toEqual([
    [1, "undone"],
    [1, "done"],
  ]);
  expect(await undoMoves(db)).toMatchObject({ done: 1, kept: [] });
  expect(snapshot(at("music"))).toEqual(before);
});

test("a new name in its folder is for files alone: members stay, and the plan says why", async () => {
  const { files } = await planMoves(db, "new {name}", "");
  const left = files.filter(({ outcome }) => outcome === "leave");
  expect(left.map(({ why }) => why)).toEqual(["it is inside an archive"]);
});

test("files are put aside below a folder, with their own folders, and archives are left", async () => {
  const { files } = await planAside(db, [at("music/one.mid"), at("music/pack.zip!/two.mid")], at("aside"));
  expect(files.map(({ outcome, to }) => [outcome, to])).toEqual([
    ["go", at("aside/one.mid")],
    ["leave", undefined],
  ]);
});

test("an export tells what it wrote, refuses a folder that is full, and writes nothing where nothing is found", async () => {
  const { manifest, left, found } = await exportFiles(db, "", at("export"), { split: "a=1,b=1" });
  expect([found, left, manifest?.splits.map(({ files }) => files)]).toEqual([2, [], [1, 1]]);
  expect(readManifest(at("export")).files.map(({ hash }) => hash)).toEqual(
    manifest?.files.map(({ hash }) => hash) ?? [],
  );
  await expect(exportFiles(db, "", at("export"))).rejects.toMatchObject({ code: "exists" });
  expect(await exportFiles(db, "notes >1000000", at("none"))).toMatchObject({ found: 0, manifest: undefined });
  expect(filesBelow(folder.path).some((path) => path.startsWith("none"))).toBe(false);
});
