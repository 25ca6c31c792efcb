/**
 * Shared work against one process: `bun run bench work --db URL [--json] [--rounds 2] [--workers 2] [--waiting 10000] FOLDER`.
 * In turns, each in a process and a database of its own: `midiq add FOLDER`, and `midiq add --queue FOLDER` with one `midiq work
 * --until-empty`. CPU is that of the processes, their start included. Then what a claim takes beside so many waiting units.
 */
import { tmpdir } from "node:os";
import { parseArgs } from "node:util";
import postgres from "postgres";
import { core, open } from "../mod.ts";
import { createCampaign } from "../src/catalogue/queue/campaigns.ts";
import { completeUnit } from "../src/catalogue/queue/leases.ts";
import { makerOf } from "../src/catalogue/queue/maker.ts";
import { claimUnit } from "../src/catalogue/queue/units.ts";
import { type Measurement, report } from "./report.ts";

const { values, positionals } = parseArgs({
  options: {
    json: { type: "boolean", default: false },
    db: { type: "string" },
    rounds: { type: "string", default: "2" },
    workers: { type: "string", default: "2" },
    waiting: { type: "string", default: "10000" },
  },
  allowPositionals: true,
});
const [folder] = positionals;
if (!values.db || !folder) throw new TypeError("Cannot measure: name a server by --db, and a folder of files");
const main = new URL("../src/cli/main.ts", import.meta.url).pathname;
const admin = postgres(values.db, { max: 1, onnotice: () => undefined });
const databases: string[] = [];

async function newDatabase(): Promise<string> {
  const name = `midiq_work_${process.pid}_${databases.length}`;
  await admin.unsafe(`create database ${name}`);
  databases.push(name);
  const url = new URL(values.db as string);
  url.pathname = `/${name}`;
  return url.href;
}

/** Runs the command. Returns its CPU in seconds. */
async function cpuOf(...words: readonly string[]): Promise<number> {
  const run = Bun.spawn([process.execPath, main, ...words], {
    cwd: tmpdir(),
    stdout: "ignore",
    stderr: "pipe",
    env: { ...process.env, XDG_CONFIG_HOME: tmpdir() },
  });
  const said = await new Response(run.stderr).text();
  if ((await run.exited) !== 0) throw new Error(`Cannot measure: midiq ${words[0]} failed: ${said}`);
  return Number(run.resourceUsage()?.cpuTime.total ?? 0) / 1e6;
}

const results: Measurement[] = [];
try {
  const [added, queued, worked]: [number[], number[], number[]] = [[], [], []];
  for (let round = 0; round < Number(values.rounds); round++) {
    added.push(await cpuOf("add", folder, "--db", await newDatabase(), "--workers", values.workers));
    const db = await newDatabase();
    queued.push(await cpuOf("add", folder, "--queue", "--db", db));
    worked.push(await cpuOf("work", "--until-empty", "--db", db, "--workers", values.workers));
  }
  const mean = (all: readonly number[]): number => all.reduce((sum, one) => sum + one, 0) / all.length;
  results.push({ name: "add", "CPU s": mean(added) });
  results.push({ name: "add --queue", "CPU s": mean(queued) });
  results.push({ name: "work", "CPU s": mean(worked), "x add": mean(worked) / mean(added) });

  const db = await open(await newDatabase(), { plugins: [core], mode: "write" });
  await createCampaign(
    db.store,
    async function* () {
      for (let n = 0; n < Number(values.waiting); n++) {
        yield { kind: "files", source: null, files: 1, data: { paths: [`/none/${n}.mid`] } };
      }
      return { paths: [], allNames: false, archive: {}, file: {}, walked: [], unread: [] };
    },
    false,
  );
  const maker = await makerOf(db.store);
  const me = { id: "bench", machine: "bench", pid: process.pid, sources: [] };
  const claims: number[] = [];
  for (let n = 0; n < 1000; n++) {
    const began = performance.now();
    const unit = await claimUnit(db.store.client, me, maker);
    claims.push(performance.now() - began);
    if (unit) await completeUnit(db.store.client, unit, { counts: {}, archives: [] });
  }
  await db.close();
  claims.sort((a, b) => a - b);
  const name = `claim, of ${values.waiting} waiting`;
  results.push({ name, "median ms": claims[500] ?? 0, "95 % ms": claims[950] ?? 0 });
} finally {
  for (const name of databases) await admin.unsafe(`drop database if exists ${name} with (force)`);
  await admin.end();
}
report(results, values.json);
