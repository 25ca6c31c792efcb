/** Secondary indexes: few, each for a query. A first load is 1.8 times faster when they are made after it. */
import { foldSql } from "../../dsl/mod.ts";
import type { Client } from "./client.ts";

/** One index: it is made when its columns (or its extension) are there. */
interface Index {
  readonly name: string;
  /** The queries that it answers. */
  readonly serves: string;
  readonly needs: readonly string[];
  readonly on: string;
  readonly extension?: string;
}

const indexes: readonly Index[] = [
  { name: "content_bpm", serves: "bpm 120..130, sort bpm", needs: ["bpm"], on: "content (bpm)" },
  { name: "content_key_bpm", serves: "key in [C,G] bpm 120..130", needs: ["key", "bpm"], on: "content (key, bpm)" },
  {
    name: "content_complexity",
    serves: "sort -complexity limit 100",
    needs: ["complexity"],
    on: "content (complexity)",
  },
  { name: "content_added", serves: "added -7d.., sort -added", needs: [], on: "content (added)" },
  { name: "content_duration", serves: "len 0:30..2:00, sort len", needs: ["duration"], on: "content (duration)" },
  { name: "content_tags", serves: "genre house, tag genre:house", needs: ["tags"], on: "content using gin (tags)" },
  { name: "content_instruments", serves: "inst piano", needs: ["instruments"], on: "content using gin (instruments)" },
  {
    name: "content_notes_hash",
    serves: "dupe, dupes(file, level: notes)",
    needs: ["notes_hash"],
    on: "content (notes_hash)",
  },
  {
    name: "content_music_hash",
    serves: "dupes(file, level: music)",
    needs: ["music_hash"],
    on: "content (music_hash)",
  },
  {
    name: "content_terms",
    serves: "chords I-V-vi-IV, melody and bass of six notes or more, dupes(file, level: music)",
    needs: ["terms"],
    // Hundreds of terms a row: they are collected first, so that a batch need not touch all pages of the index.
    on: "content using gin (terms) with (gin_pending_list_limit = 65536)",
  },
  {
    name: "copy_name_words",
    serves: "name intro",
    needs: [],
    on: `copy using gin ((${foldSql("name")}) gin_trgm_ops)`,
    extension: "pg_trgm",
  },
  {
    name: "copy_path_words",
    serves: "under ~/Packs/House, path ~/Packs/**/*.mid",
    needs: [],
    on: `copy using gin ((${foldSql("path")}) gin_trgm_ops)`,
    extension: "pg_trgm",
  },
];

/** Tables that grow with the collection. */
const tables = ["content", "copy", "detail", "track", "section", "vector"] as const;

/** Indexes that come with the tables (sql/). */
const ofTables: Readonly<Record<string, string>> = {
  content_pkey: "hash 3fa9, and the order of results that nobody sorts",
  copy_content: "name, folder and path: the copies of a content",
  track_pkey: "any track (...): the tracks of a content",
  section_pkey: "any section (...): the sections of a content",
  vector_pkey: "like(file): the vectors of contents",
};

/** The indexes that a plan of PostgreSQL uses, with what each is for. */
export function indexesIn(plan: readonly string[]): readonly { readonly name: string; readonly serves: string }[] {
  const names = plan.flatMap((line) => /Index (?:Only )?Scan (?:Backward )?(?:using|on) (\w+)/.exec(line)?.[1] ?? []);
  return [...new Set(names)].map((name) => ({ name, serves: servesOf(name) }));
}

/** The queries that an index answers; empty for one that is not ours. */
export const servesOf = (name: string): string =>
  indexes.find((index) => index.name === name)?.serves ?? ofTables[name] ?? "";

/** Makes the indexes that are missing, and tells the planner what the tables hold. */
export async function completeIndexes(sql: Client): Promise<void> {
  const grown = await grownTables(sql);
  const columns = await namesOf(
    sql,
    "select attname as name from pg_attribute where attrelid = 'content'::regclass and attnum > 0 and not attisdropped",
  );
  const loaded = await extensions(sql);
  for (const { name, needs, on, extension } of indexes) {
    if (!needs.every((column) => columns.has(column)) || (extension && !loaded.has(extension))) continue;
    await sql.unsafe(`create index if not exists ${name} on ${on}`);
  }
  // What the run collected goes where queries find it fast.
  await sql.unsafe("select gin_clean_pending_list('content_terms')");
  for (const table of grown) await sql.unsafe(`analyze ${table}`);
}

/** Extensions that are there. A server may have pg_trgm on its shelf; who may create tables may take it down. */
async function extensions(sql: Client): Promise<ReadonlySet<string>> {
  const text = "select extname as name from pg_extension";
  const loaded = await namesOf(sql, text);
  if (loaded.has("pg_trgm")) return loaded;
  const shelf = await namesOf(sql, "select name from pg_available_extensions");
  if (!shelf.has("pg_trgm")) return loaded;
  try {
    await sql.unsafe("create extension if not exists pg_trgm");
  } catch (error) {
    // insufficient_privilege: names are searched without an index then.
    if ((error as { readonly code?: unknown }).code !== "42501") throw error;
  }
  return namesOf(sql, text);
}

/**
 * Tables that have grown by a tenth since the planner was told of them: to tell it costs seconds, however little a run has
 * added to a large catalogue.
 */
const grownTables = (sql: Client): Promise<ReadonlySet<string>> =>
  namesOf(
    sql,
    `select relname as name from pg_class
     where oid = any(array[${tables.map((table) => `'${table}'::regclass`).join(", ")}])
       and (reltuples < 0 or pg_relation_size(oid) > 1.1 * relpages * current_setting('block_size')::int8)`,
  );

const namesOf = async (sql: Client, text: string): Promise<ReadonlySet<string>> =>
  new Set((await sql.unsafe(text)).map((row) => String(row["name"])));
