/** Migrations: numbered SQL files, each applied once, in a transaction, under a lock. */
import { readFileSync } from "node:fs";
import type { Client } from "./client.ts";

/** In order; a migration that has landed is never edited. */
const migrations = [
  "0001-base.sql",
  "0002-name-facts.sql",
  "0003-terms.sql",
  "0004-storage.sql",
  "0005-language.sql",
  "0006-parts.sql",
  "0007-indexes.sql",
  "0008-names-and-marks.sql",
  "0009-manual-tags.sql",
  "0010-versions.sql",
  "0011-identity.sql",
  "0012-unsettled.sql",
  "0014-runs.sql",
] as const;

/** Key of the advisory lock under which a catalogue's schema changes: "midi" in ASCII. */
export const schemaLock = 0x6d696469;

/** Brings a catalogue's tables up to date. */
export async function migrate(sql: Client): Promise<void> {
  await sql.begin(async (tx) => {
    await tx.unsafe(`select pg_advisory_xact_lock(${schemaLock})`);
    await tx.unsafe("create table if not exists migration (name text primary key, applied timestamptz default now())");
    const applied = new Set((await tx.unsafe("select name from migration")).map((row) => String(row["name"])));
    for (const name of migrations) {
      if (applied.has(name)) continue;
      const text = readFileSync(new URL(`../../sql/${name}`, import.meta.url), "utf8");
      await tx.unsafe(text).simple();
      await tx.unsafe("insert into migration (name) values ($1)", [name]);
    }
  });
}

/** Whether the catalogue's tables are there, in the form that this version reads. */
export async function stateOf(sql: Client): Promise<"none" | "old" | "current"> {
  const rows = await sql.unsafe("select to_regclass('content') is not null as there");
  if (rows[0]?.["there"] !== true) return "none";
  const applied = new Set((await sql.unsafe("select name from migration")).map((row) => String(row["name"])));
  return migrations.every((name) => applied.has(name)) ? "current" : "old";
}
