/** Reading values that a catalogue does not have yet: it was made without the analyzers whose fields are asked for. */

import { StoreError, sqlStateOf } from "../../database/error.ts";
import type { Sql } from "../../database/sql.ts";
import type { Field } from "../../plugin/fields.ts";
import { contentColumns, isFeature } from "./schema.ts";

/** undefined_column (PostgreSQL, appendix A). */
const undefinedColumn = "42703";
/** Fields that are named. */
const mostNamed = 3;

/**
 * The error of a query for fields without a column, where it is that; else as it is.
 *
 * @param fields all that the one who asks knows.
 */
export async function lackingFields(sql: Sql, fields: readonly Field[], error: unknown): Promise<unknown> {
  if (sqlStateOf(error) !== undefinedColumn) return error;
  const there = await contentColumns(sql);
  const lacking = fields.filter((field) => isFeature(field) && !there.has(field.column)).map(({ name }) => name);
  if (lacking.length === 0) return error;
  const more = lacking.length > mostNamed ? ` and ${lacking.length - mostNamed} other fields` : "";
  const why = `it has no values for ${lacking.slice(0, mostNamed).join(", ")}${more} yet`;
  const does = "midiq run with the same plugins computes them";
  return new StoreError("old-catalogue", `Cannot answer this query: ${why}; ${does}`, error);
}
