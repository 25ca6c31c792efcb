/** Packed rows into a table, by one binary COPY. */
import { copyIn } from "../../database/client.ts";
import type { Sql } from "../../database/sql.ts";
import { copyHeader, copyTrailer } from "./copy-binary.ts";
import type { PlanColumn } from "./plan.ts";
import { columnNames } from "./schema.ts";

/** Copies packed rows into a table, if there are any. */
export async function copyRows(
  tx: Sql,
  table: string,
  columns: readonly PlanColumn[],
  rows: Uint8Array,
): Promise<void> {
  if (rows.length === 0) return;
  const whole = new Uint8Array(copyHeader.length + rows.length + copyTrailer.length);
  whole.set(copyHeader);
  whole.set(rows, copyHeader.length);
  whole.set(copyTrailer, copyHeader.length + rows.length);
  await copyIn(tx, `copy ${table} (${columnNames(columns)}) from stdin with (format binary)`, whole);
}
