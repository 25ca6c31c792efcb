// Rows with all that is awkward in a value, over a column of each type.
import { type Cell, type Column, type ColumnType, plainColumn } from "../../src/forms/column.ts";

/** A row: its cells in the order of the columns. */
export type Row = readonly Cell[];

const types: readonly (readonly [name: string, type: ColumnType])[] = [
  ["path", "utf8"],
  ["drums", "bool"],
  ["bars", "int32"],
  ["size", "int64"],
  ["bpm", "float64"],
  ["added", "timestamp"],
  ["tag", "list<utf8>"],
  ["program", "list<int32>"],
  ["bpm.any", "list<float64>"],
];

/** Columns over the cells of a row. */
export const columns: readonly Column<Row>[] = types.map(([name, type], n) =>
  plainColumn<Row>({
    name,
    type,
    description: `the ${name}`,
    nullable: name !== "path",
    cell: (row) => row[n] as Cell,
  }),
);

/** Texts that some form could take for its own marks. */
export const rows: readonly Row[] = [
  ["/a.mid", true, -4, 2 ** 40, 120.5, new Date(1_700_000_000_123), ["house", "a,b"], [1, 128], [0.1, 1e-7]],
  ["/無題 👩‍👩‍👧 é.mid", false, 2 ** 31 - 1, 0, -0.25, new Date(0), [], [], []],
  ['/"q", | <b>&\t\\.mid', null, null, null, null, null, null, null, null],
  ["/two\r\nlines.mid", null, 0, 1, 0, null, ['say "x"'], [-1], [120]],
];

/** As many rows as one likes, each another. */
export const manyRows = (count: number): readonly Row[] =>
  Array.from({ length: count }, (_, n) => [
    `/${n}.mid`,
    n % 3 === 0 ? null : n % 2 === 0,
    n,
    n * 2 ** 33,
    n / 7,
    n % 5 === 0 ? null : new Date(n * 1000),
    n % 4 === 0 ? null : Array.from({ length: n % 3 }, (_, k) => `t${n + k}`),
    [n % 100],
    [n / 3],
  ]);
