/**
 * Merging: a batch comes in by one transaction. New rows, which nearly all are, go straight to their tables by COPY; a batch
 * that brings something known (a changed file, what another process added meanwhile) is merged through staging tables.
 */
import type { Client } from "../../database/client.ts";
import type { Sql } from "../../database/sql.ts";
import { transact } from "../../database/transaction.ts";
import { copyRows } from "../tables/copy-rows.ts";
import { againSql, columnsOf, type FeatureColumn, type StagedTable, stagedTables } from "../tables/plan.ts";
import { columnNames } from "../tables/schema.ts";
import { ensureStaging } from "../tables/staging.ts";
import { mergeFailures } from "./failures.ts";
import { mergeFacts } from "./merge-facts.ts";
import { forgetReasons } from "./rejects.ts";
import type { RowIds } from "./row-set.ts";

/** What one merge did. */
export interface Merged {
  /** New contents that hold music. */
  readonly contents: number;
  readonly copies: number;
  /** Paths whose id belongs to other bytes already: a collision of 63-bit ids. */
  readonly collisions: readonly string[];
}

/** The rows of a batch by table. */
export type Rows = Readonly<Record<StagedTable, Uint8Array>>;

/** Writes rows that are all new in one transaction; false, and nothing is written, when the catalogue knows some of them. */
export async function copyNew(
  sql: Client,
  rows: Rows,
  ids: RowIds,
  features: readonly FeatureColumn[],
): Promise<boolean> {
  const written = await transact(sql, async (tx) => {
    const [known] = await tx.unsafe(isKnown, [literal(ids.contents), literal(ids.copies)], { prepare: true });
    if (known?.["known"] !== false) return false;
    for (const table of stagedTables) await copyRows(tx, table, columnsOf(table, features), rows[table]);
    if (ids.unsettled.length > 0) await tx.unsafe(noteUnsettled, [literal(ids.unsettled)], { prepare: true });
    return true;
  });
  return written;
}

const literal = (ids: BigInt64Array): string => `{${ids.join(",")}}`;
const noteUnsettled = "insert into unsettled select unnest($1::text::int8[])";
/**
 * Marks by hand of contents that come in again, and refusals of files that are now read, are merged too. Rows are counted:
 * to learn whether there is one, the planner reads whole tables in the hope to meet it soon.
 */
const isKnown = `select (select count(*) from content where id = any($1::text::int8[]))
    + (select count(*) from copy where id = any($2::text::int8[]))
    + (select count(*) from reject where copy = any($2::text::int8[]))
    + (select count(*) from manual_tag where content = any($1::text::int8[])) > 0 as known`;

/** Writes rows in one transaction, whatever the catalogue knows of them: all of them, or none. */
export async function mergeRows(sql: Client, rows: Rows, features: readonly FeatureColumn[]): Promise<Merged> {
  const merged = await transact(sql, async (tx) => {
    await ensureStaging(tx, features, sql.isPooled());
    for (const table of stagedTables) await copyRows(tx, `stage_${table}`, columnsOf(table, features), rows[table]);
    return mergeStaged(tx, rows, features);
  });
  return merged;
}

/** Merges what stands in the staging tables. Rows are written in order of id, so that two processes wait for each other. */
export async function mergeStaged(tx: Sql, rows: Rows, features: readonly FeatureColumn[]): Promise<Merged> {
  const run = (text: string) => tx.unsafe(text, [], { prepare: true });
  const has = (table: StagedTable): boolean => rows[table].length > 0;

  let copies = 0;
  if (has("copy")) {
    // A file that was changed leaves its old content with one copy less.
    await run(`insert into unsettled select k.content from stage_copy s join copy k using (id)
      where k.content is distinct from s.content and k.content is not null`);
    // A file that was refused before and is stored now is refused no longer.
    await run(forgetReasons);
    copies = (await run(copyMerge)).count;
    await run("insert into unsettled select distinct content from stage_copy where content is not null");
  }
  let contents = 0;
  let collisions: readonly string[] = [];
  if (has("content")) {
    const [result] = await run(contentMerge(features));
    contents = Number(result?.["accepted"] ?? 0);
    if (Number(result?.["fresh"] ?? 0) < Number(result?.["staged"] ?? 0)) {
      const found = await run("select s.path from stage_content s join content c using (id) where c.hash <> s.hash");
      collisions = found.map((row) => String(row["path"]));
    }
    await mergeFacts(tx, rows);
  }
  if (has("failure")) await mergeFailures(tx);
  if (has("reject")) await run(rejectMerge);
  return { contents, copies, collisions };
}

const copyColumns = columnNames(columnsOf("copy", []));
const copyMerge = `insert into copy (${copyColumns}) select distinct on (id) ${copyColumns} from stage_copy order by id
  on conflict (id) do update set ${againSql("copy")}`;

const rejectColumns = columnNames(columnsOf("reject", []));
const rejectMerge = `insert into reject (${rejectColumns}) select distinct on (copy, stage, code) ${rejectColumns} from stage_reject
  on conflict (copy, stage, code) do update set ${againSql("reject")}`;

const contentMerge = (features: readonly FeatureColumn[]): string => {
  const columns = columnNames(columnsOf("content", features));
  return `with fresh as (
      insert into content (${columns}) select ${columns} from stage_content order by id
      on conflict (id) do nothing returning id, status),
    noted as (insert into stage_fresh select id from fresh)
    select (select count(*) from fresh)::int4 as fresh,
      (select count(*) from fresh where status <> 'rejected')::int4 as accepted, s.staged
      from (select count(distinct id)::int4 as staged from stage_content) s`;
};
