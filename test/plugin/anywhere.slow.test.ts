import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { copyFileSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { doors } from "../../src/plugin/doors.ts";
import { emptyFolder, sample } from "../cli/run.ts";
import { hostileFolder } from "../hostile.ts";
import { installPacked } from "../packed.ts";
import { type Places, writePlaces } from "./places.ts";

const root = resolve(import.meta.dir, "../..");
const folder = emptyFolder();
const home = emptyFolder();
afterAll(folder.remove, 180_000);
afterAll(home.remove, 180_000);
const executable = join(home.path, "midiq");
const songs = join(sample, "Classical");

let places: Places;
let installed: string;
beforeAll(async () => {
  places = writePlaces(folder.path);
  const compiled = Bun.spawn([process.execPath, "tools/compile.ts", executable], { cwd: root, stderr: "pipe" });
  const problems = await new Response(compiled.stderr).text();
  expect({ status: await compiled.exited, problems }).toMatchObject({ status: 0 });
  ({ installed } = await installPacked(home.path));
  writePlaces(home.path);
}, 180_000);

/** Where midiq itself comes from. */
const origins: Readonly<Record<string, () => readonly string[]>> = {
  "the repository": () => [process.execPath, join(root, "src/cli/main.ts")],
  "an installed package": () => [process.execPath, join(installed, "bin/midiq.mjs")],
  "the compiled command": () => [executable],
};

/** Runs a command beside the plugins. */
async function run(command: readonly string[], words: readonly string[]): Promise<string> {
  const started = Bun.spawn([...command, ...words], {
    cwd: folder.path,
    stdout: "pipe",
    stderr: "pipe",
    env: { ...process.env, NO_COLOR: "1", MIDIQ_DB: "", XDG_CACHE_HOME: join(home.path, "cache") },
  });
  const [stdout, stderr] = await Promise.all([
    new Response(started.stdout).text(),
    new Response(started.stderr).text(),
  ]);
  expect({ words, status: await started.exited, stderr: stderr.slice(-500) }).toMatchObject({ status: 0 });
  return stdout;
}
const lines = (text: string): Record<string, unknown>[] =>
  text
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));

for (const [origin, command] of Object.entries(origins)) {
  describe(`with midiq of ${origin}`, () => {
    for (const how of ["--workers=0", "--workers=2", "--isolate=process"]) {
      test(`a plugin works from every place, ${how}`, async () => {
        const named = Object.values(places.names).flatMap((name) => ["--plugin", name]);
        const files = lines(await run(command(), ["analyze", songs, ...named, "--set", "file.below=128", how]));
        expect(files.length).toBe(readdirSync(songs).length);
        for (const file of files) {
          expect(file["file.share"]).toBe(1);
          expect(file["tags"]).toContain("range:file");
          expect(file["folder.share"]).toBeWithin(0, 0.99);
          expect([file["package.share"], file["url.share"]]).toEqual([file["folder.share"], file["folder.share"]]);
          expect(file).not.toHaveProperty("failures");
        }
      }, 180_000);
    }

    test("a new plugin passes its tests where nothing is installed", async () => {
      const name = `of-${origin.split(" ").at(-1)}`;
      await run(command(), ["plugins", "new", name]);
      const [report] = lines(await run(command(), ["plugins", "test", `./${name}.ts`, "--json"]));
      expect(report).toMatchObject({ ok: true, problems: [], notes: [], tests: { passed: true } });
      expect(report?.["files"]).toBeGreaterThanOrEqual(11);
    }, 180_000);
  });
}

test("the compiled command makes a catalogue with workers and a plugin, and asks it later without", async () => {
  await run([executable], ["add", songs, "--plugin", "desktop/low.ts", "--workers", "2", "--db", "compiled"]);
  const found = lines(await run([executable], ["file.share 0.01..", "--json", "--db", "compiled"]));
  expect(found.length).toBe(readdirSync(songs).length);
}, 180_000);

test("commands that start at the same time unpack one copy", async () => {
  const cache = join(home.path, "shared cache");
  const env = { ...process.env, XDG_CACHE_HOME: cache };
  const started = [1, 2, 3].map(() => Bun.spawn([executable, "--version"], { env, stdout: "pipe", stderr: "pipe" }));
  const printed = await Promise.all(started.map(({ stdout }) => new Response(stdout).text()));
  expect(new Set(printed).size).toBe(1);
  expect(readdirSync(join(cache, "midiq")).length).toBe(1);
  expect(await Promise.all(started.map(({ exited }) => exited))).toEqual([0, 0, 0]);
}, 180_000);

test("a cache that cannot be written is one line and status 2", async () => {
  writeFileSync(join(home.path, "no folder"), "");
  const env = { ...process.env, XDG_CACHE_HOME: join(home.path, "no folder") };
  const started = Bun.spawn([executable, "--version"], { env, stdout: "pipe", stderr: "pipe" });
  expect(await new Response(started.stderr).text()).toMatch(/^midiq: Cannot unpack to [^\n]*XDG_CACHE_HOME[^\n]*\n$/);
  expect(await started.exited).toBe(2);
});

describe("in a folder with hostile settings", () => {
  const whole = hostileFolder();
  const bare = hostileFolder("beforeUs");
  afterAll(whole.remove);
  afterAll(bare.remove);
  for (const [started, hostile, command] of [
    ["the compiled command", whole, () => [executable]],
    ["the command of an installed package", whole, () => ["node", join(installed, "bin/midiq.mjs")]],
    [
      "the built command, started by Bun itself,",
      bare,
      () => [process.execPath, join(installed, "dist/command/main.js")],
    ],
  ] as const) {
    test(`${started} runs nothing of it, nor do its plugins and processes`, async () => {
      const config = await hostile.run([...command(), "config", "--json"]);
      expect(config).toMatchObject({ status: 0, ran: "", asked: [] });
      expect(config.stdout).not.toContain("evil.example");
      const words = ["analyze", songs, "--plugin", "swing", "--workers", "1", "--isolate", "process"];
      const analyzed = await hostile.run([...command(), ...words]);
      expect(analyzed).toMatchObject({ status: 0, ran: "", asked: [] });
      expect(analyzed.stdout).toContain('"swing.');
    }, 180_000);
  }
});

describe("on Deno", () => {
  const deno = join(root, "node_modules/.bin/deno");
  const helped = `import { one } from "helper";\nimport { defineAnalyzer, definePlugin, z } from "midiq";
const own = defineAnalyzer({ id: "helped", version: 1, description: "uses the import map of its user",
  output: z.object({ share: z.number().meta({ description: "one" }) }) }).run(() => ({ share: one }));
export default definePlugin(import.meta.url, { name: "helped", api: 1, provides: [own] });
`;
  /** A folder with a configuration, a script and, in a folder beside it, a plugin that imports by the configuration. */
  const project = (name: string, midiq: string, ending: string): string => {
    const own = join(home.path, name);
    mkdirSync(own);
    writeFileSync(join(own, "helper.ts"), "export const one = 1;\n");
    writeFileSync(join(folder.path, "desktop/helped.ts"), helped);
    copyFileSync(join(root, "test/deno/plugins.ts"), join(own, "run.ts"));
    const rooms = Object.entries(doors).map(([door, module]) => [`midiq/${door}`, join(midiq, module + ending)]);
    const imports = { midiq: join(midiq, `mod${ending}`), ...Object.fromEntries(rooms), helper: "./helper.ts" };
    writeFileSync(join(own, "deno.json"), JSON.stringify({ nodeModulesDir: "manual", imports }));
    return join(own, "run.ts");
  };

  for (const [origin, place, ending] of [
    ["the repository", () => root, ".ts"],
    ["an installed package", () => join(installed, "dist"), ".js"],
  ] as const) {
    test(`an import map names midiq of ${origin}: in workers and in processes too`, async () => {
      const file = project(`deno ${origin}`, place(), ending);
      const { package: _, ...loose } = places.names;
      // A package finds midiq among the packages that it lies in itself: those of an installed midiq.
      const packed = join(installed, "../midiq-low");
      const named = [...Object.values(loose), "desktop/helped.ts", ...(origin === "the repository" ? [] : [packed])];
      const printed = await run([deno, "run", "-A", file], [songs, ...named]);
      const ways = JSON.parse(printed) as Record<string, Record<string, number>>;
      const whole = readdirSync(songs).length;
      const ids = ["file", "folder", "url", "helped", ...(origin === "the repository" ? [] : ["package"])];
      const each = Object.fromEntries(ids.map((id) => [id, whole]));
      expect(ways).toEqual({ here: each, workers: each, isolated: each, "isolated in workers": each });
    }, 180_000);
  }
});
