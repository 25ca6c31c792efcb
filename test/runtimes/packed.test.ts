/** The packed file, with Bun and as a command; runtimes.slow.test.ts takes it to every runtime. */
import { afterAll, beforeAll, expect, test } from "bun:test";
import { readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import about from "../../package.json" with { type: "json" };
import { doors } from "../../src/plugin/doors.ts";
import { emptyFolder, sample } from "../cli/run.ts";
import { installPacked } from "../packed.ts";
import { writePlaces } from "../plugin/places.ts";

const folder = emptyFolder();
afterAll(folder.remove, 180_000);
const songs = join(sample, "Classical");
const names = ["midiq", ...Object.keys(doors).map((name) => `midiq/${name}`)];
let packed: Awaited<ReturnType<typeof installPacked>>;
beforeAll(async () => {
  packed = await installPacked(folder.path);
}, 180_000);

async function run(...command: readonly string[]) {
  const env = { ...process.env, NO_COLOR: "1", MIDIQ_DB: "" };
  const started = Bun.spawn([...command], { cwd: folder.path, env, stdout: "pipe", stderr: "pipe" });
  const [stdout, stderr] = await Promise.all([
    new Response(started.stdout).text(),
    new Response(started.stderr).text(),
  ]);
  return { status: await started.exited, stdout, stderr };
}

test("package.json, deno.json and what answers a plugin's import have the same doors", async () => {
  const deno = await Bun.file(resolve(import.meta.dir, "../../deno.json")).json();
  const modules = Object.entries(doors).map(([name, module]) => [`./${name}`, `./${module}.ts`]);
  expect(deno.exports).toEqual({ ".": "./mod.ts", ...Object.fromEntries(modules) });
  for (const [name, module] of modules as [keyof typeof about.exports, string][])
    expect(about.exports[name]).toMatchObject({ default: `./dist/${module.slice(2, -3)}.js` });
});

test("no script of docs/library.md is longer than twenty lines", () => {
  const page = readFileSync(resolve(import.meta.dir, "../../docs/library.md"), "utf8");
  const scripts = [...page.matchAll(/```ts\n([\s\S]*?)```/g)].map(([, script = ""]) => script);
  expect(scripts.length).toBeGreaterThan(8);
  expect(scripts.filter((script) => script.trimEnd().split("\n").length > 20)).toEqual([]);
});

test("the packed file is at most 3.3 MB: 2.5 without the page, its synthesizer and its sounds", () => {
  expect(statSync(packed.tarball).size).toBeLessThan(3_300_000);
});

test("the packed file opens at each door", async () => {
  const opened = names.map((name, n) => `import * as door${n} from "${name}";\n`).join("");
  const counted = names.map((_, n) => `Object.keys(door${n}).length > 0`).join(", ");
  writeFileSync(join(folder.path, "doors.mjs"), `${opened}console.log(JSON.stringify([${counted}]));\n`);
  const { status, stdout, stderr } = await run(process.execPath, "doors.mjs");
  expect({ status, stderr, opened: JSON.parse(stdout) }).toEqual({
    status: 0,
    stderr: "",
    opened: names.map(() => true),
  });
}, 180_000);

test("the packed command runs a plugin in a worker", async () => {
  const { names: places } = writePlaces(folder.path);
  const words = ["analyze", songs, "--plugin", places["package"] ?? "", "--workers", "1"];
  const { status, stdout, stderr } = await run("node", join(packed.installed, "bin/midiq.mjs"), ...words);
  expect({ status, stderr }).toMatchObject({ status: 0 });
  const files = stdout.trim().split("\n");
  expect(files.length).toBe(readdirSync(songs).length);
  for (const file of files) expect(JSON.parse(file)["package.share"]).toBeWithin(0, 0.99);
}, 180_000);
