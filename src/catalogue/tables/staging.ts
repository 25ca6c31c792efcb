/** Staging tables: where rows stand whose ids the catalogue may know already, before they are merged. */
import { lifeOf } from "../../database/client.ts";
import type { Sql } from "../../database/sql.ts";
import { columnsOf, type FeatureColumn, stagedTables } from "./plan.ts";
import { quoted } from "./schema.ts";

/** Makes this session's staging tables unless it has them; they are emptied by each commit, and behind a pooler go with it. */
export async function ensureStaging(tx: Sql, features: readonly FeatureColumn[], isPooled: boolean): Promise<void> {
  const there = await tx.unsafe("select to_regclass('pg_temp.stage_content') is not null as there");
  if (there[0]?.["there"] === true) return;
  const life = lifeOf(isPooled);
  for (const table of stagedTables) {
    const columns = columnsOf(table, features).map(({ column, type }) => `${quoted(column)} ${type}`);
    // Rows pass through: what is long is compressed and put out of them once, in the table where they stay.
    await tx.unsafe(
      `create temp table stage_${table} (${columns.join(", ")}) with (toast_tuple_target = 8160) ${life}`,
    );
  }
  // Contents that came in.
  await tx.unsafe(`create temp table stage_fresh (id int8) ${life}`);
}

/** Makes this session's lists of copies unless it has them: whose file is gone, and that came in their place. */
export async function ensureSeenStaging(tx: Sql, isPooled: boolean): Promise<void> {
  for (const table of ["stage_gone", "stage_come"]) {
    await tx.unsafe(`create temp table if not exists ${table} (id int8) ${lifeOf(isPooled)}`);
  }
}
