/**
 * How fast a store takes what is packed: `bun run bench store [--json] [--contents 1000000] [--db URL] [--keep FOLDER]
 * [--load bulk|indexed] [--engine pglite|postgres]`.
 * Varied contents with all their rows (copy, tracks, sections, vectors, detail) are packed as `midiq add` packs them, 256 a
 * batch, and written to a new catalogue: as `--bulk` does, with secondary indexes made at the end, and with all indexes in
 * place from the start. On a server that is named (in databases of its own, dropped at the end) psql's COPY of the same
 * tables with the same indexes stands beside it. CPU is that of this process while it writes and of the server's processes,
 * where the server runs on this machine. `--keep` leaves the bulk-loaded catalogues for `bench query`.
 */

import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import postgres from "postgres";
import { type Catalogue, core, open } from "../mod.ts";
import { joinPacked } from "../src/catalogue/adding/row-set.ts";
import { completeIndexes } from "../src/catalogue/tables/index-building.ts";
import { indexes } from "../src/catalogue/tables/indexes.ts";
import type { Packed } from "../src/pipeline/stage.ts";
import { type Measurement, report } from "./report.ts";
import { serverCpu } from "./server-cpu.ts";
import { variedBatches } from "./varied-catalogue.ts";

const { values } = parseArgs({
  options: {
    json: { type: "boolean", default: false },
    contents: { type: "string", default: "1000000" },
    db: { type: "string" },
    keep: { type: "string" },
    load: { type: "string" },
    engine: { type: "string" },
  },
  allowPositionals: true,
});
const contents = Number(values.contents);
const nothing = { counts: {}, rejected: { byCode: {}, first: [] }, seconds: {} };
/** What grows with the collection, in the order in which psql copies it. */
const tables = ["content", "copy", "detail", "track", "section", "vector"];
/** Items of one batch of a run, and batches that are written in one transaction (src/stages/writers.ts). */
const [batch, joined] = [256, 8];

interface Spent {
  seconds: number;
  /** Of this process and of the server, in seconds. */
  cpu: number;
}

/** Times one piece of work. */
async function spend(spent: Spent, cpuOfServer: () => number, work: () => Promise<unknown>): Promise<void> {
  const [began, used, server] = [performance.now(), process.cpuUsage(), cpuOfServer()];
  await work();
  const { user, system } = process.cpuUsage(used);
  spent.seconds += (performance.now() - began) / 1000;
  spent.cpu += (user + system) / 1e6 + cpuOfServer() - server;
}

/** Loads a new catalogue, and measures the load and the making of indexes apart. */
async function load(name: string, db: Catalogue, cpu: () => number, isBulk: boolean): Promise<Measurement> {
  const [loading, indexing] = [
    { seconds: 0, cpu: 0 },
    { seconds: 0, cpu: 0 },
  ];
  if (!isBulk) await completeIndexes(db.store.client);
  const run = await db.beginRun({ bulk: isBulk });
  const write = (several: readonly Packed[]): Promise<void> =>
    spend(loading, cpu, async () => {
      const one = several.length > 1 ? joinPacked(several) : (several[0] as Packed);
      const { rejected } = await run.write(one);
      if (rejected.length > 0) throw new Error(`The store refused a row: ${rejected[0]?.message}`);
    });
  let waiting: Packed[] = [];
  let done = 0;
  for (const packed of variedBatches(run.layout, contents, { batch })) {
    waiting.push(packed);
    if (waiting.length < joined) continue;
    await write(waiting);
    waiting = [];
    done += batch * joined;
    if (done % (batch * joined * 50) === 0) console.error(`${name}: ${done}, ${Math.round(loading.seconds)} s`);
  }
  if (waiting.length > 0) await write(waiting);
  await spend(indexing, cpu, () => run.end(nothing));
  return {
    name,
    "contents/s": contents / (loading.seconds + indexing.seconds),
    "loading contents/s": contents / loading.seconds,
    "loading CPU us": (loading.cpu / contents) * 1e6,
    "indexes s": indexing.seconds,
    "indexes CPU us": (indexing.cpu / contents) * 1e6,
  };
}

const folderSize = (folder: string): number =>
  (readdirSync(folder, { recursive: true }) as string[])
    .map((name) => statSync(join(folder, name)))
    .reduce((sum, facts) => sum + (facts.isFile() ? facts.size : 0), 0);

async function embedded(isBulk: boolean): Promise<Measurement> {
  const folder = isBulk && values.keep ? values.keep : mkdtempSync(join(tmpdir(), "midiq-bench-"));
  const db = await open(folder, { plugins: [core], mode: "write" });
  const measured = await load(isBulk ? "PGlite --bulk" : "PGlite", db, () => 0, isBulk);
  await db.close();
  const kilobytes = folderSize(join(folder, "data", "base")) / contents / 1000;
  if (folder !== values.keep) rmSync(folder, { recursive: true });
  return { ...measured, "disk kB": kilobytes };
}

/** An empty database of the server; the one that is kept has the name that `bench query` looks for. */
async function newDatabase(url: string, name: string): Promise<string> {
  const admin = postgres(url, { max: 1, onnotice: () => undefined });
  await admin.unsafe(`drop database if exists ${name}`);
  await admin.unsafe(`create database ${name}`);
  await admin.end();
  const named = new URL(url);
  named.pathname = `/${name}`;
  return named.href;
}

async function dropDatabase(url: string, name: string): Promise<void> {
  const admin = postgres(url, { max: 1, onnotice: () => undefined });
  await admin.unsafe(`drop database if exists ${name}`);
  await admin.end();
}

const keptName = `midiq_bench_${contents}`;

async function server(url: string, isBulk: boolean): Promise<readonly Measurement[]> {
  const name = isBulk ? keptName : `${keptName}_indexed`;
  const where = await newDatabase(url, name);
  const db = await open(where, { plugins: [core], mode: "write" });
  const measured = await load(isBulk ? "PostgreSQL --bulk" : "PostgreSQL", db, await serverCpu(db), isBulk);
  const [row] = await db.query<{ bytes: string }>("select pg_database_size(current_database())::text as bytes");
  await db.close();
  const files = copyOut(where);
  if (!isBulk || values.keep === undefined) await dropDatabase(url, name);
  const peer = await psql(url, files, isBulk);
  rmSync(files, { recursive: true });
  return [{ ...measured, "disk kB": Number(row?.bytes) / contents / 1000 }, peer];
}

/** psql's COPY of rows that are in files, into the same tables with the same indexes. */
async function psql(url: string, files: string, isBulk: boolean): Promise<Measurement> {
  const name = `${keptName}_psql`;
  const where = await newDatabase(url, name);
  const db = await open(where, { plugins: [core], mode: "write" });
  const cpu = await serverCpu(db);
  const loading: Spent = { seconds: 0, cpu: 0 };
  const indexing: Spent = { seconds: 0, cpu: 0 };
  if (!isBulk) await completeIndexes(db.store.client);
  await spend(loading, cpu, async () => {
    for (const table of tables) runPsql(where, `\\copy ${table} from '${files}/${table}' (format binary)`);
  });
  if (isBulk) {
    const definitions = indexes.map(({ name: index, on }) => `create index ${index} on ${on}`);
    await spend(indexing, cpu, async () =>
      runPsql(where, "set maintenance_work_mem = '256MB'", "create extension if not exists pg_trgm", ...definitions),
    );
  }
  await db.close();
  await dropDatabase(url, name);
  return {
    name: isBulk ? "psql COPY, then indexes" : "psql COPY, indexes in place",
    "contents/s": contents / (loading.seconds + indexing.seconds),
    "loading contents/s": contents / loading.seconds,
    "loading CPU us": (loading.cpu / contents) * 1e6,
    "indexes s": indexing.seconds,
    "indexes CPU us": (indexing.cpu / contents) * 1e6,
  };
}

function runPsql(where: string, ...commands: readonly string[]): void {
  const words = commands.flatMap((command) => ["-c", command]);
  const { status, stderr } = spawnSync("psql", ["-q", "-v", "ON_ERROR_STOP=1", where, ...words], { encoding: "utf8" });
  if (status !== 0) throw new Error(`psql failed: ${stderr}`);
}

/** Writes the tables of a database to files. */
function copyOut(where: string): string {
  const files = mkdtempSync(join(tmpdir(), "midiq-copy-"));
  for (const table of tables) runPsql(where, `\\copy ${table} to '${files}/${table}' (format binary)`);
  return files;
}

const rows: Measurement[] = [];
for (const isBulk of [true, false]) {
  if (values.load !== undefined && values.load !== (isBulk ? "bulk" : "indexed")) continue;
  const ours: Measurement[] = [];
  if (values.engine !== "postgres") ours.push(await embedded(isBulk));
  const [own, peer] = values.db && values.engine !== "pglite" ? await server(values.db, isBulk) : [];
  if (own) ours.push(own);
  const share = (one: Measurement): Measurement =>
    peer ? { ...one, "times psql": Number(one["contents/s"]) / Number(peer["contents/s"]) } : one;
  rows.push(...ours.map(share), ...(peer ? [peer] : []));
}
report(rows, values.json);
