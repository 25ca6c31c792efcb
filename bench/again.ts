/**
 * Adding known files again: `midiq add` of a folder that the catalogue knows, in a process of its own.
 *
 *     bun run bench again [--json] [DIR]            MIDIQ_BENCH_DB=postgres://... for a server, an empty database of it
 *
 * Prints CPU (user and system, all threads of the process) a known file: `us/file` without what adding an empty folder to
 * the same catalogue costs, `us/file gross` with it. Make folders with ../shared/corpus/tools/SCALE.sh; a catalogue is made
 * first, which takes much longer. The last
 * line is of one file that was moved and one that was removed, for which all copies are looked through.
 */
import { cpSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Report } from "../src/pipeline/report.ts";
import { benchArguments, type Measurement, report } from "./report.ts";

const { json, dir } = benchArguments(new URL("../../shared/corpus/dev/claimed/pop909", import.meta.url).pathname);
const main = new URL("../src/cli/main.ts", import.meta.url).pathname;
const home = mkdtempSync(join(tmpdir(), "midiq-bench-"));
const db = process.env["MIDIQ_BENCH_DB"] ?? join(home, "catalogue");

interface Added {
  readonly counts: Report["counts"];
  readonly cpu: number;
  readonly seconds: number;
  readonly peak: number;
}

async function add(folder: string): Promise<Added> {
  const began = performance.now();
  const run = Bun.spawn([process.execPath, main, "add", folder, "--db", db, "--json"], {
    stdout: "pipe",
    stderr: "inherit",
  });
  const { counts } = JSON.parse(await new Response(run.stdout).text()) as Report;
  if ((await run.exited) !== 0) throw new Error(`Cannot measure ${folder}: midiq add failed`);
  const usage = run.resourceUsage();
  return {
    counts,
    cpu: Number(usage?.cpuTime.total ?? 0),
    seconds: (performance.now() - began) / 1000,
    peak: (usage?.maxRSS ?? 0) / 2 ** 20,
  };
}

try {
  // A copy, since files in it are moved; hard links would do, but not on every system.
  const music = join(home, "music");
  cpSync(dir, music, { recursive: true, preserveTimestamps: true });
  const empty = join(home, "empty");
  mkdirSync(empty);
  await add(music);
  const start = await add(empty);
  const again = await add(music);
  const names = (readdirSync(music, { recursive: true }) as string[]).filter((name) => /\.midi?$/i.test(name)).sort();
  const [first = "", second = ""] = names;
  renameSync(join(music, first), join(music, "moved.mid"));
  rmSync(join(music, second));
  const moved = await add(music);
  const files = again.counts["found"] ?? 0;
  const figures = (name: string, { cpu, seconds, peak, counts }: Added): Measurement => ({
    name,
    files: counts["found"] ?? 0,
    unchanged: counts["unchanged"] ?? 0,
    "us/file": (cpu - start.cpu) / files,
    "us/file gross": cpu / files,
    "files/s": files / seconds,
    "peak MB": peak,
  });
  report(
    [
      { name: "empty folder", "CPU ms": start.cpu / 1000, "peak MB": start.peak },
      figures("known files", again),
      figures("one moved, one gone", moved),
    ],
    json,
  );
} finally {
  rmSync(home, { recursive: true, force: true });
}
