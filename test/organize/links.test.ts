/** Nothing is written through a link that lies in the folder to which files go. */
import { afterAll, beforeEach, expect, test } from "bun:test";
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { folderTarget } from "../../src/dataset/target.ts";
import { createDigest } from "../../src/digest.ts";
import { applyPlan } from "../../src/organize/apply.ts";
import { namesOf } from "../../src/plugin/names.ts";
import { linkOnTheWay } from "../../src/writing/inside.ts";
import { NotKept, writeNew } from "../../src/writing/new-file.ts";
import { emptyFolder } from "../cli/run.ts";
import { organized } from "./organized.ts";
import { filesBelow, tune } from "./pile.ts";

const folder = emptyFolder();
afterAll(folder.remove);
const outside = join(folder.path, "outside");
const target = join(folder.path, "target");
const { music, plan, begin, journals } = organized(folder.path, "PGlite");

beforeEach(() => {
  for (const path of [outside, target]) {
    rmSync(path, { recursive: true, force: true });
    mkdirSync(path);
  }
});

for (const how of ["move", "copy", "link", "symlink"] as const) {
  test(`organize leaves files whose folder in the target is a link, and says which: ${how}`, async () => {
    await begin({ "linked/one.mid": tune(1), "deep/linked/two.mid": tune(2), "real/three.mid": tune(3) });
    symlinkSync(outside, join(target, "linked"));
    mkdirSync(join(target, "deep"));
    symlinkSync(outside, join(target, "deep/linked"));
    const planned = await plan("{folder}/{name}", { to: target, how });
    const left = planned.filter(({ outcome }) => outcome === "leave");
    expect(left.map(({ why }) => why).sort()).toEqual([
      'the folder "deep/linked" of the target is a link, and midiq does not write through links',
      'the folder "linked" of the target is a link, and midiq does not write through links',
    ]);
    const about = { kind: "organize", how, template: "", query: "", started: "", version: "" };
    const digest = await createDigest();
    expect(await applyPlan(planned, about, journals, { prune: false, digest, root: target })).toMatchObject({
      done: 1,
    });
    expect(readdirSync(outside)).toEqual([]);
  });
}

test("a folder that becomes a link between the plan and the move keeps its files where they were", async () => {
  await begin({ "a/one.mid": tune(1), "b/new/two.mid": tune(2) });
  const planned = await plan("{folder}/{name}", { to: target, how: "copy" });
  for (const name of ["a", "b"]) symlinkSync(outside, join(target, name));
  const about = { kind: "organize", how: "copy", template: "", query: "", started: "", version: "" } as const;
  const applied = await applyPlan(planned, about, journals, {
    prune: false,
    digest: await createDigest(),
    root: target,
  });
  expect(applied).toMatchObject({ done: 0 });
  expect(applied.failed.map(({ why }) => why)).toEqual([
    'the folder "a" of the target is a link, and midiq does not write through links',
    'the folder "b" of the target is a link, and midiq does not write through links',
  ]);
  expect(readdirSync(outside)).toEqual([]);
  expect(filesBelow(music)).toHaveLength(2);
});

test("the target may be a link itself, and lie below one: it is what was named", () => {
  symlinkSync(target, join(outside, "here"));
  expect(linkOnTheWay(join(outside, "here"), join(outside, "here/a/b"))).toBeUndefined();
  symlinkSync(outside, join(target, "a"));
  expect(linkOnTheWay(join(outside, "here"), join(outside, "here/a/b"))).toBe(join(outside, "here/a"));
  expect(linkOnTheWay(target, join(folder.path, "elsewhere"))).toBeUndefined();
});

test("export stops where a folder of it becomes a link while it runs", async () => {
  const export_ = folderTarget(target, "copy", await createDigest());
  await export_.tell("files/a/one.txt", new Uint8Array(1));
  renameSync(join(target, "files"), join(target, "old"));
  symlinkSync(outside, join(target, "files"));
  expect(() => export_.tell("files/two.txt", new Uint8Array(1))).toThrow(/"files" of the target is a link/);
  expect(readdirSync(outside)).toEqual([]);
});

test("repair and split write through no link, neither for a folder nor for the file itself", () => {
  symlinkSync(outside, join(target, "linked"));
  expect(() => writeNew(target, ["linked", "x.mid"], tune(1))).toThrow(/"linked" of the target is a link/);
  // A name that is a link is taken, and so is the name under which a file is made.
  symlinkSync(join(outside, "x.mid"), join(target, "x.mid"));
  symlinkSync(join(outside, "y.mid"), join(target, `.midiq-${process.pid}.tmp`));
  expect(writeNew(target, ["x.mid"], tune(1))).toBe(join(target, "x (2).mid"));
  expect(readdirSync(outside)).toEqual([]);
});

test("a file that is misread after it was written is not kept, nor is anything beside it", () => {
  expect(() => writeNew(target, ["x.mid"], tune(1), () => "other notes")).toThrow(NotKept);
  expect(existsSync(target) && readdirSync(target)).toEqual([]);
  writeFileSync(join(target, "x.mid"), tune(1));
  expect(writeNew(target, ["x.mid"], tune(1), () => "never asked")).toBe(join(target, "x.mid"));
});

test("a backslash is a letter of a name on Linux, and separates folders in paths of Windows and in archives", () => {
  expect(namesOf("/x/back\\slash.mid")).toMatchObject({ name: "back\\slash", folders: ["x"] });
  expect(namesOf("/x/a\\b/c.mid")).toMatchObject({ name: "c", folders: ["x", "a\\b"] });
  expect(namesOf("C:\\x\\a.mid")).toMatchObject({ name: "a", folders: ["C:", "x"] });
  expect(namesOf("\\\\server\\x\\a.mid")).toMatchObject({ name: "a", folders: ["server", "x"] });
  expect(namesOf("/x\\y/pack.zip!/Bass\\a.mid")).toMatchObject({ name: "a", folders: ["x\\y", "pack.zip", "Bass"] });
  expect(namesOf("/x/pack.zip!/in.zip!/a/b.mid")).toMatchObject({ folders: ["x", "pack.zip", "in.zip", "a"] });
});
