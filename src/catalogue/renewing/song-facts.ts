/**
 * Song facts: what a content's rows hold beside the values of analyzers: damage, texts, places, tracks, sections and vectors.
 * They are an entry of analyzer sets, so that a new version of them is found and written as any other.
 */

import type { Sql } from "../../database/sql.ts";
import type { Packed } from "../../pipeline/stage.ts";
import { copyRows } from "../tables/copy-rows.ts";
import { againSql, columnsOf, type StagedTable, stagedTables } from "../tables/plan.ts";
import { columnNames } from "../tables/schema.ts";

/** Name of the entry in analyzer sets. */
export const songFactsId = "song-facts";
/** Raised when the same song gives other rows. */
export const songFactsVersion = 5;

/** Tables of rows that a content has any number of. */
const lists = ["track", "section"] as const satisfies readonly StagedTable[];

/**
 * Writes the song facts of some contents anew; the evidence of their tags stays.
 *
 * @param buffers rows of all staged tables, in their order.
 * @param contents a table whose `id` says which contents they are.
 */
export async function retellSongFacts(tx: Sql, buffers: Packed["buffers"], contents: string): Promise<void> {
  for (const table of ["detail", "vector", ...lists] as const) {
    const rows = buffers[stagedTables.indexOf(table)] ?? new Uint8Array();
    await copyRows(tx, `stage_${table}`, columnsOf(table, []), rows);
  }
  await tx.unsafe(`insert into detail as d (content, data) select content, data from stage_detail
    on conflict (content) do update set data = excluded.data ||
      case when d.data ? 'tags' then jsonb_build_object('tags', d.data -> 'tags') else '{}' end`);
  const vectors = columnNames(columnsOf("vector", []));
  await tx.unsafe(`insert into vector (${vectors}) select ${vectors} from stage_vector
    on conflict (content) do update set ${againSql("vector")}`);
  for (const table of lists) {
    const columns = columnNames(columnsOf(table, []));
    await tx.unsafe(`delete from ${table} f using ${contents} s where f.content = s.id`);
    await tx.unsafe(`insert into ${table} (${columns}) select ${columns} from stage_${table}`);
  }
}
