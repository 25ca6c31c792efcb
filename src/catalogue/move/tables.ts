/** Which tables an export holds: those of the base tables that have an order, in the order of that list. */
import { type BaseTableName, baseTable, baseTableNames } from "../tables/base-tables.ts";

/** One table of an export. */
export interface MovedTable {
  readonly name: BaseTableName;
  /** A column of type int8 whose order is that of the pages that rows are read in; small tables are read whole. */
  readonly pagedBy?: string;
  readonly order: string;
  /** Columns that differ between equal catalogues. `all`: the whole table does. */
  readonly varying: readonly string[] | "all";
}

/** In the order in which they are written and loaded. */
export const movedTables: readonly MovedTable[] = baseTableNames.flatMap((name) => {
  const { order, pagedBy, varies, columns } = baseTable(name);
  if (order === undefined) return [];
  const varying = varies ? "all" : columns.filter((one) => one.varies).map(({ column }) => column);
  return [{ name, order, varying, ...(pagedBy && { pagedBy }) }];
});
