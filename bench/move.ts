/**
 * How fast a catalogue moves: `bun run bench move [--json] [--contents 100000] [--db URL]`. Varied contents with all their
 * rows are exported and imported, on PGlite and in databases of their own of a server that is named; pg_dump and pg_restore
 * of the same database stand beside it there. Memory is the most that this process held above what it held before.
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import postgres from "postgres";
import { core, open } from "../mod.ts";
import { importCatalogue } from "../src/catalogue/mod.ts";
import { type Measurement, report } from "./report.ts";
import { fill } from "./varied-catalogue.ts";

const { values } = parseArgs({
  options: {
    json: { type: "boolean", default: false },
    contents: { type: "string", default: "100000" },
    db: { type: "string" },
  },
  allowPositionals: true,
});
const contents = Number(values.contents);
const folder = mkdtempSync(join(tmpdir(), "midiq-bench-"));
const rows: Measurement[] = [];

/** Times some work, and adds what is known of it to the table; an import says when it begins to make search indexes. */
async function measure(name: string, file: string, work: (onIndex: () => void) => unknown): Promise<number> {
  const before = process.memoryUsage().rss;
  let most = before;
  const watch = setInterval(() => {
    most = Math.max(most, process.memoryUsage().rss);
  }, 50);
  const began = performance.now();
  let indexing = Number.POSITIVE_INFINITY;
  await work(() => {
    indexing = Math.min(indexing, performance.now());
  });
  const indexes = Math.max(0, performance.now() - indexing) / 1000;
  const seconds = (performance.now() - began) / 1000;
  clearInterval(watch);
  rows.push({
    name,
    "contents/s": contents / seconds,
    seconds,
    "of that indexes": indexes,
    "bytes a content": statSync(file).size / contents,
    "memory MB": (most - before) / 1e6,
  });
  return seconds;
}

async function run(program: string, ...words: readonly string[]): Promise<void> {
  const { status, stderr } = spawnSync(program, words, { encoding: "utf8" });
  if (status !== 0) throw new Error(`${program} failed: ${stderr}`);
}

const databases: string[] = [];
/** An empty database of the server, dropped at the end. */
async function newDatabase(url: string, name: string): Promise<string> {
  await administer(url, `drop database if exists ${name}`, `create database ${name}`);
  databases.push(name);
  const named = new URL(url);
  named.pathname = `/${name}`;
  return named.href;
}

async function administer(url: string, ...statements: readonly string[]): Promise<void> {
  const admin = postgres(url, { max: 1, onnotice: () => undefined });
  for (const statement of statements) await admin.unsafe(statement);
  await admin.end();
}

const [first, file] = [join(folder, "first"), join(folder, "export.midiq")];
const filled = await open(first, { plugins: [core], mode: "write" });
await fill(filled, contents, (done) => {
  if (done % 50_000 === 0) console.error(`${done} contents made`);
});
await filled.close();
const db = await open(first, { plugins: [core] });
await measure("PGlite: export", file, () => db.exportTo(file));
await db.close();
rmSync(first, { recursive: true });
await measure("PGlite: import", file, (onIndex) => importCatalogue(join(folder, "second"), file, { onIndex }));
if (values.db) {
  const where = await newDatabase(values.db, "midiq_move");
  const intake = await measure("PostgreSQL: import", file, (onIndex) => importCatalogue(where, file, { onIndex }));
  const server = await open(where, { plugins: [core] });
  const second = join(folder, "server.midiq");
  const output = await measure("PostgreSQL: export", second, () => server.exportTo(second));
  await server.close();
  const dump = join(folder, "dump");
  const dumped = await measure("pg_dump -Fc", dump, () => run("pg_dump", "-Fc", "-f", dump, where));
  const other = await newDatabase(values.db, "midiq_move_dump");
  const restored = await measure("pg_restore", dump, () => run("pg_restore", "--no-owner", "-d", other, dump));
  console.error(
    `import ${(restored / intake).toFixed(2)} times pg_restore, export ${(dumped / output).toFixed(2)} times pg_dump`,
  );
  await administer(values.db, ...databases.map((name) => `drop database ${name}`));
}
report(rows, values.json);
rmSync(folder, { recursive: true });
