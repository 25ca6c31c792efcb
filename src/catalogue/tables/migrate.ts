/** Migrations: numbered SQL files, each applied once, in a transaction, under a lock. */
import { readFileSync } from "node:fs";
import type { Client } from "../../database/client.ts";
import { StoreError } from "../../database/error.ts";
import type { Sql, Transaction } from "../../database/sql.ts";
import { version } from "../../version.ts";

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
  "0017-places.sql",
  "0018-heard.sql",
  "0019-words.sql",
  "0020-merged.sql",
  "0021-vector-changes.sql",
  "0022-queue.sql",
] as const;

/** Key of the advisory lock under which a catalogue's schema changes: "midi" in ASCII. */
export const schemaLock = 0x6d696469;

/**
 * Brings a catalogue's tables up to date, in one transaction.
 *
 * @param also what else belongs to it: whoever looks at a run that was stopped finds all of it, or none.
 * @throws StoreError `newer-catalogue` when it has some that this version does not know, `not-empty` where the database has tables
 * of another program.
 */
export async function migrate(
  sql: Client,
  { also }: { readonly also?: (tx: Transaction) => Promise<void> } = {},
): Promise<void> {
  await sql.begin(async (tx) => {
    await migrateWithin(tx);
    await also?.(tx);
  });
}

/**
 * The same within a transaction.
 *
 * @param only of these migrations; all that this version knows unless said.
 */
export async function migrateWithin(tx: Transaction, only: readonly string[] = migrations): Promise<void> {
  await tx.unsafe(`select pg_advisory_xact_lock(${schemaLock})`);
  const { hasOthers } = await tablesOf(tx);
  if (hasOthers) throw ofOthers();
  await tx.unsafe("create table if not exists migration (name text primary key, applied timestamptz default now())");
  const applied = await appliedMigrations(tx);
  refuseUnknown(applied, "The catalogue");
  for (const name of migrations) {
    if (applied.includes(name) || !only.includes(name)) continue;
    const text = readFileSync(new URL(`../../../sql/${name}`, import.meta.url), "utf8");
    await tx.unsafe(text).simple();
    await tx.unsafe("insert into migration (name) values ($1)", [name]);
  }
}

/** Tables that stand in a database before a catalogue is made in it, by the names that are most likely another program's too. */
async function tablesOf(sql: Sql): Promise<{ readonly isOurs: boolean; readonly hasOthers: boolean }> {
  const [row] = await sql.unsafe(
    `select to_regclass('content') is not null as content, to_regclass('migration') is not null as migration,
       (select count(*) from pg_attribute where attrelid = to_regclass('migration') and attname in ('name', 'applied')) = 2 as ours`,
  );
  const isOurs = row?.["ours"] === true && row["content"] === true;
  return { isOurs, hasOthers: !isOurs && (row?.["content"] === true || row?.["migration"] === true) };
}

const ofOthers = (): StoreError =>
  new StoreError(
    "not-empty",
    "Cannot make a catalogue there: the database has tables of another program; use another database, or a schema: ?options=-c%20search_path%3DNAME",
  );

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
  const why = `its tables have ${unknown.join(", ")}, which this version (${version}) does not know`;
  throw new StoreError("newer-catalogue", `${what} was made by a newer midiq: ${why}`);
}

/**
 * Whether the catalogue's tables are there, in the form that this version reads.
 *
 * @throws StoreError `newer-catalogue`
 */
export async function stateOf(sql: Sql): Promise<"none" | "old" | "current"> {
  const { isOurs } = await tablesOf(sql);
  if (!isOurs) return "none";
  const applied = await appliedMigrations(sql);
  refuseUnknown(applied, "The catalogue");
  return migrations.every((name) => applied.includes(name)) ? "current" : "old";
}
