/** `midiq add` of a folder into a new embedded catalogue, in a process of its own: what it reports, and what it cost. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Report } from "../src/pipeline/report.ts";

const main = new URL("../src/cli/main.ts", import.meta.url).pathname;
const megabyte = 1024 * 1024;

/** What a run reported and cost: CPU of all its threads, its start included. */
export interface Added {
  readonly report: Report;
  readonly cpuMicroseconds: number;
  readonly wallSeconds: number;
  readonly peakMegabytes: number;
}

/** Adds a folder to a new catalogue, which is removed again. Throws an Error when the command fails. */
export async function add(folder: string, workers: number): Promise<Added> {
  const home = mkdtempSync(join(tmpdir(), "midiq-bench-"));
  const began = performance.now();
  const words = ["add", folder, "--db", join(home, "catalogue"), "--workers", String(workers), "--json"];
  const run = Bun.spawn([process.execPath, main, ...words], { stdout: "pipe", stderr: "pipe" });
  const [printed, said] = await Promise.all([new Response(run.stdout).text(), new Response(run.stderr).text()]);
  if ((await run.exited) !== 0) throw new Error(`Cannot measure ${folder}: midiq add failed: ${said}`);
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

/** What adding an empty folder costs: the start of the command and of its engine. */
export async function addNothing(): Promise<Added> {
  const empty = mkdtempSync(join(tmpdir(), "midiq-empty-"));
  const start = await add(empty, 1);
  rmSync(empty, { recursive: true });
  return start;
}
