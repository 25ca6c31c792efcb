/** What comes in with a content and stays as it is: its detail, tracks, sections and vectors. */
import type { Sql } from "../../database/sql.ts";
import { baseTable } from "../tables/base-tables.ts";
import { columnsOf, type StagedTable, stagedTables } from "../tables/plan.ts";
import { columnNames } from "../tables/schema.ts";

/** Tables whose rows come in with new contents only. */
const factTables = stagedTables.filter((table) => baseTable(table).comesWith === "content");

/** Merges the facts of the contents that came in. A content that stands in a batch twice comes in once. */
export async function mergeFacts(tx: Sql, rows: Readonly<Record<StagedTable, Uint8Array>>): Promise<void> {
  for (const table of factTables) {
    if (rows[table].length === 0) continue;
    const columns = columnNames(columnsOf(table, []));
    await tx.unsafe(
      `insert into ${table} (${columns}) select ${columns} from stage_${table}
       where content in (select id from stage_fresh) on conflict do nothing`,
      [],
      { prepare: true },
    );
  }
}
