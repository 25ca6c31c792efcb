/** Learning why a row was refused: a failed COPY does not say, so the row is inserted once more as typed text. */
import { Buffer } from "node:buffer";
import type { Client } from "../../database/client.ts";
import { transact } from "../../database/transaction.ts";
import { columnsOf, type FeatureColumn, type PlanColumn, stagedTables } from "../tables/plan.ts";
import { quoted } from "../tables/schema.ts";
import { ensureStaging } from "../tables/staging.ts";
import { type Merged, mergeStaged, type Rows } from "./merge.ts";

/** Writes the rows of one item through plain INSERTs; the database's own error says what is wrong with it. */
export async function insertRows(sql: Client, rows: Rows, features: readonly FeatureColumn[]): Promise<Merged> {
  const merged = await transact(sql, async (tx) => {
    await ensureStaging(tx, features, sql.isPooled());
    for (const table of stagedTables) {
      const columns = columnsOf(table, features);
      for (const row of readRows(rows[table], columns)) {
        const places = columns.map(({ type }, n) => `$${n + 1}::text::${type}`);
        const into = columns.map(({ column }) => quoted(column)).join(", ");
        await tx.unsafe(`insert into stage_${table} (${into}) values (${places.join(", ")})`, row as string[]);
      }
    }
    return mergeStaged(tx, rows, features);
  });
  return merged;
}

/** Reads packed rows back as PostgreSQL's text form of each value. */
export function* readRows(rows: Uint8Array, columns: readonly PlanColumn[]): Generator<(string | null)[]> {
  const bytes = Buffer.from(rows.buffer, rows.byteOffset, rows.byteLength);
  for (let at = 0; at < bytes.length; ) {
    at += 2;
    yield columns.map(({ type }) => {
      const length = bytes.readInt32BE(at);
      at += 4;
      if (length < 0) return null;
      const value = bytes.subarray(at, at + length);
      at += length;
      return textOf(value, type);
    });
  }
}

function textOf(value: Buffer, type: string): string {
  switch (type) {
    case "int2":
      return String(value.readInt16BE(0));
    case "int4":
      return String(value.readInt32BE(0));
    case "int8":
      return String(value.readBigInt64BE(0));
    case "float4":
      return String(value.readFloatBE(0));
    case "float8":
      return String(value.readDoubleBE(0));
    case "bool":
      return value[0] ? "t" : "f";
    case "bytea":
      return `\\x${value.toString("hex")}`;
    case "jsonb":
      return value.toString("utf8", 1);
    case "text":
      return value.toString("utf8");
    case "timestamptz":
      return new Date(Number(value.readBigInt64BE(0) / 1000n) + Date.UTC(2000, 0, 1)).toISOString();
    default:
      return arrayText(value, type.slice(0, -2));
  }
}

function arrayText(value: Buffer, element: string): string {
  const items: string[] = [];
  for (let at = 20; at < value.length; ) {
    const length = value.readInt32BE(at);
    const text = textOf(value.subarray(at + 4, at + 4 + length), element);
    items.push(`"${text.replace(/["\\]/g, "\\$&")}"`);
    at += 4 + length;
  }
  return `{${items.join(",")}}`;
}
