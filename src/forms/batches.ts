/** Rows put together as columns, so many at a time: row groups of Parquet, batches of Arrow. */
import type { Cell, Column } from "./column.ts";

/** Rows of a group: with all fields of a catalogue some 20 MB of values, which is what an export holds in memory. */
const groupRows = 8192;

/** Collects rows and gives whole groups, an array of cells a column; after the end what is left. */
export function createBatches<Row>(columns: readonly Column<Row>[]): {
  readonly add: (page: readonly Row[]) => Iterable<readonly Cell[][]>;
  readonly rest: () => Iterable<readonly Cell[][]>;
} {
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
