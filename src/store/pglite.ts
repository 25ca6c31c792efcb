/** The embedded engine: PGlite (PostgreSQL in WebAssembly) on a folder. The only door to it. */
import { existsSync, readFileSync, renameSync, rmSync } from "node:fs";
import { brotliDecompressSync } from "node:zlib";
import { PGlite } from "@electric-sql/pglite";
import { pg_trgm } from "@electric-sql/pglite/contrib/pg_trgm";
import type { Engine } from "./bridge.ts";
import { StoreError } from "./error.ts";

/** A fresh data folder, packed; made by tools/make-image.ts with the PGlite version that it is named after. */
export const imageUrl = new URL("./image/pglite-0.5.14.tar.br", import.meta.url);

/** A running engine. */
export interface Embedded extends Engine {
  readonly close: () => Promise<void>;
}

/**
 * Opens the data folder, or makes it from the image.
 *
 * @throws StoreError `bad-version` when the folder was written by another major version.
 */
export async function openEmbedded(folder: string): Promise<Embedded> {
  let db: PGlite;
  try {
    if (!existsSync(folder)) await unpackImage(folder);
    db = await PGlite.create(folder, { extensions: { pg_trgm } });
  } catch (error) {
    throw new StoreError("bad-version", `Cannot open the catalogue's data in ${folder}: ${messageOf(error)}`, error);
  }
  return {
    run: (messages, answer) =>
      db.runExclusive(() => db.execProtocolRawStream(messages, { onRawData: answer })) as Promise<void>,
    copy: async (statement, data) => {
      const result = await db.query(statement, [], { blob: new Blob([...data] as BlobPart[]) });
      return result.affectedRows ?? 0;
    },
    close: () => db.close(),
  };
}

/** Unpacks beside the folder and moves it there whole: a process that is killed meanwhile leaves no half of one. */
async function unpackImage(folder: string): Promise<void> {
  const unfinished = `${folder}.new`;
  rmSync(unfinished, { recursive: true, force: true });
  const db = await PGlite.create(unfinished, { extensions: { pg_trgm }, loadDataDir: readImage() });
  await db.close();
  renameSync(unfinished, folder);
}

const readImage = (): Blob => new Blob([brotliDecompressSync(readFileSync(imageUrl)) as BlobPart]);

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
