/** The manifest of an export: its first frame, JSON as it stands, which says what the file holds and who can read it. */
import { Buffer } from "node:buffer";
import { StoreError } from "../../database/error.ts";
import type { Field } from "../../plugin/fields.ts";
import { readFrames } from "./frames.ts";

/** One table of an export. */
export interface ManifestTable {
  readonly name: string;
  readonly rows: number;
  /** In order of name, with the types of PostgreSQL. */
  readonly columns: readonly { readonly column: string; readonly type: string }[];
}

/** What an export says of itself. */
export interface Manifest {
  /** Version of midiq. */
  readonly midiq: string;
  /** When it was written; a stable export says no times. */
  readonly written?: string;
  /** Written without times and the numbers of runs and sets: to be compared, not to be imported. */
  readonly stable: boolean;
  /** Migrations of the catalogue that it came from. */
  readonly migrations: readonly string[];
  /** The number of the latest run. */
  readonly lastRun?: number;
  /** Fields whose columns `content` has, with those of plugins. */
  readonly fields: readonly Field[];
  /** In the order of the frames that follow; a frame begins with the number of its table in this list. */
  readonly tables: readonly ManifestTable[];
  /** Of a restore point, which holds marks by hand and saved queries only: how many. */
  readonly marks?: { readonly tags: number; readonly ratings: number; readonly queries: number };
}

/** Rows of one table as they stand in a frame: its number, then packed COPY BINARY. */
export interface PackedRows {
  readonly table: number;
  readonly packed: Uint8Array;
}

/** The payload of a manifest. */
export const manifestPayload = (manifest: Manifest): Uint8Array => Buffer.from(JSON.stringify(manifest));

/** The payload of some rows. */
export const rowsPayload = ({ table, packed }: PackedRows): Uint8Array => Buffer.concat([Uint8Array.of(table), packed]);

/** Rows of a payload. */
const packedRows = (payload: Uint8Array): PackedRows => ({
  table: payload[0] as number,
  packed: payload.subarray(1),
});

/** Reads an export: its manifest, then its rows. */
export async function readExport(
  path: string,
): Promise<{ readonly manifest: Manifest; readonly rows: AsyncGenerator<PackedRows> }> {
  const frames = readFrames(path);
  const first = await frames.next();
  if (first.done) throw new StoreError("bad-export", `Cannot import "${path}": it is empty`);
  // Its checksum held: it is what an export wrote.
  const manifest = JSON.parse(first.value.toString("utf8")) as Manifest;
  async function* rows(): AsyncGenerator<PackedRows> {
    for await (const payload of frames) yield packedRows(payload);
  }
  return { manifest, rows: rows() };
}

/** Reads a whole export without importing it, so that a damaged one is refused before anything is done. */
export async function checkExport(path: string): Promise<Manifest> {
  const { manifest, rows } = await readExport(path);
  for await (const _ of rows);
  return manifest;
}
