/** Whether a catalogue has all of an export already: an import that was stopped after its commit is no mistake when repeated. */
import { copyIn } from "../../database/client.ts";
import type { Sql } from "../../database/sql.ts";
import { stateOf } from "../tables/migrate.ts";
import { columnNames, quoted } from "../tables/schema.ts";
import { columnsByTable } from "./export.ts";
import { isEmpty } from "./load.ts";
import type { Manifest } from "./manifest.ts";
import { unpackedRows } from "./rows.ts";

/** Tables whose rows somebody made, and what a row is known by whatever catalogue it stands in. */
const keys: Readonly<Record<string, readonly string[]>> = {
  run: ["started", "machine", "kind"],
  content: ["id"],
  copy: ["id"],
  manual_tag: ["content", "tag"],
  saved_query: ["name"],
};

/**
 * Looks for all files, marks, runs and saved queries of an export, within a transaction. Columns are those that the export has: the
 * catalogue may be of a newer version by now, with more of them. It ends at the first page of rows of which one is missing.
 */
export async function holdsAll(tx: Sql, path: string, manifest: Manifest): Promise<boolean> {
  if ((await stateOf(tx)) === "none" || (await isEmpty(tx))) return false;
  const wanted = manifest.tables.filter(({ name }) => name in keys);
  if (wanted.every(({ rows }) => rows === 0)) return false;
  const here = await columnsByTable(tx);
  for (const { name, columns } of wanted) {
    const own = new Map(here.get(name)?.map(({ column, type }) => [column, type]));
    if (columns.some(({ column, type }) => own.get(column) !== type)) return false;
    await tx.unsafe(
      `create temp table held_${name} on commit drop as select ${columnNames(columns)} from ${name} with no data`,
    );
  }
  for await (const { table, data } of unpackedRows(path)) {
    const key = keys[table.name];
    if (!key) continue;
    const staged = `held_${table.name}`;
    await copyIn(tx, `copy ${staged} (${columnNames(table.columns)}) from stdin with (format binary)`, data);
    const same = key.map((column) => `t.${quoted(column)} = s.${quoted(column)}`).join(" and ");
    const missing = await tx.unsafe(
      `select from ${staged} s where not exists (select from ${table.name} t where ${same}) limit 1`,
    );
    if (missing.length > 0) return false;
    await tx.unsafe(`truncate ${staged}`);
  }
  return true;
}
