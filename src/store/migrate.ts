/** Migrations: numbered SQL files, each applied once, in a transaction, under a lock. */
import { readFileSync } from "node:fs";
import { version } from "../version.ts";
import type { Client, Sql } from "./client.ts";
import { StoreError } from "./error.ts";

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
  "0015-refused.sql",
  "0016-lock-marks.sql",
] as const;

/** Key of the advisory lock under which a catalogue's schema changes: "midi" in ASCII. */
export const schemaLock = 0x6d696469;

/**
 * Brings a catalogue's tables up to date.
 *
 * @param only of these migrations; all that this version knows unless said.
 * @throws StoreError `newer-catalogue` when it has some that this version does not know.
 */
export async function migrate(sql: Client, only: readonly string[] = migrations): Promise<void> {
  await sql.begin(async (tx) => {
    await tx.unsafe(`select pg_advisory_xact_lock(${schemaLock})`);
    await tx.unsafe("create table if not exists migration (name text primary key, applied timestamptz default now())");
    const applied = await appliedMigrations(tx);
    refuseUnknown(applied, "The catalogue");
    for (const name of migrations) {
      if (applied.includes(name) || !only.includes(name)) continue;
      const text = readFileSync(new URL(`../../sql/${name}`, import.meta.url), "utf8");
      await tx.unsafe(text).simple();
      await tx.unsafe("insert into migration (name) values ($1)", [name]);
    }
  });
}

/** Names of the migrations that a catalogue has, in their order. */
export async function appliedMigrations(sql: Sql): Promise<readonly string[]> {
  const rows = await sql.unsafe(`select name from migration order by name collate "C"`);
  return rows.map((row) => String(row["name"]));
}

/**
 * Refuses what was made by a newer version: there is no way back.
 *
 * @throws StoreError `newer-catalogue`
 */
export function refuseUnknown(names: readonly string[], what: string): void {
  const unknown = names.filter((name) => !(migrations as readonly string[]).includes(name));
  if (unknown.length === 0) return;
  const why = `its tables have ${unknown.join(", ")}, which this one (${version}) does not know`;
  throw new StoreError("newer-catalogue", `${what} was made by a newer midiq: ${why}`);
}

/**
 * Whether the catalogue's tables are there, in the form that this version reads.
 *
 * @throws StoreError `newer-catalogue`
 */
export async function stateOf(sql: Client): Promise<"none" | "old" | "current"> {
  const rows = await sql.unsafe("select to_regclass('content') is not null as there");
  if (rows[0]?.["there"] !== true) return "none";
  const applied = await appliedMigrations(sql);
  refuseUnknown(applied, "The catalogue");
  return migrations.every((name) => applied.includes(name)) ? "current" : "old";
}
