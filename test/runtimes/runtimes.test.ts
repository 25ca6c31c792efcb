import { afterAll, beforeAll, expect, test } from "bun:test";
import { copyFileSync, cpSync, mkdirSync, readdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { emptyFolder, sample } from "../cli/run.ts";
import { nodeOf, withoutBun } from "./node.ts";

const root = resolve(import.meta.dir, "../..");
const home = emptyFolder();
afterAll(home.remove, 60_000);
const installed = join(home.path, "node_modules/midiq");
const songs = join(sample, "Classical");
const plugin = `import { defineAnalyzer, definePlugin, z } from "midiq";
const share = defineAnalyzer({ id: "low", version: 1, description: "how much lies low",
  output: z.object({ notes: z.int().meta({ description: "notes below middle C" }) }),
}).run((song) => ({ notes: song.notes.info.length }));
export default definePlugin(import.meta.url, { name: "low", api: 1, provides: [share] });
`;

// A project that has midiq as it is published, without the package that brings Bun.
beforeAll(async () => {
  mkdirSync(installed, { recursive: true });
  for (const name of readdirSync(join(root, "node_modules"))) {
    if (name.startsWith(".") || name === "bun") continue;
    symlinkSync(join(root, "node_modules", name), join(home.path, "node_modules", name));
  }
  const build = Bun.spawn([process.execPath, "tools/build.ts", join(installed, "dist")], { cwd: root, stderr: "pipe" });
  const problems = await new Response(build.stderr).text();
  expect({ status: await build.exited, problems }).toMatchObject({ status: 0 });
  copyFileSync(join(root, "package.json"), join(installed, "package.json"));
  cpSync(join(root, "bin"), join(installed, "bin"), { recursive: true });
  writeFileSync(join(home.path, "package.json"), '{ "type": "module", "dependencies": { "midiq": "*" } }\n');
  copyFileSync(join(import.meta.dir, "library.mjs"), join(home.path, "library.mjs"));
  writeFileSync(join(home.path, "low.mjs"), plugin);
}, 180_000);

const only = (program: string | undefined): readonly string[] | undefined => (program ? [program] : undefined);
const runtimes: Readonly<Record<string, () => Promise<readonly string[] | undefined>>> = {
  Bun: async () => [process.execPath],
  "Node 22": async () => only(await nodeOf("22")),
  "Node 24": async () => only(await nodeOf("24")),
  Deno: async () => [join(root, "node_modules/.bin/deno"), "run", "-A"],
};

async function run(command: readonly string[], words: readonly string[]) {
  const env = { ...withoutBun(), NO_COLOR: "1", MIDIQ_DB: "" };
  const started = Bun.spawn([...command, ...words], { cwd: home.path, env, stdout: "pipe", stderr: "pipe" });
  const [stdout, stderr] = await Promise.all([
    new Response(started.stdout).text(),
    new Response(started.stderr).text(),
  ]);
  return { status: await started.exited, stdout, stderr };
}

let expected: unknown;
for (const [name, way] of Object.entries(runtimes)) {
  test(`${name} runs README's script with 2 workers, and the command with a plugin`, async () => {
    const runtime = await way();
    if (!runtime) return;
    const script = await run(runtime, ["library.mjs", songs, `${name} script`]);
    expect(script).toMatchObject({ status: 0, stderr: "" });
    expected ??= JSON.parse(script.stdout);
    expect(expected).toMatchObject({ stored: readdirSync(songs).length, failed: [] });
    expect(JSON.parse(script.stdout)).toEqual(expected);

    const command = [...runtime, join(installed, "bin/midiq.mjs")];
    const named = ["--db", `${name} command`, "--plugin", "./low.mjs"];
    expect(await run(command, ["add", songs, "--workers", "2", ...named])).toMatchObject({ status: 0 });
    for (const query of ["bpm 60..200 limit 2", "low.notes 1.."]) {
      const asked = await run(command, [query, ...named]);
      expect({ query, ...asked }).toMatchObject({ status: 0 });
      // Node once ran the bundle twice.
      const lines = asked.stdout.trimEnd().split("\n");
      expect(new Set(lines).size).toBe(lines.length);
    }
  }, 180_000);
}

test("an older Node is refused in one line, by the package and by the command", async () => {
  const node = await nodeOf("20");
  if (!node) return;
  const script = await run([node], ["library.mjs", songs, "never"]);
  expect(script.stderr).toContain("[Error: midiq needs Node 22 or newer, Bun or Deno; this is Node 20.");
  expect(script.stderr).not.toContain("    at ");
  const command = await run([node, join(installed, "bin/midiq.mjs")], ["--version"]);
  expect(command.status).toBe(2);
  expect(command.stderr).toMatch(/^midiq: Cannot run on Node 20[.\d]+: use Node 22 or newer, or install Bun[^\n]*\n$/);
}, 180_000);
