/** What a query finds, ready to be counted: all of it, or in a large catalogue a fair sample. */

import { valueSql } from "../catalogue/asking/columns.ts";
import { roundTo, type Sample, sampleOf } from "../catalogue/asking/count.ts";
import { type Prepared, shownWhere } from "../catalogue/asking/prepare.ts";
import type { Store } from "../catalogue/store.ts";
import type { Field } from "../plugin/fields.ts";
import { plain } from "../text/plain.ts";
import { files, type Plot } from "./plot.ts";

/** The files of a plot. */
export interface Found {
  readonly store: Store;
  /** Condition over `content c`, and its parameters. */
  readonly where: string;
  readonly parameters: readonly unknown[];
  /** The query as it was typed; empty for all files. */
  readonly query: string;
  /** How many are found; of a sample scaled up. */
  readonly files: number;
  /** How many files stand behind each one that is counted. */
  readonly scale: number;
}

/** Contents of a sample. What has less than a fifth of it is counted in the whole catalogue: a plot has tens of bars. */
const usual = 20_000;
const all: Omit<Sample, "contents"> = { where: "", scale: 1, share: 1 };

/** What is counted. */
interface FoundOptions {
  /** False counts files that hold no music, and files that are gone, too. */
  readonly hidden?: boolean;
  /** Contents of the sample of a large catalogue; fewer where each of them costs much. */
  readonly sampleSize?: number;
}

/** What a query finds. Its tails (`sort`, `limit`, `show`) change nothing. */
export async function foundBy(
  store: Store,
  prepared: Prepared,
  query: string,
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
  return { store, where, parameters, query: query.trim(), files: scaled, scale: sample.scale };
}

/** A field of the catalogue. @throws TypeError for one that it has not. */
export function fieldOf({ store }: Pick<Found, "store">, name: string): Field {
  const field = store.registry.find(name);
  if (!field) throw new TypeError(`Cannot plot "${name}": the catalogue has no such field`);
  return field;
}

/** The SQL of a field over `content c`. */
export const sqlOf = (found: Pick<Found, "store">, name: string): string => valueSql(fieldOf(found, name));

/** A combination of values, and how many files have it. */
export interface Counted {
  readonly values: readonly (number | string | boolean | null)[];
  readonly count: number;
}

/**
 * Counts each combination of some SQL values, the most frequent first.
 *
 * @param from what is joined to `content c`, such as `, unnest(c."tags") as e(v)`.
 */
export async function countBy(
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

/** The frame of a plot of files: what the panels stand under. */
export function plotOf(found: Found, title: string, panels: Plot["panels"], notes: readonly string[] = []): Plot {
  const isEstimate = found.scale > 1;
  const counted = `${isEstimate ? "≈ " : ""}${files(found.files)}`;
  return {
    title,
    subtitle: found.query === "" ? `all ${counted}` : `${plain(found.query)} · ${counted}`,
    panels: found.files === 0 ? [] : panels,
    notes: [...notes, ...(isEstimate ? ["counts are scaled up from a sample"] : [])],
    count: found.files,
    isEstimate,
  };
}
