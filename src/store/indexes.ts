/** Secondary indexes: few, each for a query. A first load is 1.8 times faster when they are made after it. */
import type { Client } from "./client.ts";

/** One index: it is made when its columns (or its extension) are there. */
interface Index {
  readonly name: string;
  readonly needs: readonly string[];
  readonly on: string;
  readonly extension?: string;
}

const indexes: readonly Index[] = [
  // bpm 120..130
  { name: "content_bpm", needs: ["bpm"], on: "content (bpm)" },
  // key in [C,G] bpm 120..130
  { name: "content_key_bpm", needs: ["key", "bpm"], on: "content (key, bpm)" },
  // ... order by complexity desc limit 100
  { name: "content_complexity", needs: ["complexity"], on: "content (complexity)" },
  // len 0:30..2:00
  { name: "content_duration", needs: ["duration"], on: "content (duration)" },
  // tag genre:house
  { name: "content_tags", needs: ["tags"], on: "content using gin (tags)" },
  // inst piano
  { name: "content_instruments", needs: ["instruments"], on: "content using gin (instruments)" },
  // chords I-V-vi-IV, melody "E D C D E": `terms @> ...`; and what shares a band of its MinHash: `terms && ...`
  {
    name: "content_terms",
    needs: ["terms"],
    // Hundreds of terms a row: they are collected first, so that a batch need not touch all pages of the index.
    on: "content using gin (terms) with (gin_pending_list_limit = 65536)",
  },
  // name intro
  { name: "copy_name", needs: [], on: "copy using gin (lower(name) gin_trgm_ops)", extension: "pg_trgm" },
];

/** Makes the indexes that are missing, and tells the planner what the tables hold. */
export async function completeIndexes(sql: Client): Promise<void> {
  const columns = await sql.unsafe(
    "select attname as name from pg_attribute where attrelid = 'content'::regclass and attnum > 0 and not attisdropped",
  );
  const extensions = await sql.unsafe("select extname as name from pg_extension");
  const there = new Set(columns.map((row) => String(row["name"])));
  const loaded = new Set(extensions.map((row) => String(row["name"])));
  for (const { name, needs, on, extension } of indexes) {
    if (!needs.every((column) => there.has(column)) || (extension && !loaded.has(extension))) continue;
    await sql.unsafe(`create index if not exists ${name} on ${on}`);
  }
  // What the run collected goes where queries find it fast.
  if (there.has("terms")) await sql.unsafe("select gin_clean_pending_list('content_terms')");
  await sql.unsafe("analyze content");
  await sql.unsafe("analyze copy");
}
