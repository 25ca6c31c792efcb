/** Table of the base tables and their columns, as sql/ makes them. Rows are packed, staged, merged, told anew, forgotten and
 * moved by this list; a test holds it to a new catalogue. `content` has the columns of features besides.
 */
import type { SqlType } from "../../plugin/kinds.ts";

/** One column, and what is done with it besides storing it. */
export interface BaseColumn {
  readonly column: string;
  readonly type: SqlType;
  /** Rows come in without it: its default stands until a statement sets it. */
  readonly later?: true;
  /** Of a row whose key is known: the new value takes its place, or this SQL does. Without it the old value stays. */
  readonly again?: true | "null" | "false";
  /** What a known row is told anew with: tags by taggers, facts of the song, index terms; the number of the set always. */
  readonly told?: "tags" | "song" | "terms" | "always";
  /** Times, numbers of runs and of analyzer sets: what differs between equal catalogues. */
  readonly varies?: true;
}

/** One table. */
export interface BaseTable {
  /** In which its rows are moved; one order for all machines: texts by their bytes. Without it rows are not moved. */
  readonly order?: string;
  /** A column of type int8 whose order is that of the pages that rows are moved in; small tables are moved whole. */
  readonly pagedBy?: string;
  /** The whole table differs between equal catalogues. */
  readonly varies?: true;
  /** Batches of a run have rows for it; its columns stand in the order in which they are packed. */
  readonly packed?: true;
  /** Its rows come in with a new content, all of them, or not at all. */
  readonly comesWith?: "content";
  readonly columns: readonly BaseColumn[];
}

/** In the order in which rows are moved; a test holds them to a new catalogue. `content` has the columns of features besides. */
export const baseTables = {
  field: {
    order: `name collate "C"`,
    columns: [
      { column: "name", type: "text" },
      { column: "about", type: "jsonb" },
    ],
  },
  source: {
    order: "id",
    columns: [
      { column: "id", type: "int4" },
      { column: "kind", type: "text" },
      { column: "root", type: "text" },
      { column: "machine", type: "text" },
      { column: "key", type: "text" },
    ],
  },
  mount: {
    order: `machine collate "C", path collate "C"`,
    columns: [
      { column: "machine", type: "text" },
      { column: "path", type: "text" },
      { column: "source", type: "int4" },
    ],
  },
  analyzer_set: {
    order: "id",
    varies: true,
    columns: [
      { column: "id", type: "int4" },
      { column: "list", type: "jsonb" },
      { column: "stale", type: "text[]" },
    ],
  },
  run: {
    order: "id",
    varies: true,
    columns: [
      { column: "id", type: "int4" },
      { column: "started", type: "timestamptz" },
      { column: "finished", type: "timestamptz" },
      { column: "version", type: "text" },
      { column: "machine", type: "text" },
      { column: "counts", type: "jsonb" },
      { column: "kind", type: "text" },
      { column: "options", type: "jsonb" },
      { column: "analyzer_set", type: "int4" },
      { column: "seconds", type: "jsonb" },
    ],
  },
  timing: {
    order: `part collate "C"`,
    varies: true,
    columns: [
      { column: "part", type: "text" },
      { column: "files", type: "int8" },
      { column: "seconds", type: "float8" },
    ],
  },
  content: {
    order: "id",
    pagedBy: "id",
    packed: true,
    columns: [
      { column: "id", type: "int8" },
      { column: "hash", type: "bytea" },
      { column: "size", type: "int8" },
      { column: "status", type: "text", told: "song" },
      { column: "problems", type: "text[]", told: "song" },
      { column: "own_tags", type: "text[]", told: "tags" },
      { column: "tags", type: "text[]" },
      { column: "own_tag_sources", type: "text[]", told: "tags" },
      { column: "tag_sources", type: "text[]" },
      { column: "path", type: "text" },
      { column: "name", type: "text" },
      { column: "folder", type: "text" },
      { column: "copies", type: "int4" },
      { column: "other_names", type: "text[]", later: true },
      { column: "analyzer_set", type: "int4", told: "always", varies: true },
      { column: "terms", type: "int4[]", told: "terms" },
      { column: "added", type: "timestamptz", later: true, varies: true },
      { column: "analyzed", type: "timestamptz", later: true, varies: true },
      { column: "rating", type: "int2", later: true },
      { column: "heard", type: "jsonb", later: true },
    ],
  },
  copy: {
    order: "id",
    pagedBy: "id",
    packed: true,
    columns: [
      { column: "id", type: "int8" },
      { column: "source", type: "int4" },
      { column: "content", type: "int8", again: true },
      { column: "path", type: "text" },
      { column: "name", type: "text" },
      { column: "folder", type: "text" },
      { column: "archive", type: "text", again: true },
      { column: "size", type: "int8", again: true },
      { column: "mtime", type: "int8", again: true },
      { column: "tags", type: "text[]", again: true, told: "tags" },
      { column: "tag_sources", type: "text[]", again: true, told: "tags" },
      { column: "evidence", type: "jsonb", again: true, told: "tags" },
      { column: "name_bpm", type: "float4", again: true, told: "tags" },
      { column: "name_key", type: "int2", again: true, told: "tags" },
      { column: "name_bars", type: "int2", again: true, told: "tags" },
      { column: "name_track", type: "int2", again: true, told: "tags" },
      { column: "name_mode", type: "bool", again: true, told: "tags" },
      { column: "folder_bpm", type: "float4", again: true, told: "tags" },
      { column: "folder_key", type: "int2", again: true, told: "tags" },
      { column: "folder_mode", type: "bool", again: true, told: "tags" },
      { column: "run", type: "int4", again: true, varies: true },
      { column: "name_differs", type: "bool", later: true, again: "null" },
      { column: "missing", type: "bool", later: true, again: "false" },
    ],
  },
  detail: {
    order: "content",
    pagedBy: "content",
    packed: true,
    comesWith: "content",
    columns: [
      { column: "content", type: "int8" },
      { column: "data", type: "jsonb" },
    ],
  },
  track: {
    order: "content, n",
    pagedBy: "content",
    packed: true,
    comesWith: "content",
    columns: [
      { column: "content", type: "int8" },
      { column: "n", type: "int2" },
      { column: "name", type: "text" },
      { column: "instruments", type: "text[]" },
      { column: "program", type: "int2" },
      { column: "channel", type: "int2" },
      { column: "role", type: "text" },
      { column: "drums", type: "bool" },
      { column: "notes", type: "int4" },
      { column: "low", type: "int2" },
      { column: "high", type: "int2" },
      { column: "polyphony", type: "int2" },
      { column: "density", type: "float4" },
      { column: "velocity_mean", type: "float4" },
    ],
  },
  section: {
    order: "content, n",
    pagedBy: "content",
    packed: true,
    comesWith: "content",
    columns: [
      { column: "content", type: "int8" },
      { column: "n", type: "int2" },
      { column: "letter", type: "text" },
      { column: "bar", type: "int4" },
      { column: "bars", type: "int4" },
      { column: "notes", type: "int4" },
      { column: "density", type: "float4" },
      { column: "key", type: "int2" },
      { column: "chords", type: "text" },
      { column: "drums", type: "bool" },
    ],
  },
  vector: {
    order: "content",
    pagedBy: "content",
    packed: true,
    comesWith: "content",
    columns: [
      { column: "content", type: "int8" },
      { column: "facets", type: "bytea", again: true },
      { column: "minhash", type: "bytea", again: true },
    ],
  },
  failure: {
    order: `content, analyzer collate "C"`,
    pagedBy: "content",
    packed: true,
    columns: [
      { column: "content", type: "int8" },
      { column: "analyzer", type: "text" },
      { column: "version", type: "int4", again: true },
      { column: "code", type: "text", again: true },
      { column: "message", type: "text", again: true },
    ],
  },
  reject: {
    order: `copy, stage collate "C", code collate "C"`,
    pagedBy: "copy",
    packed: true,
    columns: [
      { column: "copy", type: "int8" },
      { column: "content", type: "int8", again: true },
      { column: "path", type: "text" },
      { column: "stage", type: "text" },
      { column: "code", type: "text" },
      { column: "message", type: "text", again: true },
      { column: "byte_offset", type: "int8", again: true },
      { column: "run", type: "int4", again: true, varies: true },
      { column: "source", type: "int4" },
    ],
  },
  manual_tag: {
    order: `content, tag collate "C"`,
    pagedBy: "content",
    columns: [
      { column: "content", type: "int8" },
      { column: "tag", type: "text" },
      { column: "given", type: "bool" },
      { column: "added", type: "timestamptz", varies: true },
    ],
  },
  saved_query: {
    order: `name collate "C"`,
    columns: [
      { column: "name", type: "text" },
      { column: "parameters", type: "text[]" },
      { column: "query", type: "text" },
      { column: "about", type: "text" },
      { column: "added", type: "timestamptz", varies: true },
    ],
  },
  archive: {
    order: "id",
    pagedBy: "id",
    columns: [
      { column: "id", type: "int8" },
      { column: "source", type: "int4" },
      { column: "path", type: "text" },
      { column: "size", type: "int8" },
      { column: "mtime", type: "int8" },
      { column: "members", type: "int4" },
    ],
  },
  unsettled: {
    order: "content",
    pagedBy: "content",
    columns: [{ column: "content", type: "int8" }],
  },
  vector_change: {
    varies: true,
    columns: [{ column: "xid", type: "int8" }],
  },
  migration: {
    columns: [
      { column: "name", type: "text" },
      { column: "applied", type: "timestamptz" },
    ],
  },
  merged: {
    columns: [
      { column: "hash", type: "bytea" },
      { column: "path", type: "text" },
      { column: "at", type: "timestamptz" },
    ],
  },
  campaign: {
    columns: [
      { column: "id", type: "int4" },
      { column: "kind", type: "text" },
      { column: "state", type: "text" },
      { column: "started", type: "timestamptz" },
      { column: "finished", type: "timestamptz" },
      { column: "version", type: "text" },
      { column: "analyzer_set", type: "int4" },
      { column: "about", type: "jsonb" },
    ],
  },
  unit: {
    columns: [
      { column: "id", type: "int8" },
      { column: "campaign", type: "int4" },
      { column: "kind", type: "text" },
      { column: "source", type: "int4" },
      { column: "files", type: "int4" },
      { column: "data", type: "jsonb" },
      { column: "state", type: "text" },
      { column: "attempt", type: "int4" },
      { column: "losses", type: "int4" },
      { column: "failures", type: "int4" },
      { column: "due", type: "timestamptz" },
      { column: "worker", type: "text" },
      { column: "begun", type: "timestamptz" },
      { column: "beat", type: "timestamptz" },
      { column: "ended", type: "timestamptz" },
      { column: "at", type: "text" },
      { column: "message", type: "text" },
      { column: "counts", type: "jsonb" },
    ],
  },
  worker: {
    columns: [
      { column: "id", type: "text" },
      { column: "machine", type: "text" },
      { column: "pid", type: "int4" },
      { column: "version", type: "text" },
      { column: "started", type: "timestamptz" },
      { column: "beat", type: "timestamptz" },
      { column: "unit", type: "int8" },
      { column: "files", type: "int8" },
      { column: "memory", type: "int8" },
    ],
  },
  deferred_index: {
    columns: [
      { column: "name", type: "text" },
      { column: "since", type: "timestamptz" },
    ],
  },
} as const satisfies Readonly<Record<string, BaseTable>>;

/** Name of a base table. */
export type BaseTableName = keyof typeof baseTables;
/** Their names, in the order of the list. */
export const baseTableNames = Object.keys(baseTables) as readonly BaseTableName[];
/** One of them, whichever. */
export const baseTable = (name: BaseTableName): BaseTable => baseTables[name];
