/** A plugin that is defined in the script which runs the pipeline: it works in the script's thread, and says at once where it cannot. */
import { afterAll, expect, test } from "bun:test";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { sample } from "../cli/run.ts";

// Within the project, so that every runtime finds midiq by its own map.
const root = resolve(import.meta.dir, "../..");
const folder = join(root, "tmp", `inline-${process.pid}`);
mkdirSync(folder, { recursive: true });
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const script = `import { analyze, core, defineAnalyzer, definePlugin, hash, isolate, parse, pipeline, scan, z } from "midiq";
const counted = defineAnalyzer({ id: "counted", version: 1, description: "how many notes there are",
  output: z.object({ notes: z.int().meta({ description: "notes" }) }),
}).run((song) => ({ notes: song.notes.onset.length }));
const own = definePlugin(import.meta.url, { name: "own", api: 1, provides: [counted] });
export default own;
const [songs, workers, apart] = process.argv.slice(2);
const plugins = [core, apart ? isolate(own) : own];
const run = pipeline(scan(songs), hash(), parse(), analyze(...plugins));
let found = 0;
for await (const { features } of run.items({ workers: Number(workers) })) if (features["counted.notes"] > 0) found++;
console.log(found);
`;
writeFileSync(join(folder, "pipeline.ts"), script);
writeFileSync(join(folder, "imports it.ts"), 'import "./pipeline.ts";\n');

const runtimes: Readonly<Record<string, readonly string[]>> = {
  Bun: [process.execPath],
  Deno: [join(root, "node_modules/.bin/deno"), "run", "-A"],
};

async function run(runtime: readonly string[], file: string, ...words: readonly string[]) {
  const command = [...runtime, join(folder, file), join(sample, "Classical"), ...words];
  const started = Bun.spawn(command, { cwd: root, stdout: "pipe", stderr: "pipe", timeout: 100_000 });
  const [stdout, stderr] = await Promise.all([
    new Response(started.stdout).text(),
    new Response(started.stderr).text(),
  ]);
  return { status: await started.exited, stdout, stderr };
}

for (const [name, runtime] of Object.entries(runtimes)) {
  test(`on ${name} it runs with 0 workers, wherever the script was started from`, async () => {
    for (const file of ["pipeline.ts", "imports it.ts"]) {
      expect(await run(runtime, file, "0")).toMatchObject({ status: 0, stdout: "18\n" });
    }
  }, 180_000);

  test(`on ${name} workers are refused in one line that says what to do`, async () => {
    const direct = await run(runtime, "pipeline.ts", "2");
    expect(direct).toMatchObject({ status: 1, stdout: "" });
    expect(direct.stderr).toContain(
      'the plugin "own" is defined in the script that is running: put it in a file of its own',
    );
    const below = await run(runtime, "imports it.ts", "2");
    expect(below).toMatchObject({ status: 1, stdout: "" });
    expect(below.stderr).toMatch(
      /Cannot load the plugin file:[^\n]*: Cannot run a pipeline while a worker loads a plugin[^\n]*of its own/,
    );
  }, 180_000);
}
