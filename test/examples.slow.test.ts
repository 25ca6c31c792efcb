import { expect, test } from "bun:test";
import { resolve } from "node:path";
import { emptyFolder, sample, startMidiq } from "./cli/run.ts";

const root = resolve(import.meta.dir, "..");

test("examples/pipeline.ts runs and prints answers", async () => {
  const run = Bun.spawn([process.execPath, "examples/pipeline.ts"], { cwd: root, stdout: "pipe", stderr: "pipe" });
  const printed = await new Response(run.stdout).text();
  expect({ status: await run.exited, problems: (await new Response(run.stderr).text()).slice(-300) }).toMatchObject({
    status: 0,
  });
  expect(printed).toContain("bpm 120..130 key in [C,G]: ");
  expect(printed).toContain("leaps.share");
}, 180_000);

test("the shipped plugin and the example analyzer give fields that can be queried", async () => {
  const folder = emptyFolder();
  const plugins = ["plugins/rests.ts", "examples/own-analyzer.ts"].flatMap((file) => ["--plugin", resolve(root, file)]);
  expect((await startMidiq(folder.path, ["add", sample, ...plugins])).status).toBe(0);
  const { stdout } = await startMidiq(folder.path, [
    "rests.share 0.1.. leaps.share 0..1 show rests.share, rests.longest",
    "--json",
  ]);
  const rows = stdout
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
  expect(rows.length).toBeGreaterThan(3);
  for (const row of rows) expect(row["rests.share"]).toBeGreaterThanOrEqual(0.1);
  folder.remove();
}, 180_000);

test("a plugin that throws costs only its own fields, and is recorded", async () => {
  const folder = emptyFolder();
  const file = resolve(folder.path, "broken.ts");
  await Bun.write(
    file,
    `import { defineAnalyzer, definePlugin, z } from "midiq";
     const picky = defineAnalyzer({ id: "picky", version: 3, description: "refuses long files",
       output: z.object({ value: z.number().max(10).nullable().meta({ description: "number of tracks" }) }) })
       .run((song) => { if (song.notes.length > 300) throw new Error("too long for me"); return { value: song.tracks.length }; });
     export default definePlugin(import.meta.url, { name: "picky", api: 1, provides: [picky] });`,
  );
  const added = await startMidiq(folder.path, ["add", sample, "--plugin", file, "--json"]);
  const { counts } = JSON.parse(added.stdout);
  expect(counts["failed picky"]).toBeGreaterThan(0);
  const known = await startMidiq(folder.path, ["has picky.value bpm 1.. limit 1000", "--json"]);
  const all = await startMidiq(folder.path, ["bpm 1.. limit 1000", "--json"]);
  const lines = ({ stdout }: { stdout: string }): number => stdout.trim().split("\n").length;
  expect(lines(known)).toBeGreaterThan(0);
  expect(lines(all)).toBeGreaterThan(lines(known));
  folder.remove();
}, 180_000);
