/** Merging: a batch is copied into temporary tables, then merged in the same transaction. */
import type { Client, Sql } from "./client.ts";
import { copyRows } from "./copy-rows.ts";
import { mergeFailures } from "./failures.ts";
import { isOfFacts, writeFacts } from "./merge-facts.ts";
import { mergeNames } from "./merge-names.ts";
import { columnsOf, type FeatureColumn, type StagedTable, stagedTables } from "./plan.ts";
import { forgetReasons, mergeReasons, pointReasons } from "./rejects.ts";
import { columnNames, quoted } from "./schema.ts";
import { lockContents, transact } from "./transaction.ts";

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

/** Makes this session's staging tables; they are emptied by each commit. */
export async function makeStaging(sql: Client, features: readonly FeatureColumn[]): Promise<void> {
  for (const table of stagedTables) {
    const columns = columnsOf(table, features).map(({ column, type }) => `${quoted(column)} ${type}`);
    // Rows pass through: what is long is compressed and put out of them once, in the table where they stay.
    await sql.unsafe(
      `create temp table if not exists stage_${table} (${columns.join(", ")})
       with (toast_tuple_target = 8160) on commit delete rows`,
    );
  }
  // Contents that changed or lost a copy, and those that came in; copies whose file is gone, and that came in their place.
  for (const table of ["stage_touched", "stage_fresh", "stage_gone", "stage_come"]) {
    await sql.unsafe(`create temp table if not exists ${table} (id int8) on commit delete rows`);
  }
}

/** Writes rows in one transaction: all of them, or none. */
export async function mergeRows(sql: Client, rows: Rows, features: readonly FeatureColumn[]): Promise<Merged> {
  return transact(sql, async (tx) => {
    for (const table of stagedTables) {
      if (!isOfFacts(table)) await copyRows(tx, `stage_${table}`, columnsOf(table, features), rows[table]);
    }
    const merged = await mergeStaged(tx, rows, features);
    await writeFacts(tx, rows, merged.areAllNew);
    return merged;
  });
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
  if (has("copy")) {
    await refreshTouched(tx);
    // A file that was refused before and is stored now is refused no longer.
    await forgetReasons(tx);
  }
  if (has("failure")) await mergeFailures(tx);
  if (has("copy")) await mergeNames(tx, features, named);
  if (has("reject")) await mergeReasons(tx);
  return { contents, copies, collisions, areAllNew };
}

const copyColumns = columnNames(columnsOf("copy", []));
// In order of ids, here and below: two writers that lock the same rows in one order do not wait for each other in a circle.
const copyMerge = `insert into copy (${copyColumns}) select distinct on (id) ${copyColumns} from stage_copy order by id
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
      insert into content (${columns}, copies) select ${columns}, 1 from stage_content order by id
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
async function refreshTouched(tx: Sql): Promise<void> {
  await lockContents(tx, "stage_touched");
  for (const text of refreshes) await tx.unsafe(text, [], { prepare: true });
  await pointReasons(tx, "select id from stage_touched");
}

/** Brings the contents of `stage_touched` in line with their copies. */
export async function refreshContents(tx: Sql, features: readonly FeatureColumn[]): Promise<void> {
  await refreshTouched(tx);
  await mergeNames(tx, features, "select id from stage_touched");
}

/** Copies count that are there. Where none is, the content keeps what its last ones said. */
const refreshes: readonly string[] = [
  // The first file of rejected bytes was refused before its names were read; its copies come by another way.
  `update copy k set tags = '{}', tag_sources = '{}', evidence = null from content c
    where c.id in (select id from stage_touched) and c.status = 'rejected' and k.content = c.id and k.tags <> '{}'`,
  `update content c set copies = n.copies, path = k.path, name = k.name, folder = k.folder,
      tags = tags_of(c.id, c.own_tags), tag_sources = tag_sources_of(c.id, c.own_tag_sources)
    from (select content, count(*) filter (where not missing) as copies,
        coalesce(min(path collate "C") filter (where not missing), min(path collate "C")) as path from copy
      where content in (select id from stage_touched) group by content) n
    join copy k on k.content = n.content and k.path = n.path
    where c.id = n.content`,
  `update content c set copies = 0 where c.id in (select id from stage_touched)
    and not exists (select 1 from copy k where k.content = c.id)`,
];
