/**
 * The whole journey: `midiq add` of a folder into a new embedded catalogue, in a process of its own.
 *
 *     bun run bench add [--json] [DIR]
 *
 * Prints CPU (user and system, all threads) a distinct file, wall files/s with 1 and 2 workers, peak memory, and the
 * share of each stage. Make larger folders with ../shared/corpus/tools/SCALE.sh. Start-up (some 0.4 s of CPU) is
 * measured by adding an empty folder, and printed apart; `us/file` is without it, `us/file gross` with it.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Report } from "../src/pipeline/report.ts";
import { benchArguments, type Measurement, report } from "./report.ts";

const { json, dir } = benchArguments(new URL("../../shared/corpus/dev/claimed/pop909", import.meta.url).pathname);
const main = new URL("../src/cli/main.ts", import.meta.url).pathname;
const megabyte = 1024 * 1024;

interface Added {
  readonly report: Report;
  readonly cpuMicroseconds: number;
  readonly wallSeconds: number;
  readonly peakMegabytes: number;
}

/** Adds a folder to a new catalogue in a process of its own. */
async function add(folder: string, workers: number): Promise<Added> {
  const home = mkdtempSync(join(tmpdir(), "midiq-bench-"));
  const began = performance.now();
  const words = ["add", folder, "--db", join(home, "catalogue"), "--workers", String(workers), "--json"];
  const run = Bun.spawn([process.execPath, main, ...words], { stdout: "pipe", stderr: "inherit" });
  const printed = await new Response(run.stdout).text();
  if ((await run.exited) !== 0) throw new Error(`Cannot measure ${folder}: midiq add failed`);
  const wallSeconds = (performance.now() - began) / 1000;
  const usage = run.resourceUsage();
  rmSync(home, { recursive: true, force: true });
  return {
    report: JSON.parse(printed),
    cpuMicroseconds: Number(usage?.cpuTime.total ?? 0),
    wallSeconds,
    peakMegabytes: (usage?.maxRSS ?? 0) / megabyte,
  };
}

const empty = mkdtempSync(join(tmpdir(), "midiq-empty-"));
const start = await add(empty, 1);
rmSync(empty, { recursive: true });
const measurements: Measurement[] = [
  { name: "start-up", "CPU ms": start.cpuMicroseconds / 1000, "peak MB": start.peakMegabytes },
];
const stages: Measurement[] = [];
for (const workers of [1, 2]) {
  const added = await add(dir, workers);
  const { counts, seconds } = added.report;
  const distinct = counts["stored"] ?? 0;
  measurements.push({
    name: `${workers} worker${workers > 1 ? "s" : ""}`,
    files: counts["found"] ?? 0,
    distinct,
    "us/file": (added.cpuMicroseconds - start.cpuMicroseconds) / distinct,
    "us/file gross": added.cpuMicroseconds / distinct,
    "files/s": (counts["found"] ?? 0) / (seconds["total"] ?? 1),
    "peak MB": added.peakMegabytes,
  });
  if (workers > 1) continue;
  const spent = Object.entries(seconds).filter(([stage]) => !/^(?:total|source)$|\//.test(stage));
  const all = spent.reduce((sum, [, one]) => sum + one, 0);
  for (const [stage, one] of spent) {
    stages.push({ name: stage, "us/file": (one * 1e6) / distinct, "share %": (100 * one) / all });
  }
}
report(measurements, json);
if (!json) console.log("\nthread time by stage, 1 worker:");
report(stages, json);
