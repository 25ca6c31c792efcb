/** Fields as SQL of what is shown, counted and grouped: of a content, or of its canonical copy. */
import type { Field } from "../../plugin/fields.ts";
import { kindOf } from "../../plugin/kinds.ts";
import { quoted } from "../tables/schema.ts";

/** Columns of a copy that its content has as well, those of its canonical copy. */
const alsoOnContent: readonly string[] = ["name", "folder", "path"];

/** The stored value of a field, over `content c`. */
export function valueSql(field: Field): string {
  const { table, column, expression } = field;
  if (expression !== undefined) return expression;
  return table === "content" || alsoOnContent.includes(column)
    ? `c.${quoted(column)}`
    : `(select k.${quoted(column)} from copy k where k."content" = c."id" and k."path" = c."path" limit 1)`;
}

/**
 * The same as it is shown. Arrays come as JSON, since the client reads no arrays of types that it was not told of; sizes as
 * numbers, not as the text that it makes of 64 bits; the hash in hex.
 */
export function shownSql(field: Field): string {
  const value = valueSql(field);
  const { sql } = kindOf(field.kind);
  if (sql.endsWith("[]")) return `to_json(${value})`;
  if (sql === "int8") return `${value}::float8`;
  return field.owner === "catalogue" && field.column === "hash" ? `encode(${value}, 'hex')` : value;
}

/** Fields that stand in tables, as they were computed, rather than being made of others. */
export const storedFields = (fields: readonly Field[]): readonly Field[] =>
  fields.filter(({ table, expression }) => (table === "content" || table === "copy") && expression === undefined);
