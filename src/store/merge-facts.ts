/** What comes in with a content and stays as it is: its detail, tracks, sections and vectors. */
import type { Sql } from "./client.ts";
import { copyRows } from "./copy-rows.ts";
import { columnsOf, type StagedTable } from "./plan.ts";
import { columnNames } from "./schema.ts";

type Rows = Readonly<Record<StagedTable, Uint8Array>>;

/** Tables whose rows come in with new contents only. */
const factTables = ["detail", "track", "section", "vector"] as const satisfies readonly StagedTable[];

/** True for a table of facts. */
export const isOfFacts = (table: StagedTable): boolean => (factTables as readonly StagedTable[]).includes(table);

/**
 * Writes the facts of the contents that came in. Where all of a batch did, which is nearly always, they go straight to
 * their tables: a quarter less CPU in the store than through staging tables.
 */
export async function writeFacts(tx: Sql, rows: Rows, areAllNew: boolean): Promise<void> {
  for (const table of factTables)
    await copyRows(tx, areAllNew ? table : `stage_${table}`, columnsOf(table, []), rows[table]);
  if (!areAllNew) await mergeFacts(tx, rows);
}

/** Merges facts that stand in the staging tables. A content that stands in a batch twice comes in once. */
export async function mergeFacts(tx: Sql, rows: Rows): Promise<void> {
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
