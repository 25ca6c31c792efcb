/** The packed file on every runtime: its doors, the scripts of the documentation, the command with a plugin. */
import { afterAll, beforeAll, expect, test } from "bun:test";
import { copyFileSync, cpSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { doors } from "../../src/plugin/doors.ts";
import { emptyFolder, sample } from "../cli/run.ts";
import { installPacked } from "../packed.ts";
import { nodeOf, withoutBun } from "./node.ts";

const root = resolve(import.meta.dir, "../..");
const home = emptyFolder();
afterAll(home.remove, 180_000);
const installed = join(home.path, "node_modules/midiq");
const songs = join(sample, "Classical");
/** Prints the milliseconds of CPU that an import takes. */
const oneDoor = `import process from "node:process";
const before = process.cpuUsage();
await import("midiq/midi");
const { user, system } = process.cpuUsage(before);
console.log((user + system) / 1000);
`;
const names = ["midiq", ...Object.keys(doors).map((name) => `midiq/${name}`)];
const plugin = `import { defineAnalyzer, definePlugin, z } from "midiq";
const share = defineAnalyzer({ id: "low", version: 1, description: "how much lies low",
  output: z.object({ notes: z.int().meta({ description: "notes below middle C" }) }),
}).run((song) => ({ notes: song.notes.info.length }));
export default definePlugin(import.meta.url, { name: "low", api: 1, provides: [share] });
`;

// A project that has midiq as it is published, without the package that brings Bun.
beforeAll(async () => {
  await installPacked(home.path, ["bun"]);
  writeFileSync(join(home.path, "package.json"), '{ "type": "module", "dependencies": { "midiq": "*" } }\n');
  copyFileSync(join(import.meta.dir, "library.mjs"), join(home.path, "library.mjs"));
  const opened = names.map((name, n) => `import * as door${n} from "${name}";\n`).join("");
  const counted = names.map((name, n) => `  "${name}": Object.keys(door${n}).length,\n`).join("");
  writeFileSync(join(home.path, "doors.mjs"), `${opened}console.log(JSON.stringify({\n${counted}}));\n`);
  writeFileSync(join(home.path, "one-door.mjs"), oneDoor);
  writeFileSync(join(home.path, "low.mjs"), plugin);
}, 180_000);

const only = (program: string | undefined): readonly string[] | undefined => (program ? [program] : undefined);
const runtimes: Readonly<Record<string, () => Promise<readonly string[] | undefined>>> = {
  Bun: async () => [process.execPath],
  "Node 22": async () => only(await nodeOf("22")),
  "Node 24": async () => only(await nodeOf("24")),
  Deno: async () => [join(root, "node_modules/.bin/deno"), "run", "-A"],
};

async function run(command: readonly string[], words: readonly string[], cwd = home.path) {
  const env = { ...withoutBun(), NO_COLOR: "1", MIDIQ_DB: "" };
  const started = Bun.spawn([...command, ...words], { cwd, env, stdout: "pipe", stderr: "pipe" });
  const [stdout, stderr] = await Promise.all([
    new Response(started.stdout).text(),
    new Response(started.stderr).text(),
  ]);
  return { status: await started.exited, stdout, stderr };
}

/** How a careful project compiles, with the types of every library checked. */
const strict = {
  compilerOptions: {
    strict: true,
    exactOptionalPropertyTypes: true,
    noUncheckedIndexedAccess: true,
    skipLibCheck: false,
    module: "nodenext",
    target: "esnext",
    types: ["node"],
    noEmit: true,
  },
  files: ["typed.ts"],
};

test("a strict project compiles against every door, with the types of libraries checked", async () => {
  const opened = names.map((name, n) => `import * as door${n} from "${name}";\nexport { door${n} };\n`).join("");
  const typed = `${opened}import { analyze, core, hash, parse, pipeline, scan, z } from "midiq";
import { tempo } from "midiq/analyzers";
for await (const { features } of pipeline(scan("x"), hash(), parse(), analyze(core))) {
  const bpm: number | null = features.bpm;
  const feel: "straight" | "triplet" | null = features.drum_feel;
  // @ts-expect-error a tempo is no text
  const text: string = features.bpm;
  console.log(bpm, feel, text, tempo.fields.bpm);
}
// @ts-expect-error there is no such kind
z.string().meta({ kind: "harmony" });
`;
  writeFileSync(join(home.path, "typed.ts"), typed);
  writeFileSync(join(home.path, "tsconfig.json"), JSON.stringify(strict));
  const compiled = await run([join(root, "node_modules/.bin/tsc")], ["-p", "."]);
  expect(compiled).toMatchObject({ status: 0, stdout: "" });
}, 180_000);

for (const [name, way] of Object.entries(runtimes)) {
  test(`${name} opens every door of the packed file, and midiq/midi in 100 ms of CPU`, async () => {
    const runtime = await way();
    if (!runtime) return;
    const imported = await run(runtime, ["doors.mjs", ...names]);
    expect(imported).toMatchObject({ status: 0, stderr: "" });
    const found = JSON.parse(imported.stdout) as Record<string, number>;
    expect(Object.keys(found)).toEqual(names);
    for (const [door, exported] of Object.entries(found))
      expect({ door, some: exported > 0 }).toEqual({ door, some: true });
    // The least of some runs: a busy machine adds to each.
    let least = Number.POSITIVE_INFINITY;
    for (let n = 0; n < 10 && least > 100; n++)
      least = Math.min(least, Number((await run(runtime, ["one-door.mjs"])).stdout));
    expect(least).toBeLessThan(100);
  }, 180_000);
}

/** The scripts of docs/library.md, in their order. */
const scripts = [...readFileSync(join(root, "docs/library.md"), "utf8").matchAll(/```ts\n([\s\S]*?)```/g)].map(
  ([, script = ""]) => script,
);

for (const [name, way] of Object.entries(runtimes)) {
  test(`${name} runs the scripts of docs/library.md`, async () => {
    const runtime = await way();
    if (!runtime) return;
    const folder = join(home.path, `${name} library`);
    cpSync(sample, join(folder, "midi"), { recursive: true });
    for (const [n, script] of scripts.entries()) {
      writeFileSync(join(folder, `${n}.mjs`), script);
      const ran = await run(runtime, [`${n}.mjs`], folder);
      expect({ script, ...ran }).toMatchObject({ status: 0, stderr: "" });
      if (script.includes("db.find(")) expect(ran.stdout).not.toBe("");
      if (script.includes("meter 3/4 show"))
        expect(ran.stdout).toMatch(/ [A-G][#b]? (?:major|minor) 3\/4 \d.*\n3\/4 is stored as \d+\n$/s);
      if (script.includes("undoMoves")) expect(ran.stdout).toMatch(/(\d+) moved, 0 not\n\1 put back\n$/);
    }
    expect(readFileSync(join(folder, "rows.parquet")).subarray(0, 4).toString()).toBe("PAR1");
    expect(readFileSync(join(folder, "keys.svg"), "utf8")).toStartWith("<svg");
  }, 600_000);
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
