/** Loading an export into an empty catalogue: the rows, as they were, straight into their tables. */
import { copyIn } from "../../database/client.ts";
import { StoreError } from "../../database/error.ts";
import type { Sql } from "../../database/sql.ts";
import { columnNames } from "../tables/schema.ts";
import type { Manifest, ManifestTable } from "./manifest.ts";
import { type PlainRows, takeFields } from "./rows.ts";

/** Whether nobody has put anything in yet: no file, no mark, no saved query. */
export async function isEmpty(sql: Sql): Promise<boolean> {
  const tables = ["content", "copy", "run", "manual_tag", "saved_query"];
  const [row] = await sql.unsafe(
    `select ${tables.map((table) => `exists (select from ${table})`).join(" or ")} as holds`,
  );
  return row?.["holds"] === false;
}

/**
 * Loads all rows within a transaction.
 *
 * @returns rows by table.
 * @throws StoreError `not-empty` when another process has begun to add meanwhile, `bad-export` when rows are missing.
 */
export async function load(
  tx: Sql,
  path: string,
  manifest: Manifest,
  rows: AsyncIterable<PlainRows>,
): Promise<Readonly<Record<string, number>>> {
  const names = manifest.tables.map(({ name }) => name);
  await tx.unsafe(`lock table ${names.join(", ")} in access exclusive mode`);
  if (!(await isEmpty(tx)))
    throw new StoreError("not-empty", "Cannot import: another process is adding to the catalogue");
  // Emptied, a table has a new file, which goes whole if the transaction fails; and its rows need no look back at it.
  await tx.unsafe(`truncate ${names.join(", ")}`);
  await takeFields(tx, path, manifest);
  // Their rows come as they were.
  await tx.unsafe("truncate field");
  for await (const { table, data } of rows) {
    await copyIn(
      tx,
      `copy ${table.name} (${columnNames(table.columns)}) from stdin with (format binary, freeze)`,
      data,
    );
  }
  if (manifest.lastRun !== undefined)
    await tx.unsafe("select setval(pg_get_serial_sequence('run', 'id'), $1::float8::int8)", [manifest.lastRun]);
  for (const table of manifest.tables) await countRows(tx, path, table);
  return Object.fromEntries(manifest.tables.map(({ name, rows }) => [name, rows]));
}

async function countRows(tx: Sql, path: string, { name, rows }: ManifestTable): Promise<void> {
  const [row] = await tx.unsafe(`select count(*)::float8 as rows from ${name}`);
  if (Number(row?.["rows"]) === rows) return;
  const why = `${Number(row?.["rows"])} rows of ${name} were read, but it announces ${rows}`;
  throw new StoreError("bad-export", `Cannot import "${path}": ${why}`);
}
