/** Rows of a catalogue as hashes, to say in which columns two of them differ. */
import { createHash } from "node:crypto";
import type { Catalogue } from "../../mod.ts";

/** For each row, by table and key, a hash of each of its columns. */
export type Rows = ReadonlyMap<string, Readonly<Record<string, string>>>;

/** Tables with their keys, and what tells only when and in which run a row came. */
const tables: readonly (readonly [table: string, key: string, without: readonly string[]])[] = [
  ["content", "id", ["added", "analyzed", "analyzer_set"]],
  ["copy", "id", ["run"]],
  ["detail", "content", []],
  ["track", "content, n", []],
  ["section", "content, n", []],
  ["vector", "content", []],
  ["failure", "content, analyzer", []],
  ["reject", "copy, stage, code", ["run"]],
  ["archive", "id", []],
];

const page = 5000;

/** Reads all rows. */
export async function rowsOf(db: Catalogue): Promise<Rows> {
  const rows = new Map<string, Record<string, string>>();
  for (const [table, key, without] of tables) {
    for (let from = 0; ; from += page) {
      const found = await db.query<{ key: string; row: string }>(
        `select concat_ws('/', ${key}) as key, (to_jsonb(x) ${without.map((column) => `- '${column}'`).join(" ")})::text as row
         from ${table} x order by ${key} limit ${page} offset ${from}`,
      );
      for (const { key: id, row } of found) {
        const columns = Object.entries(JSON.parse(row) as Record<string, unknown>);
        rows.set(`${table}/${id}`, Object.fromEntries(columns.map(([column, value]) => [column, hashOf(value)])));
      }
      if (found.length < page) break;
    }
  }
  return rows;
}

const hashOf = (value: unknown): string =>
  createHash("sha1").update(JSON.stringify(value)).digest("base64").slice(0, 12);

/** How many rows differ, by table and column; rows that only one has are counted as `table (row)`. */
export function differences(a: Rows, b: Rows): ReadonlyMap<string, number> {
  const found = new Map<string, number>();
  const count = (what: string): void => void found.set(what, (found.get(what) ?? 0) + 1);
  for (const key of new Set([...a.keys(), ...b.keys()])) {
    const table = key.slice(0, key.indexOf("/"));
    const [one, other] = [a.get(key), b.get(key)];
    if (!one || !other) count(`${table} (row)`);
    else
      for (const column of new Set([...Object.keys(one), ...Object.keys(other)]))
        if (one[column] !== other[column]) count(`${table}.${column}`);
  }
  return found;
}

/** Differences in words. */
export const told = (found: ReadonlyMap<string, number>): string =>
  found.size === 0 ? "none" : [...found].map(([what, count]) => `${what} ${count}`).join(", ");
