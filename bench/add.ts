/**
 * The whole journey: `midiq add` of a folder into a new embedded catalogue, in a process of its own.
 *
 *     bun run bench add [--json] [DIR]
 *
 * Prints CPU (user and system, all threads) a distinct file, wall files/s with 1 and 2 workers, peak memory, and the
 * share of each stage. Make larger folders with ../shared/corpus/tools/SCALE.sh. Start-up (some 0.4 s of CPU) is
 * measured by adding an empty folder, and printed apart; `us/file` is without it, `us/file gross` with it.
 */
import { add, addNothing } from "./adding.ts";
import { benchArguments, type Measurement, report } from "./report.ts";

const { json, dir } = benchArguments(new URL("../../shared/corpus/dev/claimed/pop909", import.meta.url).pathname);
const start = await addNothing();
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
