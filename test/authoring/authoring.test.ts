import { afterAll, expect, test } from "bun:test";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { checkPlugin, listPlugins, newPlugin } from "../../src/authoring/mod.ts";
import core from "../../src/core.ts";
import { emptyFolder } from "../cli/run.ts";

const folder = emptyFolder();
afterAll(folder.remove);

test("a new plugin has a file and a test, and nothing is overwritten", () => {
  const files = newPlugin("low-notes", folder.path);
  expect(files).toEqual([join(folder.path, "low-notes.ts"), join(folder.path, "low-notes.test.ts")]);
  expect(readFileSync(files[0] ?? "", "utf8")).toContain('import { pitchOf } from "midiq/midi";');
  expect(() => newPlugin("low-notes", folder.path)).toThrow(expect.objectContaining({ code: "exists" }));
  expect(() => newPlugin("Low Notes", folder.path)).toThrow(expect.objectContaining({ code: "bad-name" }));
});

test("files that are not there are refused before a check begins", async () => {
  await expect(checkPlugin("rests", { files: [join(folder.path, "none")] })).rejects.toMatchObject({ code: "no-path" });
});

test("a list says what is loaded, whose it is, and what else ships", async () => {
  const { loaded, catalogue, others } = await listPlugins([core]);
  expect(loaded.map(({ name, isOwn }) => ({ name, isOwn }))).toEqual([{ name: "core", isOwn: true }]);
  expect(catalogue).toEqual([]);
  expect(Object.keys(others)).toContain("swing");
});
