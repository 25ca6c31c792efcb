/** Sizes: how much each table and index of a catalogue takes, and what the indexes are for. */

import { isServer } from "../../database/server/server.ts";
import type { Store } from "../store.ts";
import { servesOf } from "../tables/indexes.ts";

/** One table; sizes in bytes. */
export interface TableSize {
  readonly name: string;
  readonly rows: number;
  /** True where the planner's figure is taken, since counting takes long. */
  readonly isEstimate: boolean;
  readonly heap: number;
  /** Long values, out of their rows. */
  readonly toast: number;
  readonly indexes: number;
  readonly total: number;
}

/** One index. */
export interface IndexSize {
  readonly name: string;
  readonly table: string;
  readonly bytes: number;
  /** How often it was looked into since the server counts; null where nobody counts. */
  readonly scans: number | null;
  /** Queries that it answers. */
  readonly serves: string;
}

/** What a catalogue takes. */
export interface Sizes {
  readonly contents: number;
  /** Bytes of all tables with their indexes. */
  readonly bytes: number;
  readonly tables: readonly TableSize[];
  readonly indexes: readonly IndexSize[];
}

/** Rows above which the planner's figure does. */
const mostCounted = 1_000_000;

const ourTables = `from pg_class c where c.relkind = 'r'
  and c.relnamespace = (select relnamespace from pg_class where oid = 'content'::regclass)`;

/** Measures a catalogue, the largest first. */
export async function catalogueSizes(store: Pick<Store, "query" | "url">): Promise<Sizes> {
  const measured = await store.query<Record<"heap" | "toast" | "indexes" | "rows" | "name", string>>(
    `select c.relname as name, greatest(c.reltuples, 0)::float8::text as rows,
       (pg_table_size(c.oid) - t.toast)::text as heap, t.toast::text as toast, pg_indexes_size(c.oid)::text as indexes
     from (select c.oid, c.relname, c.reltuples, c.reltoastrelid ${ourTables}) c,
       lateral (select coalesce(pg_total_relation_size(nullif(c.reltoastrelid, 0)), 0) as toast) t`,
  );
  const tables: TableSize[] = [];
  for (const { name, ...table } of measured) {
    const planned = Number(table.rows);
    const isEstimate = planned > mostCounted;
    const [heap, toast, indexes] = [Number(table.heap), Number(table.toast), Number(table.indexes)];
    // Names of tables are the catalogue's own, read off its schema.
    const counted = isEstimate
      ? planned
      : Number((await store.query<{ n: string }>(`select count(*) as n from "${name}"`))[0]?.n);
    tables.push({ name, rows: counted, isEstimate, heap, toast, indexes, total: heap + toast + indexes });
  }
  const indexes = await store.query<{ name: string; table: string; bytes: string; scans: string }>(
    `select i.relname as name, c.relname as table, pg_relation_size(i.oid)::text as bytes,
       coalesce(s.idx_scan, 0)::text as scans
     from pg_index x join pg_class i on i.oid = x.indexrelid
       join (select c.oid, c.relname ${ourTables}) c on c.oid = x.indrelid
       left join pg_stat_user_indexes s on s.indexrelid = i.oid`,
  );
  return {
    contents: tables.find(({ name }) => name === "content")?.rows ?? 0,
    bytes: tables.reduce((sum, { total }) => sum + total, 0),
    tables: tables.sort((a, b) => b.total - a.total || (a.name < b.name ? -1 : 1)),
    indexes: indexes
      .map(({ name, table, bytes, scans }) => ({
        // The embedded engine keeps no counts beyond a session.
        ...{ name, table, bytes: Number(bytes), scans: isServer(store.url) ? Number(scans) : null },
        serves: servesOf(name) || (name.endsWith("_pkey") ? "finding a row by its key, and merging" : ""),
      }))
      .sort((a, b) => b.bytes - a.bytes || (a.name < b.name ? -1 : 1)),
  };
}
