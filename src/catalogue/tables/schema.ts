/** Fields become columns of `content`, and are remembered for queries that come without their plugin. */

import type { Sql } from "../../database/sql.ts";
import type { Field } from "../../plugin/fields.ts";
import { kindOf } from "../../plugin/kinds.ts";
import { schemaLock } from "./migrate.ts";

/** An SQL identifier. */
export const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/** Columns as they stand in a statement. */
export const columnNames = (columns: readonly { readonly column: string }[]): string =>
  columns.map(({ column }) => quoted(column)).join(", ");

/** Fields that are stored by the store itself, or derived from another field's column. */
export const isFeature = (field: Field): boolean =>
  field.table === "content" && field.owner !== "catalogue" && field.expression === undefined;

/** Words that conditions look at in every row stay in it; long texts go out of it first (sql/0004-storage.sql). */
const isOfWords = ({ kind }: Field): boolean => kind === "choice" || kindOf(kind).comparison === "set";

/** Adds the columns that are missing, and remembers the fields, within a transaction. */
export async function addFieldsWithin(tx: Sql, fields: readonly Field[]): Promise<void> {
  const features = fields.filter(isFeature);
  if (features.length === 0) return;
  await tx.unsafe(`select pg_advisory_xact_lock(${schemaLock})`);
  const there = await contentColumns(tx);
  const missing = features.filter((field) => !there.has(field.column));
  if (missing.length > 0) {
    const columns = missing.map((field) => `add column ${quoted(field.column)} ${kindOf(field.kind).sql}`);
    await tx.unsafe(`alter table content ${columns.join(", ")}`);
    const words = missing.filter(isOfWords).map(({ column }) => `alter ${quoted(column)} set storage main`);
    if (words.length > 0) await tx.unsafe(`alter table content ${words.join(", ")}`);
  }
  await tx.unsafe(
    `insert into field (name, about) select about ->> 'name', about from jsonb_array_elements($1::text::jsonb) about
       on conflict (name) do update set about = excluded.about where field.about is distinct from excluded.about`,
    [JSON.stringify(features)],
  );
}

/** Columns of `content`. */
export async function contentColumns(sql: Sql): Promise<ReadonlySet<string>> {
  const rows = await sql.unsafe(
    "select attname as name from pg_attribute where attrelid = 'content'::regclass and attnum > 0 and not attisdropped",
  );
  return new Set(rows.map((row) => String(row["name"])));
}

/** The fields that the catalogue remembers, in order of name. */
export async function rememberedFields(sql: Sql): Promise<readonly Field[]> {
  const rows = await sql.unsafe(`select about::text as about from field order by name collate "C"`);
  return rows.map((row) => JSON.parse(String(row["about"])) as Field);
}
