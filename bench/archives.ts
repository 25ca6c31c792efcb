/**
 * What a member of an archive costs more than a loose file: `midiq add` of the same files loose and in archives.
 *
 *     bun run bench archives [--json] [DIR]
 *
 * Prints CPU (user and system, all threads, without start-up) a file with 1 worker, and its ratio to loose files: 2 is
 * the most that we allow ourselves. Needs python3 and xz to make the archives. A folder of 5,000 files:
 * ../shared/corpus/tools/SCALE.sh OUT 5000.
 */
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sevenZip } from "../test/sources/pack.ts";
import { benchArguments, type Measurement, report } from "./report.ts";

const { json, dir } = benchArguments(new URL("../../shared/corpus/dev/claimed/pop909", import.meta.url).pathname);
const main = new URL("../src/cli/main.ts", import.meta.url).pathname;
const home = mkdtempSync(join(tmpdir(), "midiq-bench-"));
/** Runs of each, of which the fastest counts. */
const runs = 3;

/** Makes the archives; member names are the files' paths. */
function makeArchives(): readonly (readonly [name: string, path: string])[] {
  const program = `
import os, sys, tarfile, zipfile
root, home = sys.argv[1:]
names = sorted(os.path.relpath(os.path.join(at, name), root) for at, _, all in os.walk(root) for name in all
  if name.lower().endswith((".mid", ".midi", ".kar", ".rmi", ".smf")))
with zipfile.ZipFile(home + "/pack.zip", "w", zipfile.ZIP_DEFLATED) as pack:
  for name in names: pack.write(os.path.join(root, name), name)
for kind in ("", ":gz", ":bz2", ":xz"):
  with tarfile.open(home + "/pack.tar" + kind.replace(":", "."), "w" + kind) as pack:
    for name in names: pack.add(os.path.join(root, name), name)
with zipfile.ZipFile(home + "/nested.zip", "w", zipfile.ZIP_DEFLATED) as pack: pack.write(home + "/pack.zip", "pack.zip")
`;
  const made = spawnSync("python3", ["-c", program, dir, home], { encoding: "utf8" });
  if (made.status !== 0) throw new Error(`Cannot make archives of ${dir}: ${made.stderr}`);
  const parts = (readdirSync(dir, { recursive: true, encoding: "utf8" }) as string[])
    .filter((name) => /\.(midi?|kar|rmi|smf)$/i.test(name))
    .sort()
    .map((name) => ({ name, bytes: new Uint8Array(readFileSync(join(dir, name))) }));
  const lzma2 = (bytes: Uint8Array): Uint8Array =>
    spawnSync("xz", ["--format=raw", "--lzma2=dict=16MiB", "-c"], { input: bytes, maxBuffer: 2 ** 30 }).stdout;
  writeFileSync(join(home, "pack.7z"), sevenZip(parts, lzma2));
  const names = ["pack.zip", "nested.zip", "pack.tar", "pack.tar.gz", "pack.tar.bz2", "pack.tar.xz", "pack.7z"];
  return [["loose", dir], ...names.map((name) => [name, join(home, name)] as const)];
}

/** Adds a path to a new catalogue in a process of its own. */
async function add(path: string): Promise<{ cpu: number; peak: number; found: number }> {
  const catalogue = join(home, "catalogue");
  const run = Bun.spawn([process.execPath, main, "add", path, "--db", catalogue, "--workers", "1", "--json"], {
    stdout: "pipe",
    stderr: "inherit",
  });
  const printed = await new Response(run.stdout).text();
  if ((await run.exited) !== 0) throw new Error(`Cannot measure ${path}: midiq add failed`);
  rmSync(catalogue, { recursive: true });
  const usage = run.resourceUsage();
  return {
    cpu: Number(usage?.cpuTime.total ?? 0),
    peak: (usage?.maxRSS ?? 0) / 1024 / 1024,
    found: JSON.parse(printed).counts.found ?? 0,
  };
}

const empty = join(home, "empty");
mkdirSync(empty);
const archives = makeArchives();
const best = new Map<string, Awaited<ReturnType<typeof add>>>();
// In turns, so that a busy moment of the machine does not fall on one of them alone.
for (let run = 0; run < runs; run++) {
  for (const [name, path] of [["start-up", empty] as const, ...archives]) {
    const next = await add(path);
    if (next.cpu < (best.get(name)?.cpu ?? Number.POSITIVE_INFINITY)) best.set(name, next);
  }
}
const eachOf = (name: string): number => {
  const { cpu = 0, found = 0 } = best.get(name) ?? {};
  return (cpu - (best.get("start-up")?.cpu ?? 0)) / found;
};
const measurements: Measurement[] = archives.map(([name, path]) => ({
  name,
  files: best.get(name)?.found ?? 0,
  "packed MB": name === "loose" ? "" : statSync(path).size / 1e6,
  "us/file": eachOf(name),
  ratio: eachOf(name) / eachOf("loose"),
  "peak MB": best.get(name)?.peak ?? 0,
}));
rmSync(home, { recursive: true });
report(measurements, json);
