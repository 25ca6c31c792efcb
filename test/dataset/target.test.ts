/** An export that fails takes back what it wrote, and nothing else. */
import { afterAll, expect, test } from "bun:test";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { folderTarget } from "../../src/dataset/target.ts";
import { createDigest } from "../../src/digest.ts";
import { emptyFolder } from "../cli/run.ts";

const folder = emptyFolder();
afterAll(folder.remove);
const digest = await createDigest();

test("what is abandoned is gone with its folders", async () => {
  const root = join(folder.path, "new", "set");
  const target = folderTarget(root, "copy", digest);
  await target.tell("files/deep/a.json", new Uint8Array(1));
  await target.tell("b.json", new Uint8Array(1));
  target.abandon();
  expect(existsSync(join(folder.path, "new"))).toBe(false);
});

test("files that others put there meanwhile stay", async () => {
  const root = join(folder.path, "shared");
  mkdirSync(join(root, "files"), { recursive: true });
  const target = folderTarget(root, "copy", digest);
  await target.tell("files/ours.json", new Uint8Array(1));
  writeFileSync(join(root, "files/theirs.json"), "theirs");
  expect(() => target.tell("files/theirs.json", new Uint8Array(1))).toThrow("EEXIST");
  target.abandon();
  expect(existsSync(join(root, "files/ours.json"))).toBe(false);
  expect(readFileSync(join(root, "files/theirs.json"), "utf8")).toBe("theirs");
});
