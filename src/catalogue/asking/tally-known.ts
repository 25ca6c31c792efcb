/** Of how many contents fields are known, and where their values come from: one pass over the table. */
import { sources } from "../../plugin/estimate.ts";
import type { Field } from "../../plugin/fields.ts";
import { kindOf } from "../../plugin/kinds.ts";
import { quoted } from "../tables/schema.ts";
import { valueSql } from "./columns.ts";
import type { Found } from "./tally.ts";

/** How much is known of a field. */
export interface KnownField {
  readonly field: Field;
  readonly known: number;
  /** By source, in the order of `sources`; undefined for what is no estimate. */
  readonly bySource: readonly number[] | undefined;
}

/** Counts what is known. @param estimates names of those fields whose values have a source beside them. */
export async function countKnown(
  found: Found,
  fields: readonly Field[],
  estimates: ReadonlySet<string>,
): Promise<readonly KnownField[]> {
  const counts = fields.flatMap((field) => [
    `count(*) filter (where ${isKnown(field)})`,
    ...(estimates.has(field.name)
      ? sources.map(
          (source) =>
            `count(*) filter (where ${isKnown(field)} and c.${quoted(`${field.column}_source`)} = '${source}')`,
        )
      : []),
  ]);
  const [row] = await found.store.query<{ counts: readonly number[] | null }>(
    `select to_json(array[${counts.join(", ") || "0"}]) as "counts" from content c where ${found.where}`,
    found.parameters,
  );
  const values = (row?.counts ?? []).map((count) => count * found.scale);
  return fields.map((field) => ({
    field,
    known: values.shift() ?? 0,
    bySource: estimates.has(field.name) ? sources.map(() => values.shift() ?? 0) : undefined,
  }));
}

const isKnown = (field: Field): string =>
  kindOf(field.kind).sql.endsWith("[]")
    ? `cardinality(${valueSql(field)}) > 0`
    : field.kind === "text"
      ? `${valueSql(field)} <> ''`
      : `${valueSql(field)} is not null`;
