/**
 * Importing first: files are found, hashed, read and stored, and nothing analyzes them; `midiq run` does so later.
 *
 *     bun run bench import [--json] [DIR]
 *
 * Prints CPU (user and system, all threads) a distinct file, without what an empty import costs and in all, and wall files/s,
 * with 1 and 2 workers. The process is one of its own, over a new embedded catalogue. Give it 5,000 files or more
 * (../shared/corpus/tools/SCALE.sh makes them): the compilers of the engine and of JavaScript take over a second of CPU
 * whatever comes, which is most of what some hundred files cost.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { bunFlags } from "../src/isolation/bun-flags.ts";
import { benchArguments, type Measurement, report } from "./report.ts";

const script = fileURLToPath(new URL("importing.ts", import.meta.url));
const { json, dir } = benchArguments(new URL("../../shared/corpus/dev/claimed/pop909", import.meta.url).pathname);

async function importFolder(folder: string, workers: number) {
  const home = mkdtempSync(join(tmpdir(), "midiq-bench-"));
  const words = [script, folder, join(home, "catalogue"), String(workers)];
  const run = Bun.spawn([process.execPath, ...bunFlags(), ...words], { stdout: "pipe", stderr: "inherit" });
  const printed = await new Response(run.stdout).text();
  if ((await run.exited) !== 0) throw new Error(`Cannot measure ${folder}: the import failed`);
  rmSync(home, { recursive: true, force: true });
  const { stored = 0, seconds } = JSON.parse(printed) as { readonly stored?: number; readonly seconds: number };
  const usage = run.resourceUsage();
  return { stored, seconds, cpuMilliseconds: Number(usage?.cpuTime.total ?? 0) / 1000, peak: usage?.maxRSS ?? 0 };
}

const empty = mkdtempSync(join(tmpdir(), "midiq-empty-"));
const start = await importFolder(empty, 1);
rmSync(empty, { recursive: true });
const measurements: Measurement[] = [{ name: "start-up", "CPU ms": start.cpuMilliseconds }];
for (const workers of [1, 2]) {
  const { stored, seconds, cpuMilliseconds, peak } = await importFolder(dir, workers);
  measurements.push({
    name: `${workers} worker${workers > 1 ? "s" : ""}`,
    distinct: stored,
    "CPU ms/file": (cpuMilliseconds - start.cpuMilliseconds) / stored,
    "in all": cpuMilliseconds / stored,
    "files/s": stored / seconds,
    "peak MB": peak / 2 ** 20,
  });
}
report(measurements, json);
