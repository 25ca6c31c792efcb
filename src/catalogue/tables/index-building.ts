/** Making secondary indexes, and leaving them out while many rows come in. */
import type { Client } from "../../database/client.ts";
import { sqlStateOf } from "../../database/error.ts";
import type { Sql } from "../../database/sql.ts";
import { transact } from "../../database/transaction.ts";
import { type Index, indexes } from "./indexes.ts";
import { contentColumns } from "./schema.ts";

/** Tables that grow with the collection. */
const tables = ["content", "copy", "detail", "track", "section", "vector"] as const;

/** Rows that tell of transactions that changed vectors (sql/0021-vector-changes.sql); of more one is made. */
const mostChanges = 1000;
/** Key of the advisory lock under which one index is made at a time: "indx" in ASCII. */
const indexLock = 0x696e6478;
/** Memory for making one index: PostgreSQL's default of 64 MB is meant for small machines; a server may be set to more. */
const leastMemory = "256MB";

/** Told how many of the indexes that are missing are made, from 0, and the share of the time for all that is behind. */
export type OnIndex = (made: number, of: number, share: number) => void;

/**
 * Drops the secondary indexes until the end of a bulk load, which then makes each index once, from sorted terms. The table
 * deferred_index says so in the same transaction: whatever becomes of the load, the next run makes them again.
 */
export async function deferIndexes(sql: Client): Promise<void> {
  // Indexes of several tables are locked, which others may be writing to in another order.
  await transact(sql, deferIndexesWithin);
}

/** The same within a transaction. */
export async function deferIndexesWithin(tx: Sql): Promise<void> {
  const there = await namesOf(tx, "select relname as name from pg_class where relkind = 'i'");
  for (const { name } of indexes) {
    if (!there.has(name)) continue;
    await tx.unsafe("insert into deferred_index (name) values ($1) on conflict do nothing", [name]);
    await tx.unsafe(`drop index if exists ${name}`);
  }
}

/**
 * Makes the indexes that are missing, and tells the planner what the tables hold.
 *
 * @param stop leaves what is not begun to the next run, which finds it missing.
 */
export async function completeIndexes(sql: Client, onIndex: OnIndex = () => {}, stop?: AbortSignal): Promise<void> {
  if (stop?.aborted) return;
  const grown = await grownTables(sql);
  const missing = await missingIndexes(sql);
  const all = missing.reduce((sum, { permille }) => sum + permille, 0);
  let behind = 0;
  for (const [n, { name, on, permille }] of missing.entries()) {
    if (n === 0) onIndex(0, missing.length, 0);
    await sql.begin(async (tx) => {
      // Two processes that end at once would both make it, and one would fail.
      await tx.unsafe(`select pg_advisory_xact_lock(${indexLock})`);
      await tx.unsafe(`select set_config('maintenance_work_mem', '${leastMemory}', true)
        where pg_size_bytes(current_setting('maintenance_work_mem')) < pg_size_bytes('${leastMemory}')`);
      await tx.unsafe(`create index if not exists ${name} on ${on}`);
      await tx.unsafe("delete from deferred_index where name = $1", [name]);
    }, "index");
    behind += permille;
    onIndex(n + 1, missing.length, behind / all);
    if (stop?.aborted) return;
  }
  // What the run collected goes where queries find it fast.
  await sql.unsafe("select gin_clean_pending_list('content_terms') where to_regclass('content_terms') is not null");
  // One row says the same as all of them: the vectors changed.
  await sql.unsafe(`with gone as (delete from vector_change where (select count(*) from vector_change) > ${mostChanges} returning 1)
    insert into vector_change select pg_current_xact_id()::text::int8 where exists (select from gone)`);
  for (const table of grown) await sql.unsafe(`analyze ${table}`);
}

export async function missingIndexes(sql: Client): Promise<readonly Index[]> {
  const there = await namesOf(sql, "select relname as name from pg_class where relkind = 'i'");
  const columns = await contentColumns(sql);
  const loaded = await extensions(sql);
  return indexes.filter(
    ({ name, needs, extension }) =>
      !there.has(name) && needs.every((column) => columns.has(column)) && (!extension || loaded.has(extension)),
  );
}

/** Extensions that are there. A server may have pg_trgm on its shelf; who may create tables may take it down. */
async function extensions(sql: Client): Promise<ReadonlySet<string>> {
  const text = "select extname as name from pg_extension";
  const loaded = await namesOf(sql, text);
  if (loaded.has("pg_trgm")) return loaded;
  const shelf = await namesOf(sql, "select name from pg_available_extensions");
  if (!shelf.has("pg_trgm")) return loaded;
  try {
    await sql.begin(async (tx) => {
      await tx.unsafe(`select pg_advisory_xact_lock(${indexLock})`);
      await tx.unsafe("create extension if not exists pg_trgm");
    });
  } catch (error) {
    // insufficient_privilege: names are searched without an index then.
    if (sqlStateOf(error) !== "42501") throw error;
  }
  return namesOf(sql, text);
}

/**
 * Tables that have grown by a tenth since the planner was told of them: to tell it costs seconds, however little a run has
 * added to a large catalogue.
 */
const grownTables = (sql: Client): Promise<ReadonlySet<string>> =>
  namesOf(
    sql,
    `select relname as name from pg_class
     where oid = any(array[${tables.map((table) => `'${table}'::regclass`).join(", ")}])
       and (reltuples < 0 or pg_relation_size(oid) > 1.1 * relpages * current_setting('block_size')::int8)`,
  );

const namesOf = async (sql: Sql, text: string): Promise<ReadonlySet<string>> =>
  new Set((await sql.unsafe(text)).map((row) => String(row["name"])));
