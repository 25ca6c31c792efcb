/** The values that a catalogue holds of a field, the most frequent first: for completion. */
import { kindOf } from "../../plugin/kinds.ts";
import type { Store } from "../store.ts";
import { shownSql, valueSql } from "./columns.ts";
import { sampleOf } from "./count.ts";

/** A value, and how many contents have it; in a large catalogue of a sample. */
export interface FieldValue {
  readonly value: string;
  readonly count: number;
}

const mostValues = 30;

/** Values that begin with some letters, whatever their case; of tags within a namespace those behind it. */
export async function fieldValues(
  store: Store,
  name: string,
  prefix: string,
  namespace?: string,
): Promise<readonly FieldValue[]> {
  const field = store.registry.find(name);
  const { comparison, sql } = kindOf(field?.kind ?? "number");
  if (!field || !["set", "text", "equal"].includes(comparison) || !sql.startsWith("text")) return [];
  const { where } = await sampleOf(store);
  const isSet = comparison === "set";
  const value = isSet ? "e.v" : shownSql(field);
  const begin = namespace === undefined ? prefix : `${namespace}:${prefix}`;
  const rows = await store.query<{ value: string; n: string }>(
    `select ${value} as "value", count(*)::text as "n" from content c ${isSet ? `, unnest(${valueSql(field)}) as e(v)` : ""}
     where starts_with(lower(${value}), $1::text) and c."status" <> 'rejected'${where}
     group by 1 order by count(*) desc, 1 limit ${mostValues}`,
    [begin.toLowerCase()],
  );
  return rows.map((row) => ({
    value: namespace === undefined ? row.value : row.value.slice(namespace.length + 1),
    count: Number(row.n),
  }));
}
