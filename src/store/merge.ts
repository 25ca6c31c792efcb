/** Merging: a batch is copied into temporary tables, then merged in the same transaction. */
import { type Client, lifeOf, type Sql } from "./client.ts";
import { copyRows } from "./copy-rows.ts";
import { mergeFailures } from "./failures.ts";
import { isOfFacts, writeFacts } from "./merge-facts.ts";
import { mergeNames } from "./merge-names.ts";
import { columnsOf, type FeatureColumn, type StagedTable, stagedTables } from "./plan.ts";
import { columnNames, quoted } from "./schema.ts";

/** What one merge did. */
export interface Merged {
  /** New contents that hold music. */
  readonly contents: number;
  readonly copies: number;
  /** Paths whose id belongs to other bytes already: a collision of 63-bit ids. */
  readonly collisions: readonly string[];
  /** All contents of the batch came in now, each once. */
  readonly areAllNew: boolean;
}

/** The rows of a batch by table. */
export type Rows = Readonly<Record<StagedTable, Uint8Array>>;

/** Makes this session's staging tables; they are emptied by each commit, and behind a pooler go with it. */
export async function makeStaging(sql: Sql, features: readonly FeatureColumn[], pooled: boolean): Promise<void> {
  const life = lifeOf(pooled);
  for (const table of stagedTables) {
    const columns = columnsOf(table, features).map(({ column, type }) => `${quoted(column)} ${type}`);
    // Rows pass through: what is long is compressed and put out of them once, in the table where they stay.
    await sql.unsafe(
      `create temp table if not exists stage_${table} (${columns.join(", ")})
       with (toast_tuple_target = 8160) ${life}`,
    );
  }
  // Contents that changed or lost a copy, and those that came in.
  for (const table of ["stage_touched", "stage_fresh"]) {
    await sql.unsafe(`create temp table if not exists ${table} (id int8) ${life}`);
  }
}

/** Writes rows in one transaction: all of them, or none. */
export async function mergeRows(sql: Client, rows: Rows, features: readonly FeatureColumn[]): Promise<Merged> {
  const merged = await sql.begin(async (tx) => {
    for (const table of stagedTables) {
      if (!isOfFacts(table)) await copyRows(tx, `stage_${table}`, columnsOf(table, features), rows[table]);
    }
    const merged = await mergeStaged(tx, rows, features);
    await writeFacts(tx, rows, merged.areAllNew);
    return merged;
  });
  return merged as Merged;
}

/** Merges what stands in the staging tables, facts of contents apart. */
export async function mergeStaged(tx: Sql, rows: Rows, features: readonly FeatureColumn[]): Promise<Merged> {
  const run = (text: string) => tx.unsafe(text, [], { prepare: true });
  const has = (table: StagedTable): boolean => rows[table].length > 0;

  if (has("copy")) {
    // A file that was changed leaves its old content with one copy less.
    await run(`insert into stage_touched select k.content from stage_copy s join copy k using (id)
      where k.content is distinct from s.content and k.content is not null`);
  }
  // A file that was refused before and is stored now is refused no longer.
  if (has("copy")) await run("delete from reject r using stage_copy s where r.copy = s.id");
  const copies = has("copy") ? (await run(copyMerge)).count : 0;
  let contents = 0;
  let collisions: readonly string[] = [];
  let areAllNew = false;
  if (has("content")) {
    const result = await run(contentMerge(features));
    contents = Number(result[0]?.["accepted"] ?? 0);
    areAllNew = result[0]?.["fresh"] === result[0]?.["rows"];
    if (Number(result[0]?.["fresh"] ?? 0) < Number(result[0]?.["staged"] ?? 0)) {
      const found = await run("select s.path from stage_content s join content c using (id) where c.hash <> s.hash");
      collisions = found.map((row) => String(row["path"]));
    }
  } else if (has("copy"))
    await run("insert into stage_touched select content from stage_copy where content is not null");
  if (has("copy")) for (const text of refreshTouched) await run(text);
  if (has("failure")) await mergeFailures(tx);
  if (has("copy")) await mergeNames(tx, features, named);
  if (has("reject"))
    await run(`insert into reject select distinct on (copy, stage, code) * from stage_reject
    on conflict (copy, stage, code) do update set message = excluded.message, byte_offset = excluded.byte_offset, run = excluded.run`);
  return { contents, copies, collisions, areAllNew };
}

const copyColumns = columnNames(columnsOf("copy", []));
const copyMerge = `insert into copy (${copyColumns}) select distinct on (id) ${copyColumns} from stage_copy
  on conflict (id) do update set content = excluded.content, size = excluded.size, mtime = excluded.mtime,
    archive = excluded.archive, tags = excluded.tags, tag_sources = excluded.tag_sources, evidence = excluded.evidence,
    name_bpm = excluded.name_bpm, name_key = excluded.name_key, name_bars = excluded.name_bars,
    name_track = excluded.name_track, name_differs = null, missing = false, run = excluded.run`;

/**
 * New contents come in as they were packed, by the copy that brought them. Contents with other copies too, whether they
 * came in this batch, in an earlier one, or in a run that was killed, are refreshed after.
 */
const contentMerge = (features: readonly FeatureColumn[]): string => {
  const columns = columnNames(columnsOf("content", features));
  return `with fresh as (
      insert into content (${columns}, copies) select ${columns}, 1 from stage_content
      on conflict (id) do nothing returning id, status),
    noted as (insert into stage_fresh select id from fresh),
    marked as (select content from manual_tag join fresh on content = fresh.id),
    several as (select k.content from copy k join fresh on k.content = fresh.id group by k.content having count(*) > 1),
    touched as (insert into stage_touched select content from several union select content from marked
      union select s.content from stage_copy s where s.content is not null and s.content not in (select id from fresh))
    select (select count(*) from fresh)::int4 as fresh,
      (select count(*) from fresh where status <> 'rejected')::int4 as accepted, s.staged, s.rows
      from (select count(distinct id)::int4 as staged, count(*)::int4 as rows from stage_content) s`;
};

/** Contents whose copies' names may say something new: one of them came in with a fact, or went. */
const named = `select content from stage_copy where content is not null and (name_bpm is not null or name_key is not null)
  union select id from stage_touched`;

/** The canonical copy is the smallest path, never the first seen: results do not depend on the order of arrival. */
const refreshTouched: readonly string[] = [
  `update content c set copies = n.copies, path = k.path, name = k.name, folder = k.folder,
      tags = tags_of(c.id, c.own_tags), tag_sources = tag_sources_of(c.id, c.own_tag_sources)
    from (select content, count(*) as copies, min(path collate "C") as path from copy
      where content in (select id from stage_touched) group by content) n
    join copy k on k.content = n.content and k.path = n.path
    where c.id = n.content`,
  `update content c set copies = 0 where c.id in (select id from stage_touched)
    and not exists (select 1 from copy k where k.content = c.id)`,
];
