/**
 * The footer of an Arrow file (File.fbs of the format), a FlatBuffer: the schema once more, and where the batches lie. All
 * offsets within a FlatBuffer are relative, so that the schema's message is taken whole, and the footer points into it.
 */

/** Where a record batch lies in the file, in bytes; all three are multiples of eight. */
export interface Block {
  readonly offset: number;
  /** Length of the message before its body, prefix and all. */
  readonly metadataLength: number;
  readonly bodyLength: number;
}

/** MetadataVersion V5. */
const version = 4;
const blockBytes = 24;
/** After the root's offset: the footer's table of fields, the footer itself, and vectors whose elements begin at multiples of eight. */
const [vtableAt, tableAt, vectorsAt] = [4, 16, 36] as const;

/** The footer and its length, which stands behind it. @param message FlatBuffer of the message that holds the schema. */
export function arrowFooter(message: Uint8Array, blocks: readonly Block[]): Uint8Array {
  // An empty vector of dictionaries, the length of the vector of batches, its blocks from a multiple of eight.
  const dictionariesAt = vectorsAt;
  const batchesAt = vectorsAt + 8;
  const blocksAt = batchesAt + 4;
  const messageAt = blocksAt + blocks.length * blockBytes;
  const bytes = new Uint8Array(messageAt + message.length + 4);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, tableAt, true);
  // The table of fields: its length, the footer's, and where each field stands: version, schema, dictionaries, batches.
  for (const [n, value] of [12, 20, 16, 4, 8, 12].entries()) view.setUint16(vtableAt + 2 * n, value, true);
  view.setInt32(tableAt, tableAt - vtableAt, true);
  const point = (at: number, to: number): void => view.setUint32(at, to - at, true);
  point(tableAt + 4, messageAt + schemaAt(message));
  point(tableAt + 8, dictionariesAt);
  point(tableAt + 12, batchesAt);
  view.setInt16(tableAt + 16, version, true);
  view.setUint32(batchesAt, blocks.length, true);
  for (const [n, { offset, metadataLength, bodyLength }] of blocks.entries()) {
    const at = blocksAt + n * blockBytes;
    view.setBigInt64(at, BigInt(offset), true);
    view.setInt32(at + 8, metadataLength, true);
    view.setBigInt64(at + 16, BigInt(bodyLength), true);
  }
  bytes.set(message, messageAt);
  view.setInt32(messageAt + message.length, messageAt + message.length, true);
  return bytes;
}

/** Where the schema's table stands in the message: what its third field, the header, points to. */
function schemaAt(message: Uint8Array): number {
  const view = new DataView(message.buffer, message.byteOffset, message.byteLength);
  const root = view.getUint32(0, true);
  const fields = root - view.getInt32(root, true);
  const header = root + view.getUint16(fields + 4 + 2 * 2, true);
  return header + view.getUint32(header, true);
}
