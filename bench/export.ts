/**
 * How fast rows are exported: `bun run bench export [--json] [--contents 100000] [--fields bpm,key] [--db URL]`. All rows of
 * varied contents, with every stored field unless some are named, go to a file in each form; the same pages read and thrown away
 * stand beside them, and on a server that is named, whose database is filled anew and dropped, psql's copy of the same columns
 * to CSV. Memory is the most that this process held above what it held before.
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import postgres from "postgres";
import { type Catalogue, core, open } from "../mod.ts";
import { shownSql, storedFields } from "../src/catalogue/asking/columns.ts";
import { exportRows } from "../src/forms/export-rows.ts";
import { fileForms } from "../src/forms/our-forms.ts";
import { type Measurement, report } from "./report.ts";
import { fill } from "./varied-catalogue.ts";

const { values } = parseArgs({
  options: {
    json: { type: "boolean", default: false },
    contents: { type: "string", default: "100000" },
    fields: { type: "string" },
    db: { type: "string" },
  },
  allowPositionals: true,
});
const contents = Number(values.contents);
const folder = mkdtempSync(join(tmpdir(), "midiq-bench-"));
const measured: Measurement[] = [];

/** Times some work that writes a file, or none. */
async function measure(name: string, work: () => Promise<unknown> | unknown, file?: string): Promise<number> {
  Bun.gc(true);
  const before = process.memoryUsage().rss;
  let most = before;
  const watch = setInterval(() => {
    most = Math.max(most, process.memoryUsage().rss);
  }, 20);
  const [began, cpu] = [performance.now(), process.cpuUsage()];
  await work();
  const { user, system } = process.cpuUsage(cpu);
  const seconds = (performance.now() - began) / 1000;
  clearInterval(watch);
  measured.push({
    name,
    "rows/s": contents / seconds,
    seconds,
    "CPU us a row": (user + system) / contents,
    "bytes a row": file === undefined ? "" : statSync(file).size / contents,
    "memory MB": (most - before) / 1e6,
  });
  return seconds;
}

/** Exports in each form; returns the seconds of CSV. */
async function exportAll(engine: string, db: Catalogue): Promise<number> {
  const fields = values.fields?.split(",") ?? storedFields(db.registry.fields).map(({ name }) => name);
  const prepared = await db.prepare("");
  const read = await measure(`${engine}: pages read`, async () => {
    for await (const _ of db.pages(prepared, { fields }));
  });
  const seconds: Record<string, number> = {};
  for (const form of fileForms) {
    const path = join(folder, `rows.${form}`);
    const file = { form, fields, title: "all files", force: true };
    seconds[form] = await measure(`${engine}: ${form}`, () => exportRows(db, prepared, path, file), path);
  }
  const shares = fileForms.map((form) => `${form} ${((seconds[form] ?? 0) / read).toFixed(2)}`);
  console.error(`${engine}: times reading alone: ${shares.join(", ")}`);
  return seconds["csv"] ?? 0;
}

async function filled(url: string): Promise<void> {
  const db = await open(url, { plugins: [core], mode: "write" });
  await fill(db, contents, (done) => {
    if (done % 50_000 === 0) console.error(`${done} contents made`);
  });
  await db.close();
}

const embedded = join(folder, "catalogue");
await filled(embedded);
const db = await open(embedded, { plugins: [core] });
await exportAll("PGlite", db);
await db.close();

if (values.db) {
  const admin = postgres(values.db, { max: 1, onnotice: () => undefined });
  await admin.unsafe("drop database if exists midiq_bench_export");
  await admin.unsafe("create database midiq_bench_export");
  const where = new URL(values.db);
  where.pathname = "/midiq_bench_export";
  await filled(where.href);
  const server = await open(where.href, { plugins: [core] });
  const ours = await exportAll("PostgreSQL", server);
  const wanted = values.fields?.split(",");
  const columns = storedFields(server.registry.fields)
    .filter(({ name }) => wanted?.includes(name) ?? true)
    .map((field) => `${shownSql(field)} as "${field.name}"`);
  await server.close();
  const path = join(folder, "psql.csv");
  const statement = `select ${columns.join(", ")} from content c order by c."id"`;
  const peer = await measure(
    "psql: \\copy to csv",
    () => {
      const run = spawnSync("psql", [where.href, "-c", `\\copy (${statement}) to '${path}' csv header`], {
        encoding: "utf8",
      });
      if (run.status !== 0) throw new Error(`psql failed: ${run.stderr}`);
    },
    path,
  );
  console.error(`csv takes ${(ours / peer).toFixed(2)} times as long as psql's copy of the same columns`);
  await admin.unsafe("drop database midiq_bench_export");
  await admin.end();
}
report(measured, values.json);
rmSync(folder, { recursive: true });
