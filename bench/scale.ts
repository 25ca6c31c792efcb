/**
 * End to end at two sizes: `bun run bench scale [--json] [--db URL] [--workers 2] [DIR_SMALL DIR_LARGE]`. `midiq add` of each
 * folder into a new catalogue, in a process of its own: on a server where one is named (a database of its own, dropped
 * after), else embedded. Folders that are not named are made by ../shared/corpus/tools/SCALE.sh: 10,000 and 100,000 files.
 *
 * Prints files/s, CPU a file of the process and of the server (Linux, on this machine), memory at a quarter, half, three
 * quarters and the end of the time, the share of each stage, and what 4.3 million such files would take.
 */
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import postgres from "postgres";
import { open } from "../mod.ts";
import type { Report } from "../src/pipeline/report.ts";
import { type Measurement, report } from "./report.ts";
import { serverCpu } from "./server-cpu.ts";

const { values, positionals } = parseArgs({
  options: {
    json: { type: "boolean", default: false },
    db: { type: "string" },
    workers: { type: "string", default: "2" },
  },
  allowPositionals: true,
});
const main = fileURLToPath(new URL("../src/cli/main.ts", import.meta.url));
const maker = fileURLToPath(new URL("../../shared/corpus/tools/SCALE.sh", import.meta.url));
const home = mkdtempSync(join(tmpdir(), "midiq-scale-"));
/** What earlier work hoped for: so many files in so many hours on so many threads. */
const hoped = { files: 4_300_000, hours: 2.5, threads: 16 };

function made(files: number): string {
  const folder = join(home, `files-${files}`);
  if (!existsSync(maker)) throw new Error("Cannot make files: name two folders, the small one first");
  const { status, stderr } = spawnSync("sh", [maker, folder, String(files)], { encoding: "utf8" });
  if (status !== 0) throw new Error(`Cannot make ${files} files: ${stderr}`);
  return folder;
}

/** An empty catalogue: its address, a clock of its server's CPU, and how it goes again. */
async function newCatalogue(): Promise<{
  readonly url: string;
  readonly cpu: () => number;
  readonly drop: () => Promise<void>;
}> {
  if (values.db === undefined) {
    const folder = join(home, "catalogue");
    return { url: folder, cpu: () => 0, drop: async () => rmSync(folder, { recursive: true }) };
  }
  const admin = postgres(values.db, { max: 1, onnotice: () => undefined });
  await admin.unsafe("drop database if exists midiq_scale");
  await admin.unsafe("create database midiq_scale");
  const url = new URL(values.db);
  url.pathname = "/midiq_scale";
  const db = await open(url.href, { mode: "write" });
  const cpu = await serverCpu(db);
  await db.close();
  const drop = async (): Promise<void> => {
    await admin.unsafe("drop database midiq_scale");
    await admin.end();
  };
  return { url: url.href, cpu, drop };
}

/** Megabytes that a process holds now. */
function residentMegabytes(pid: number): number {
  try {
    return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1] ?? 0) / 1024;
  } catch {
    return 0;
  }
}

async function add(folder: string): Promise<{ readonly row: Measurement; readonly stages: readonly Measurement[] }> {
  const { url, cpu, drop } = await newCatalogue();
  const before = cpu();
  const words = ["add", folder, "--db", url, "--workers", values.workers, "--json"];
  const run = Bun.spawn([process.execPath, main, ...words], { stdout: "pipe", stderr: "inherit" });
  const memory: number[] = [];
  const watch = setInterval(() => memory.push(residentMegabytes(run.pid)), 500);
  const { counts, seconds } = JSON.parse(await new Response(run.stdout).text()) as Report;
  clearInterval(watch);
  if ((await run.exited) !== 0) throw new Error(`Cannot measure ${folder}: midiq add failed`);
  const files = counts["found"] ?? 0;
  const own = Number(run.resourceUsage()?.cpuTime.total ?? 0);
  const server = (cpu() - before) * 1e6;
  await drop();
  const spent = Object.entries(seconds).filter(([part]) => !/^(?:total|source)$|\/|\.wait$/.test(part));
  const all = spent.reduce((sum, [, one]) => sum + one, 0);
  // Not what is left of it while it ends.
  const at = (share: number): number => memory[Math.floor((memory.length - 3) * share)] ?? 0;
  return {
    row: {
      name: `${files} files`,
      distinct: counts["stored"] ?? 0,
      "files/s": files / (seconds["total"] ?? 1),
      "CPU us/file": (own + server) / files,
      "of it server": server / files,
      "MB at 1/4": at(0.25),
      "1/2": at(0.5),
      "3/4": at(0.75),
      end: at(1),
      "waited for store %": (100 * (seconds["store.wait"] ?? 0)) / (seconds["total"] ?? 1),
    },
    stages: spent.map(([name, one]) => ({ name, "us/file": (one * 1e6) / files, "share %": (100 * one) / all })),
  };
}

const folders = positionals.length === 2 ? positionals : [made(10_000), made(100_000)];
const measured = [];
for (const folder of folders) measured.push(await add(folder));
rmSync(home, { recursive: true, force: true });

report(
  measured.map(({ row }) => row),
  values.json,
);
const [small, large] = measured.map(({ row }) => Number(row["CPU us/file"]));
if (small !== undefined && large !== undefined) {
  const hours = (large * hoped.files) / 1e6 / 3600;
  const figures = {
    "CPU a file, large / small": large / small,
    [`CPU hours of ${hoped.files.toLocaleString("en")}`]: hours,
    [`hours on ${hoped.threads} such threads`]: hours / hoped.threads,
  };
  if (!values.json) console.log(`\nthread time by stage, ${measured.at(-1)?.row.name}:`);
  report(measured.at(-1)?.stages ?? [], values.json);
  if (!values.json) console.log("");
  report(
    Object.entries(figures).map(([name, value]) => ({ name, value })),
    values.json,
  );
}
