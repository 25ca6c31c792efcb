/**
 * What a run asks of a catalogue: `bun run bench known --db URL [--json] [--contents 1000000] FOLDER`. A database of its own is
 * filled with rows of contents and copies that are no music. Then the CPU and memory stand that a run takes to begin, where it
 * reads all ids and where it asks as it goes; and the CPU a file of adding a folder both ways, in threads and without the start.
 */
import { parseArgs } from "node:util";
import postgres from "postgres";
import { add, type Catalogue, core, open } from "../mod.ts";
import { dedupe } from "../src/stages/dedupe.ts";
import { createSurvey } from "../src/stages/survey.ts";
import { type Measurement, report } from "./report.ts";

const { values, positionals } = parseArgs({
  options: {
    json: { type: "boolean", default: false },
    contents: { type: "string", default: "1000000" },
    db: { type: "string" },
    workers: { type: "string", default: "2" },
  },
  allowPositionals: true,
});
const [folder] = positionals;
if (!values.db || !folder) throw new TypeError("Cannot measure: name a server by --db, and a folder of files");
const contents = Number(values.contents);
const megabyte = 2 ** 20;

/** Rows whose ids are spread as hashes are. */
const fill = `with id as (select ('x' || substr(md5(n::text), 1, 16))::bit(64)::int8 & 9223372036854775807 as id, n
    from generate_series(1, ${contents}) n),
  filled as (insert into content (id, hash, size, status, problems, own_tags, own_tag_sources, tags, tag_sources, terms, copies, path, name, folder, analyzer_set)
    select id, int8send(id), 1000, 'ok', '{}', '{}', '{}', '{}', '{}', '{}', 1, '/none/' || n, n::text, 'none', 0 from id)
  insert into copy (id, source, content, path, name, folder, size, mtime, tags, tag_sources, missing, run)
    select id, 0, id, '/none/' || n, n::text, 'none', 1000, 0, '{}', '{}', false, 0 from id`;

const asking = (db: Catalogue, asks: boolean): Catalogue => ({
  ...db,
  known: { ...db.known, isAsked: async () => asks },
});
const cpu = (since?: NodeJS.CpuUsage): number => {
  const { user, system } = process.cpuUsage(since);
  return (user + system) / 1e6;
};

const admin = postgres(values.db, { max: 1, onnotice: () => undefined });
const results: Measurement[] = [];
const databases: string[] = [];
async function opened(): Promise<Catalogue> {
  const name = `midiq_known_${process.pid}_${databases.length}`;
  await admin.unsafe(`create database ${name}`);
  databases.push(name);
  const url = new URL(values.db as string);
  url.pathname = `/${name}`;
  return open(url.href, { plugins: [core], mode: "write" });
}
try {
  const large = await opened();
  await large.store.client.unsafe(fill);
  await large.store.client.unsafe("analyze content");
  for (const asks of [true, false]) {
    const db = asking(large, asks);
    Bun.gc(true);
    const [memory, used] = [process.memoryUsage().rss, process.cpuUsage()];
    await createSurvey().begin(db);
    await dedupe(db).prepare();
    const name = asks ? "begins, asks as it goes" : "begins, reads all ids";
    results.push({ name, "CPU s": cpu(used), "memory MB": (process.memoryUsage().rss - memory) / megabyte });
  }
  await large.close();
  // The first run warms code up for both.
  const ways = { "asks as it goes": [] as number[], "reads all ids": [] as number[] };
  for (const asks of [true, false, true, false, true]) {
    const db = asking(await opened(), asks);
    const used = process.cpuUsage();
    const { counts } = await add(db, [folder], { workers: Number(values.workers) });
    ways[asks ? "asks as it goes" : "reads all ids"].push((1000 * cpu(used)) / (counts["found"] ?? 1));
    await db.close();
  }
  for (const [name, all] of Object.entries(ways)) {
    const some = all.slice(-2);
    const mean = some.reduce((sum, one) => sum + one, 0) / some.length;
    results.push({ name: `adds, ${name}`, "CPU ms a file": mean });
  }
} finally {
  for (const name of databases) await admin.unsafe(`drop database if exists ${name} with (force)`);
  await admin.end();
}
report(results, values.json);
