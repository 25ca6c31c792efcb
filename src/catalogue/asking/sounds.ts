/** How files sound: their likeness vectors, each with a value that tells them apart. */
import type { Field } from "../../plugin/fields.ts";
import { shownSql } from "./columns.ts";
import type { Found } from "./tally.ts";

/** A file that was found, by its sound. */
export interface Sound {
  readonly name: string;
  /** The facets one after another, a byte each. */
  readonly facets: Uint8Array;
  /** Of the field, as it is shown; words of a namespace as a list; null where it is unknown. */
  readonly value: unknown;
}

/** What is told beside a sound: a field, a number of a field as such, or the tags of a namespace. */
export type Beside = { readonly field: Field; readonly isNumber?: boolean } | { readonly namespace: string };

/** The sounds of what was found, by chance and the same each time. */
export async function soundsOf(found: Found, beside: Beside, most: number): Promise<readonly Sound[]> {
  const [sql, parameters] = besideSql(beside, `$${found.parameters.length + 1}::text`);
  const rows = await found.store.query<{ name: string; facets: string; value: unknown }>(
    `select c."name" as "name", encode(v."facets", 'base64') as "facets", ${sql} as "value"
     from content c join vector v on v."content" = c."id" where ${found.where} order by c."id" limit ${most}`,
    [...found.parameters, ...parameters],
  );
  return rows.map(({ facets, ...row }) => ({ ...row, facets: Buffer.from(facets, "base64") }));
}

function besideSql(beside: Beside, parameter: string): readonly [sql: string, parameters: readonly string[]] {
  if ("namespace" in beside) {
    const ofNamespace = `(select json_agg(substr(t, length(${parameter}) + 2) order by t) from unnest(c."tags") t
      where starts_with(t, ${parameter} || ':'))`;
    return [ofNamespace, [beside.namespace]];
  }
  const shown = shownSql(beside.field);
  return [beside.isNumber ? `(${shown})::float8` : shown, []];
}

/** How many of the files have a tag of a namespace. */
export async function countTagged({ store, where, parameters, scale }: Found, namespace: string): Promise<number> {
  const [row] = await store.query<{ n: string }>(
    `select count(*)::text as "n" from content c where ${where}
       and exists (select 1 from unnest(c."tags") t where starts_with(t, $${parameters.length + 1}::text || ':'))`,
    [...parameters, namespace],
  );
  return Number(row?.n ?? 0) * scale;
}
