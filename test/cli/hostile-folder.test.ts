import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { emptyFolder } from "./run.ts";

// A folder from a stranger, with every file that one of the programs on the way to an answer would take instructions from.
// Whatever runs leaves a line in `ran`, and a program that asks the registry leaves one in `asked`.
const wrapper = resolve(import.meta.dir, "../../bin/midiq.mjs");
const folder = emptyFolder();
const home = emptyFolder();
afterAll(folder.remove);
afterAll(home.remove);
const ran = join(home.path, "ran");
const asked: string[] = [];
const registry = Bun.serve({
  port: 0,
  fetch: ({ url }) => {
    asked.push(url);
    return new Response("{}", { status: 404 });
  },
});
afterAll(() => registry.stop(true));

/** Code that leaves a line behind. */
const evil = (who: string): string =>
  `require("node:fs").appendFileSync(${JSON.stringify(ran)}, "${who}\\n"); module.exports = { z: {} };\n`;

beforeAll(() => {
  const write = (path: string, text: string): void => {
    const file = join(folder.path, path);
    mkdirSync(resolve(file, ".."), { recursive: true });
    writeFileSync(file, text);
  };
  for (const place of ["", "packs/"]) {
    write(`${place}evil.cjs`, evil(`code of ${place || "above"}`));
    write(
      `${place}bunfig.toml`,
      'preload = ["./evil.cjs"]\n[run]\npreload = ["./evil.cjs"]\n[install]\nauto = "force"\n',
    );
    write(
      `${place}.env`,
      "PGHOST=evil.example\nMIDIQ_DB=postgres://evil.example/x\nBUN_OPTIONS=--preload ./evil.cjs\n",
    );
    write(`${place}.env.local`, "NODE_OPTIONS=--require ./evil.cjs\n");
    write(
      `${place}tsconfig.json`,
      JSON.stringify({
        compilerOptions: { baseUrl: ".", paths: { "*": ["./evil.cjs"], zod: ["./evil.cjs"], midiq: ["./evil.cjs"] } },
      }),
    );
    write(
      `${place}package.json`,
      JSON.stringify({ name: "midiq", main: "evil.cjs", exports: "./evil.cjs", browser: { zod: "./evil.cjs" } }),
    );
    write(`${place}.npmrc`, `registry=http://127.0.0.1:${registry.port}/\n`);
    for (const name of ["zod", "midiq", "commander", "bun"]) {
      write(`${place}node_modules/${name}/index.js`, evil(`package ${name}`));
      write(`${place}node_modules/${name}/package.json`, JSON.stringify({ name, main: "index.js" }));
    }
  }
});

/** Runs the command as it is installed, in the hostile folder below another one. */
async function run(words: readonly string[], command: readonly string[] = ["node", wrapper]) {
  rmSync(ran, { force: true });
  asked.length = 0;
  const url = `http://127.0.0.1:${registry.port}/`;
  const started = Bun.spawn([...command, ...words], {
    cwd: join(folder.path, "packs"),
    stdout: "pipe",
    stderr: "pipe",
    env: {
      PATH: process.env["PATH"] ?? "",
      HOME: home.path,
      NO_COLOR: "1",
      BUN_CONFIG_REGISTRY: url,
      npm_config_registry: url,
    },
  });
  const [stdout, stderr, status] = await Promise.all([
    new Response(started.stdout).text(),
    new Response(started.stderr).text(),
    started.exited,
  ]);
  return { stdout, stderr, status, ran: existsSync(ran) ? readFileSync(ran, "utf8") : "", asked: [...asked] };
}

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
      const static_ = await run(["analyze", song, "--plugin", join(alone.path, "a.ts"), ...words]);
      expect(static_).toMatchObject({ ...nothing, status: 2 });
      expect(static_.stderr).toMatch(/^midiq: Cannot load the plugin [^\n]*"midiq-is-not-installed"[^\n]*\n$/);
      const late = await run(["analyze", song, "--plugin", join(alone.path, "b.ts"), ...words]);
      expect(late).toMatchObject({ ...nothing, status: 0 });
      alone.remove();
    }, 180_000);
  }
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
