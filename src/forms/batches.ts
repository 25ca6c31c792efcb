/** Rows put together as columns, so many at a time: row groups of Parquet, batches of Arrow. */
import type { Cell, Column } from "./column.ts";

/** Values in a group, which is what an export holds in memory: as Parquet encodes them some 200 MB. */
const groupValues = 2 ** 19;
/** Rows of a group of few columns; readers work on groups side by side, and on more than these at once gain nothing. */
const mostRows = 2 ** 16;

/** Collects rows and gives whole groups, an array of cells a column; after the end what is left. */
export function createBatches<Row>(columns: readonly Column<Row>[]): {
  readonly add: (page: readonly Row[]) => Iterable<readonly Cell[][]>;
  readonly rest: () => Iterable<readonly Cell[][]>;
} {
  const groupRows = Math.min(mostRows, Math.ceil(groupValues / Math.max(1, columns.length)));
  let rows = 0;
  let cells: Cell[][] = columns.map(() => []);
  const take = (): readonly Cell[][] => {
    const taken = cells;
    cells = columns.map(() => []);
    rows = 0;
    return taken;
  };
  return {
    *add(page) {
      for (const row of page) {
        for (const [n, { cell }] of columns.entries()) cells[n]?.push(cell(row));
        if (++rows === groupRows) yield take();
      }
    },
    *rest() {
      if (rows > 0) yield take();
    },
  };
}
