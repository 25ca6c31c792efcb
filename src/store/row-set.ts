/** The rows of a batch, packed in any thread: a buffer for each table, and where each item's rows end in it. */
import type { Packed } from "../pipeline/stage.ts";
import { RowPacker } from "./copy-binary.ts";
import { columnsOf, type StagedTable, staged, stagedTables, type WritePlan } from "./plan.ts";

/** What stands beside the buffers, so that a batch can be split between two items. */
export interface PackedAbout {
  /** For each item one end for each table, in the order of the buffers. */
  readonly ends: Int32Array;
  readonly items: number;
}

/** A row of a table by column; features come apart. */
export type StagedRow<Table extends StagedTable> = Readonly<Record<(typeof staged)[Table][number]["column"], unknown>>;

/** Rows that are being collected. */
export interface RowSet {
  readonly add: <Table extends StagedTable>(
    table: Table,
    row: StagedRow<Table>,
    features?: Readonly<Record<string, unknown>>,
  ) => void;
  /** Ends the rows of one item. */
  readonly endItem: () => void;
  /** All rows since the last call, ready to be moved to another thread; undefined when there are none. */
  readonly take: () => Packed | undefined;
}

/** An empty set of rows under a plan. */
export function createRowSet(plan: Pick<WritePlan, "features">): RowSet {
  const packers = Object.fromEntries(
    stagedTables.map((table) => [table, new RowPacker(columnsOf(table, plan.features))]),
  ) as Readonly<Record<StagedTable, RowPacker>>;
  let ends: number[] = [];
  return {
    add: (table, row, features) => {
      const values: unknown[] = staged[table].map(({ column }) => (row as Readonly<Record<string, unknown>>)[column]);
      if (features) for (const { feature } of plan.features) values.push(features[feature]);
      packers[table].row(values);
    },
    endItem: () => {
      for (const table of stagedTables) ends.push(packers[table].length);
    },
    take: () => {
      if (ends.length === 0) return undefined;
      const about: PackedAbout = { ends: Int32Array.from(ends), items: ends.length / stagedTables.length };
      ends = [];
      return { buffers: stagedTables.map((table) => packers[table].take()), about };
    },
  };
}
