/** A catalogue of a pile: key, tempo, meter, notes and instruments of each file as a table, by midiq and by scripts. */
import { spawnSync } from "node:child_process";
import { copyFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { add, addNothing } from "../adding.ts";
import type { Measurement } from "../report.ts";
import { scriptAt } from "./python.ts";

/** The Python jobs of cataloguing.py, and every how many files they are given. */
const jobs = [
  ["pretty_midi", 2],
  ["music21+pretty_midi", 10],
  ["symusic", 1],
] as const;

interface Job {
  readonly files: number;
  readonly failed: number;
  readonly wall: number;
  readonly cpu: number;
}

/**
 * Catalogues the files, with `workers` workers or processes. Starting up is not counted on either side; that midiq is compiled
 * while it runs is. `failed` are files that could not be read, or had no key to be found.
 */
export async function measureCatalogue(
  python: string,
  paths: readonly string[],
  workers: number,
): Promise<readonly Measurement[]> {
  const pile = mkdtempSync(join(tmpdir(), "midiq-pile-"));
  for (const [index, path] of paths.entries()) copyFileSync(path, join(pile, `${index} ${basename(path)}`));
  const start = await addNothing();
  const { report, cpuMicroseconds, wallSeconds } = await add(pile, workers);
  rmSync(pile, { recursive: true });
  const found = report.counts["found"] ?? 0;
  const ours: Measurement = {
    name: "midiq add",
    files: found,
    failed: report.counts["rejected"] ?? 0,
    "us CPU/file": (cpuMicroseconds - start.cpuMicroseconds) / found,
    "files/s": found / (wallSeconds - start.wallSeconds),
    "x midiq": 1,
  };
  return [ours, ...jobs.map(([name, stride]) => measured(name, stride))];

  function measured(name: string, stride: number): Measurement {
    const sample = paths.filter((_, index) => index % stride === 0);
    const input = JSON.stringify({ paths: sample, processes: workers });
    const { stdout, stderr, status } = spawnSync(python, [scriptAt("cataloguing.py"), name], {
      input,
      encoding: "utf8",
    });
    if (status !== 0) throw new Error(`Cannot measure ${name}: ${stderr}`);
    const { files, failed, wall, cpu }: Job = JSON.parse(stdout);
    const each = (cpu / files) * 1e6;
    return {
      name,
      files,
      failed,
      "us CPU/file": each,
      "files/s": files / wall,
      "x midiq": each / (ours["us CPU/file"] as number),
    };
  }
}
