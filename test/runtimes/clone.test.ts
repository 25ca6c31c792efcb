/** A clone as Git leaves it, before anything is installed. */
import { afterAll, expect, test } from "bun:test";
import { cpSync, mkdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { emptyFolder } from "../cli/run.ts";

const folder = emptyFolder();
afterAll(folder.remove);

test("a clone without its packages says in one line what to run", () => {
  const project = resolve(import.meta.dir, "../..");
  cpSync(join(project, "bin"), join(folder.path, "bin"), { recursive: true });
  mkdirSync(join(folder.path, "src/cli"), { recursive: true });
  cpSync(join(project, "src/cli/main.ts"), join(folder.path, "src/cli/main.ts"));
  const run = Bun.spawnSync(["node", join(folder.path, "bin/midiq.mjs"), "--version"]);
  expect(run.stderr.toString()).toMatch(
    /^midiq: Cannot run from .*: its packages are not installed; run npm run setup there\n$/,
  );
  expect([run.exitCode, run.stdout.toString()]).toEqual([2, ""]);
});
