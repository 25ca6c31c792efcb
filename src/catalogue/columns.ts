/** Fields as SQL of what is shown, counted and grouped: of a content, or of its canonical copy. */
import type { Field } from "../plugin/fields.ts";
import { kindOf } from "../plugin/kinds.ts";
import { quoted } from "../store/schema.ts";

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

/** The same as it is shown: arrays come as JSON, since the client reads no arrays of types that it was not told of. */
export const shownSql = (field: Field): string =>
  kindOf(field.kind).sql.endsWith("[]") ? `to_json(${valueSql(field)})` : valueSql(field);
