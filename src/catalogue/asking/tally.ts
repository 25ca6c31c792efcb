/** Tallies: what a query finds, all of it or in a large catalogue a fair sample, counted by the values of fields. */

import type { Field } from "../../plugin/fields.ts";
import type { Store } from "../store.ts";
import { valueSql } from "./columns.ts";
import { roundTo, type Sample, sampleOf } from "./count.ts";
import { type Prepared, shownWhere } from "./prepare.ts";

/** Contents that a query finds, ready to be counted. */
export interface Found {
  readonly store: Store;
  /** Condition over `content c`, and its parameters. */
  readonly where: string;
  readonly parameters: readonly unknown[];
  /** How many are found; of a sample scaled up. */
  readonly files: number;
  /** How many files stand behind each one that is counted. */
  readonly scale: number;
}

/** Contents of a sample. What has less than a fifth of it is counted in the whole catalogue: a plot has tens of bars. */
const usual = 20_000;
const all: Omit<Sample, "contents"> = { where: "", scale: 1, share: 1 };

/** What is counted. */
export interface FoundOptions {
  /** False counts files that hold no music, and files that are gone, too. */
  readonly hidden?: boolean;
  /** Contents of the sample of a large catalogue; fewer where each of them costs much. */
  readonly sampleSize?: number;
}

/** What a query finds. Its tails (`sort`, `limit`, `show`) change nothing. */
export async function foundBy(
  store: Store,
  prepared: Prepared,
  { hidden = true, sampleSize = usual }: FoundOptions = {},
): Promise<Found> {
  const { parameters, text } = prepared.where;
  const shown = hidden ? shownWhere(prepared) : text;
  const count = async (sample: typeof all): Promise<number> => {
    const [row] = await store.query<{ n: string }>(
      `select count(*)::text as "n" from content c where ${shown}${sample.where}`,
      parameters,
    );
    return Number(row?.n ?? 0);
  };
  let sample: typeof all = await sampleOf(store, sampleSize);
  let found = await count(sample);
  if (sample.scale > 1 && found < sampleSize / 5) {
    sample = all;
    found = await count(sample);
  }
  const where = `${shown}${sample.where}`;
  const scaled = sample.scale > 1 ? roundTo(found * sample.scale) : found;
  return { store, where, parameters, files: scaled, scale: sample.scale };
}

/** A combination of values, and how many files have it. */
export interface Counted {
  readonly values: readonly (number | string | boolean | null)[];
  readonly count: number;
}

/** What is counted of a field: its value, the number of the step that its value lies in, from 0, or each word of a set. */
export type Measure =
  | string
  | { readonly field: string; readonly step: number; readonly lift?: number }
  | { readonly each: string };

/**
 * Counts each combination of values, the most frequent first.
 *
 * @throws TypeError for a field that the catalogue has not.
 */
export async function countValues(found: Found, measures: readonly Measure[]): Promise<readonly Counted[]> {
  const sets = measures.flatMap((one) => (typeof one !== "string" && "each" in one ? [one.each] : []));
  const from = sets.map((name, n) => `, unnest(${sqlOf(found, name)}) as e${n}(v)`).join("");
  let set = 0;
  const columns = measures.map((one) => {
    if (typeof one === "string") return sqlOf(found, one);
    if ("each" in one) return `e${set++}.v`;
    return `floor((${sqlOf(found, one.field)}::float8 + ${Number(one.lift ?? 0)}) / ${Number(one.step)})`;
  });
  return countRows(found, columns, { from });
}

/** Counts each combination of some SQL values. @param from what is joined to `content c`. */
export async function countRows(
  found: Found,
  columns: readonly string[],
  { from = "", and = "" }: { readonly from?: string; readonly and?: string } = {},
): Promise<readonly Counted[]> {
  const rows = await found.store.query<Record<string, unknown>>(
    `select ${columns.map((column, n) => `to_json(${column}) as "v${n}"`).join(", ")}, count(*)::text as "n"
     from content c ${from} where ${found.where}${and ? ` and ${and}` : ""} group by ${columns.join(", ")}
     order by count(*) desc, ${columns.map((column) => `${column} nulls last`).join(", ")}`,
    found.parameters,
  );
  return rows.map((row) => ({
    values: columns.map((_, n) => (row[`v${n}`] ?? null) as Counted["values"][number]),
    count: Number(row["n"]) * found.scale,
  }));
}

/** A field of the catalogue. @throws TypeError for one that it has not. */
function fieldIn({ store }: Pick<Found, "store">, name: string): Field {
  const field = store.registry.find(name);
  if (!field) throw new TypeError(`Cannot count "${name}": the catalogue has no such field`);
  return field;
}

const sqlOf = (found: Pick<Found, "store">, name: string): string => valueSql(fieldIn(found, name));
