/**
 * `midiq stats` on a large catalogue: `bun run bench stats [--json] [--contents 1000000] [--db URL] [--keep FOLDER]`. The
 * catalogue is made as for `bench query`: in PGlite, and on a server where one is named, in a database of its own.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import postgres from "postgres";
import { type Catalogue, core, open } from "../mod.ts";
import { type Measurement, report } from "./report.ts";
import { filledCatalogue } from "./varied-catalogue.ts";

const { values } = parseArgs({
  options: {
    json: { type: "boolean", default: false },
    contents: { type: "string", default: "1000000" },
    db: { type: "string" },
    keep: { type: "string" },
  },
  allowPositionals: true,
});
const contents = Number(values.contents);

/** The whole, what is common, and what is rare and so counted whole. */
const queries = [undefined, "bpm 100..130", "bpm 120..121 key Am"];

/** Each in a catalogue that has just been opened, and again. */
async function measure(engine: string, url: string): Promise<readonly Measurement[]> {
  const rows: Measurement[] = [];
  for (const query of queries) {
    const began = performance.now();
    const db: Catalogue = await open(url, { plugins: [core] });
    const opened = performance.now();
    const { isEstimate, contents: found } = await db.stats(query);
    const first = performance.now();
    await db.stats(query);
    rows.push({
      name: `${engine}: ${query ?? "all"}`,
      "contents found": found,
      counted: isEstimate ? "a sample" : "all",
      "open ms": opened - began,
      "first ms": first - opened,
      "again ms": performance.now() - first,
    });
    await db.close();
  }
  return rows;
}

const folder = values.keep ?? mkdtempSync(join(tmpdir(), "midiq-bench-"));
await (await filledCatalogue(folder, contents)).close();
const rows = [...(await measure("PGlite", folder))];
if (values.keep === undefined) rmSync(folder, { recursive: true });

if (values.db) {
  const admin = postgres(values.db, { max: 1, onnotice: () => undefined });
  const name = `midiq_bench_${contents}`;
  const there = await admin`select 1 from pg_database where datname = ${name}`;
  if (there.length === 0) await admin.unsafe(`create database ${name}`);
  const url = new URL(values.db);
  url.pathname = `/${name}`;
  await (await filledCatalogue(url.href, contents)).close();
  rows.push(...(await measure("PostgreSQL", url.href)));
  if (values.keep === undefined) await admin.unsafe(`drop database ${name}`);
  await admin.end();
}
report(rows, values.json);
