/** Parquet: typed columns, nullable where values may be unknown, in row groups that are compressed and given as they fill. */
import { ByteWriter, ParquetWriter, type SchemaElement } from "hyparquet-writer";
import { version } from "../version.ts";
import { createBatches } from "./batches.ts";
import type { Cell, Column, ColumnType } from "./column.ts";
import type { Form } from "./form.ts";

type Leaf = Pick<SchemaElement, "type" | "converted_type" | "logical_type">;

const utf8: Leaf = { type: "BYTE_ARRAY", converted_type: "UTF8", logical_type: { type: "STRING" } };
const leaves: Readonly<Record<ColumnType, Leaf>> = {
  bool: { type: "BOOLEAN" },
  int32: { type: "INT32" },
  int64: { type: "INT64" },
  float64: { type: "DOUBLE" },
  utf8,
  timestamp: {
    type: "INT64",
    converted_type: "TIMESTAMP_MILLIS",
    logical_type: { type: "TIMESTAMP", isAdjustedToUTC: true, unit: "MILLIS" },
  },
  "list<int32>": { type: "INT32" },
  "list<float64>": { type: "DOUBLE" },
  "list<utf8>": utf8,
};

/** The elements of a column: one, or the three levels of a list (LogicalTypes.md of the format). */
function elementsOf<Row>({ name, type, nullable }: Column<Row>): readonly SchemaElement[] {
  const repetition_type = nullable ? "OPTIONAL" : "REQUIRED";
  if (!type.startsWith("list")) return [{ name, repetition_type, ...leaves[type] }];
  return [
    { name, repetition_type, converted_type: "LIST", logical_type: { type: "LIST" }, num_children: 1 },
    { name: "list", repetition_type: "REPEATED", num_children: 1 },
    { name: "element", repetition_type: "OPTIONAL", ...leaves[type] },
  ];
}

/** 64-bit integers are written from bigints only. */
const stored = (type: ColumnType, cells: readonly Cell[]): readonly unknown[] =>
  type === "int64" ? cells.map((cell) => (typeof cell === "number" ? BigInt(cell) : cell)) : cells;

/** In the footer, as Thrift's compact protocol has it: no rows, and an empty list of row groups, whose type is not said. */
const noGroups = Uint8Array.of(0x16, 0x00, 0x19, 0x00);
const struct = 0x0c;

/**
 * Says in the footer of a file without rows that row groups are structures. The library takes the type off the first
 * one; readers that look at it (arrow-rs) refuse the file.
 */
function typeGroups(footer: Uint8Array): Uint8Array {
  const at = Buffer.from(footer.buffer, footer.byteOffset, footer.byteLength).lastIndexOf(noGroups);
  if (at >= 0) footer[at + noGroups.length - 1] = struct;
  return footer;
}

export const parquet: Form = {
  binary: true,
  open: (columns) => {
    const bytes = new ByteWriter();
    const file = new ParquetWriter({
      writer: bytes,
      schema: [{ name: "schema", num_children: columns.length }, ...columns.flatMap(elementsOf)],
      createdBy: `midiq ${version}`,
    });
    const groups = createBatches(columns);
    /** What was written since the last time: the writer counts on, its buffer begins anew. */
    const taken = (): Uint8Array => {
      const written = bytes.getBytes().slice();
      bytes.index = 0;
      return written;
    };
    const group = (cells: readonly Cell[][]): Uint8Array => {
      const columnData = columns.map(({ name, type }, n) => ({ name, data: [...stored(type, cells[n] ?? [])] }));
      file.write({ columnData, rowGroupSize: columnData[0]?.data.length ?? 0 });
      return taken();
    };
    return {
      *rows(page) {
        for (const cells of groups.add(page)) yield group(cells);
      },
      *end() {
        for (const cells of groups.rest()) yield group(cells);
        file.finish();
        yield file.num_rows === 0n ? typeGroups(taken()) : taken();
      },
    };
  },
};
