/**
 * Arrow: typed columns in record batches, as a stream, and as a file, whose footer says where each batch lies
 * (arrow.apache.org/docs/format/Columnar.html, IPC). The library makes a stream of each batch; ours is the first one's
 * schema, the batches, and the end.
 */
import * as arrow from "@uwdata/flechette";
import type { RowWriter } from "../plugin/renderer.ts";
import { arrowFooter, type Block } from "./arrow-footer.ts";
import { createBatches } from "./batches.ts";
import type { Cell, Column, ColumnType } from "./column.ts";
import type { Form } from "./form.ts";

const types: Readonly<Record<ColumnType, () => arrow.DataType>> = {
  bool: arrow.bool,
  int32: arrow.int32,
  int64: arrow.int64,
  float64: arrow.float64,
  utf8: arrow.utf8,
  timestamp: () => arrow.timestamp(arrow.TimeUnit.MILLISECOND, "UTC"),
  "list<int32>": () => arrow.list(arrow.int32()),
  "list<float64>": () => arrow.list(arrow.float64()),
  "list<utf8>": () => arrow.list(arrow.utf8()),
};

/** What a message begins with: four bytes that say that it does, and the length of what describes it. */
const prefixBytes = 8;
/** Such a prefix with the length 0. */
const endOfStream = Uint8Array.of(255, 255, 255, 255, 0, 0, 0, 0);
const magic = new TextEncoder().encode("ARROW1");

/** One batch as a stream of its own: schema, batch, end. */
function streamOf<Row>(columns: readonly Column<Row>[], cells: readonly (readonly Cell[])[]): Uint8Array {
  const entries = columns.map(({ name, type }, n): [string, arrow.Column<unknown>] => [
    name,
    arrow.columnFromValues(cells[n] ?? [], types[type]()),
  ]);
  const bytes = arrow.tableToIPC(arrow.tableFromColumns(entries), { format: "stream" });
  if (!bytes) throw new TypeError("Cannot encode a batch: the library gave no bytes");
  return bytes;
}

/** Bytes of a message up to its body, which it says itself. */
const headBytes = (message: Uint8Array): number =>
  prefixBytes + new DataView(message.buffer, message.byteOffset).getInt32(4, true);

function open<Row>(columns: readonly Column<Row>[], isFile: boolean): RowWriter<Row> {
  const batches = createBatches(columns);
  const empty = streamOf(columns, []);
  const schema = empty.subarray(0, headBytes(empty));
  const blocks: Block[] = [];
  // A file's magic is padded to eight bytes.
  const start = isFile ? Uint8Array.of(...magic, 0, 0) : new Uint8Array();
  let written = 0;
  const begin = (): readonly Uint8Array[] => {
    if (written > 0) return [];
    written = start.length + schema.length;
    return [start, schema];
  };
  const batch = (cells: readonly (readonly Cell[])[]): Uint8Array => {
    const message = streamOf(columns, cells).subarray(schema.length, -endOfStream.length);
    const metadataLength = headBytes(message);
    blocks.push({ offset: written, metadataLength, bodyLength: message.length - metadataLength });
    written += message.length;
    return message;
  };
  return {
    *rows(page) {
      yield* begin();
      for (const cells of batches.add(page)) yield batch(cells);
    },
    *end() {
      yield* begin();
      for (const cells of batches.rest()) yield batch(cells);
      yield endOfStream;
      if (isFile) yield* [arrowFooter(schema.subarray(prefixBytes), blocks), magic];
    },
  };
}

/** The stream that is read while it is written: for pipes. */
export const arrowStream: Form = { binary: true, open: (columns) => open(columns, false) };
/** The file, also called Feather 2, which is read anywhere in it. */
export const arrowFile: Form = { binary: true, open: (columns) => open(columns, true) };
