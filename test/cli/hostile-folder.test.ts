import { afterAll, describe, expect, test } from "bun:test";
import { readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { compilerOptions } from "../../src/isolation/bun-flags.ts";
import { hostileFolder } from "../hostile.ts";
import { emptyFolder } from "./run.ts";

const wrapper = resolve(import.meta.dir, "../../bin/midiq.mjs");
const folder = hostileFolder();
afterAll(folder.remove);

/** Runs the command as it is installed. */
const run = (words: readonly string[]) => folder.run(["node", wrapper, ...words]);

const nothing = { ran: "", asked: [] };

describe("in a folder with hostile settings for Bun", () => {
  test("help and the version run nothing of it", async () => {
    expect(await run(["--version"])).toMatchObject({ ...nothing, status: 0, stderr: "" });
    expect(await run(["--help"])).toMatchObject({ ...nothing, status: 0, stderr: "" });
  }, 180_000);

  test("its .env names no other catalogue", async () => {
    const { stdout, ...rest } = await run(["config", "--json"]);
    expect(rest).toMatchObject({ ...nothing, status: 0 });
    expect(stdout).not.toContain("evil.example");
  }, 180_000);

  test("neither do workers and isolated processes", async () => {
    const song = join(import.meta.dir, "../../examples/sample/midi/Classical");
    const swing = resolve(import.meta.dir, "../../plugins/swing.ts");
    const words = ["analyze", song, "--plugin", swing, "--workers", "1", "--isolate", "process"];
    const { stdout, ...rest } = await run(words);
    expect(rest).toMatchObject({ ...nothing, status: 0 });
    expect(stdout).toContain('"swing.');
  }, 180_000);
});

describe("a plugin that imports a package which is not installed", () => {
  for (const [how, words] of Object.entries({
    "in this process": ["--workers", "0"],
    "with workers": ["--workers", "1"],
    "in a process of its own": ["--workers", "1", "--isolate", "process"],
  })) {
    test(`asks no registry ${how}, and is one line`, async () => {
      const alone = emptyFolder();
      writeFileSync(join(alone.path, "a.ts"), 'import { x } from "midiq-is-not-installed";\nexport default x;\n');
      writeFileSync(
        join(alone.path, "b.ts"),
        `import { definePlugin } from "midiq";
await import(["midiq-is-not", "installed-either"].join("-")).catch(() => {});
export default definePlugin(import.meta.url, { name: "b", api: 1, provides: [] });\n`,
      );
      const song = join(import.meta.dir, "../../examples/sample/midi/Classical");
      const static_ = await run(["--no-config", "analyze", song, "--plugin", join(alone.path, "a.ts"), ...words]);
      expect(static_).toMatchObject({ ...nothing, status: 2 });
      expect(static_.stderr).toMatch(/^midiq: Cannot load the plugin [^\n]*"midiq-is-not-installed"[^\n]*\n$/);
      const late = await run(["analyze", song, "--plugin", join(alone.path, "b.ts"), ...words]);
      expect(late).toMatchObject({ ...nothing, status: 0 });
      alone.remove();
    }, 180_000);
  }
});

test("the wrapper and a start without it give Bun's compiler the same options", () => {
  const wrapperText = readFileSync(wrapper, "utf8");
  for (const [name, value] of Object.entries(compilerOptions)) expect(wrapperText).toContain(`${name}: "${value}"`);
});

test("the wrapper and the isolated process give Bun the same flags", () => {
  const flagsIn = (path: string): string[] =>
    [...readFileSync(resolve(import.meta.dir, path), "utf8").matchAll(/["`](--[a-z-]+=?)/g)].map(
      ([, flag]) => flag ?? "",
    );
  expect(flagsIn("../../src/isolation/bun-flags.ts")).toEqual([
    "--no-install",
    "--no-env-file",
    "--config=",
    "--tsconfig-override=",
  ]);
  expect(flagsIn("../../bin/midiq.mjs").filter((flag) => flag !== "--db" && flag !== "--db=")).toEqual(
    flagsIn("../../src/isolation/bun-flags.ts"),
  );
});
