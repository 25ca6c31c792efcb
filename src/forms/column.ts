/** Columns: what a form of output needs to know of values; each kind of field has one type in typed forms. */
import { describeValue } from "../plugin/describe.ts";
import type { Field } from "../plugin/fields.ts";
import { type KindName, kindOf } from "../plugin/kinds.ts";
import type { Value } from "../plugin/value.ts";

/** Types of Parquet and Arrow columns. */
export type ColumnType =
  | "bool"
  | "int32"
  | "int64"
  | "float64"
  | "utf8"
  /** Milliseconds since 1970, UTC. */
  | "timestamp"
  | "list<int32>"
  | "list<float64>"
  | "list<utf8>";

/** A value as typed forms write it; a date is a time. */
export type Cell = null | boolean | number | string | Date | readonly (number | string)[];

/** One column of an output. */
export interface Column<Row> {
  readonly name: string;
  readonly type: ColumnType;
  readonly description: string;
  readonly unit: string;
  /** The kind of the field, where it is one. */
  readonly kind?: KindName;
  /** All that values may be, where that is known. */
  readonly choices: readonly string[];
  /** Whether values may be unknown. */
  readonly nullable: boolean;
  /** The value. */
  readonly cell: (row: Row) => Cell;
  /** The value as people read it; empty where it is unknown. */
  readonly text: (row: Row) => string;
  /** The value as JSON, where that says more than the cell. */
  readonly json?: (row: Row) => unknown;
  /** JSON Schema of that. */
  readonly jsonType?: object;
}

/** The type of each kind; musical numbers are written by their names, as in JSON. */
const typeOf: Readonly<Record<KindName, ColumnType>> = {
  number: "float64",
  integer: "int32",
  flag: "bool",
  choice: "utf8",
  text: "utf8",
  set: "list<utf8>",
  duration: "float64",
  bytes: "int64",
  date: "timestamp",
  pitch: "int32",
  key: "utf8",
  tonic: "utf8",
  mode: "utf8",
  meter: "utf8",
  numbers: "list<float64>",
  integers: "list<int32>",
  chords: "utf8",
  melody: "utf8",
  contour: "utf8",
  degrees: "utf8",
  bars: "list<utf8>",
};

/** The column of a field over rows that hold its stored value. */
export function fieldColumn<Row>(field: Field, read: (row: Row) => unknown): Column<Row> {
  const { name, description, unit, kind, choices } = field;
  const { format } = kindOf(kind);
  return {
    name,
    type: typeOf[kind],
    description,
    unit,
    kind,
    choices,
    nullable: true,
    // Each kind is described as what its type says.
    cell: (row) => describeValue(read(row), field) as Cell,
    text: (row) => {
      const value = read(row);
      if (value === null || value === undefined) return "";
      if (value instanceof Date) return value.toISOString();
      return Array.isArray(value) ? value.map((one: Value) => format(one)).join(", ") : format(value as Value);
    },
  };
}

/** A column that is no field. */
export const plainColumn = <Row>(
  declared: Pick<Column<Row>, "name" | "type" | "description" | "cell"> & Partial<Column<Row>>,
): Column<Row> => ({
  unit: "",
  choices: [],
  nullable: false,
  text: (row) => {
    const cell = declared.cell(row);
    return cell === null ? "" : Array.isArray(cell) ? cell.join(", ") : String(cell);
  },
  ...declared,
});
