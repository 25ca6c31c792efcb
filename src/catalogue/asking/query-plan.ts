/** The plan of the database for a query. */
import type { Store } from "../store.ts";
import { shownFields } from "./find.ts";
import type { Prepared } from "./prepare.ts";
import { halvesOf, selectSql } from "./select.ts";

/** Rows whose plan is shown when the query has no limit. */
const plannedRows = 1000;

/** The plan of the database for a query, as lines. */
export async function queryPlan(store: Store, prepared: Prepared): Promise<readonly string[]> {
  // What is asked first: rows whose value to sort by is known.
  const [half] = halvesOf(prepared, {});
  const sql = selectSql(prepared, shownFields(store, prepared), { limit: prepared.limit ?? plannedRows, half });
  const rows = await store.query<{ "QUERY PLAN": string }>(`explain ${sql.text}`, sql.parameters);
  return rows.map((row) => row["QUERY PLAN"]);
}
