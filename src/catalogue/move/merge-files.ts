/** Merging many exports: what many machines added to catalogues of their own comes into one, each file once. */
import { createHash } from "node:crypto";
import type { Client } from "../../database/client.ts";
import type { Sql } from "../../database/sql.ts";
import { openRegularHandle } from "../../regular-file.ts";
import { connect } from "../open.ts";
import type { OnIndex } from "../tables/index-building.ts";
import { finishImport, type Imported, importWithin, readableExport } from "./import.ts";

/** How files are merged. */
export interface MergeOptions {
  /** As for `open`: false does not wait for the disk. */
  readonly sync?: boolean | undefined;
  /** Told of each file when it is in, in the order in which they were named. */
  readonly onFile?: (path: string, did: Imported) => void;
  /** Told of the search indexes that are made at the end. */
  readonly onIndex?: OnIndex;
  /** Stops between two files. */
  readonly signal?: AbortSignal;
}

/**
 * Merges exports into a catalogue, which is made where there is none. A file comes in whole or not at all, and is remembered by
 * its bytes: merged again, under whatever name, it is told as `already` and not read. So a merge that was stopped, or that met
 * a damaged file, goes on when it is called again.
 *
 * @param url a folder, or `postgres://...`, as for `open`.
 * @throws StoreError as `importCatalogue`; the files before it have come in then.
 * @example
 * await mergeFiles("postgres://localhost/music", ["part-0.midiq", "part-1.midiq"]);
 */
export async function mergeFiles(
  url: string,
  paths: readonly string[],
  { sync, onFile = () => {}, onIndex, signal }: MergeOptions = {},
): Promise<void> {
  const { client, close } = await connect(url, { mode: "write", sync });
  try {
    for (const path of paths) {
      if (signal?.aborted) return;
      onFile(path, await mergeOnce(client, path));
    }
    await finishImport(client, onIndex, signal);
  } finally {
    await close();
  }
}

async function mergeOnce(client: Client, path: string): Promise<Imported> {
  // A file that is none is refused by what it lacks, before its bytes are hashed.
  const manifest = await readableExport(path);
  const hash = await hashOf(path);
  if (await isMerged(client, hash)) return { rows: {}, merged: true, already: true };
  return client.begin(async (tx) => {
    const did = await importWithin(tx, path, manifest, true);
    await tx.unsafe("insert into merged (hash, path) values ($1, $2) on conflict do nothing", [hash, path]);
    return did;
  });
}

async function isMerged(sql: Sql, hash: Uint8Array): Promise<boolean> {
  const [table] = await sql.unsafe("select to_regclass('merged') is not null as there");
  if (table?.["there"] !== true) return false;
  return (await sql.unsafe("select from merged where hash = $1", [hash])).length > 0;
}

async function hashOf(path: string): Promise<Uint8Array> {
  const hash = createHash("sha256");
  const handle = await openRegularHandle(path);
  try {
    for await (const chunk of handle.createReadStream({ autoClose: false })) hash.update(chunk as Uint8Array);
  } finally {
    await handle.close();
  }
  return hash.digest();
}
