/** All rows of a catalogue as its engine has them, times and numbers of runs too. */
import type { Catalogue } from "../../mod.ts";

/** Names of the tables of a catalogue. */
export const tableNames = async (db: Catalogue): Promise<readonly string[]> =>
  (
    await db.query<{ name: string }>(
      `select relname as name from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace
        order by relname collate "C"`,
    )
  ).map(({ name }) => name);

/** The rows of all tables, in an order of their own; without what stands in no export. */
export async function allRows(db: Catalogue): Promise<Readonly<Record<string, readonly string[]>>> {
  const rows: Record<string, readonly string[]> = {};
  for (const table of await tableNames(db)) {
    if (table === "vector_change") continue;
    const text =
      table === "migration" ? "select name as row from migration" : `select to_jsonb(t)::text as row from ${table} t`;
    rows[table] = (await db.query<{ row: string }>(`${text} order by 1`)).map(({ row }) => row).sort();
  }
  return rows;
}
