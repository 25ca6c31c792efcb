/** The embedded engine: PGlite (PostgreSQL in WebAssembly) on a folder. The only door to it. */
import { existsSync, rmSync } from "node:fs";
import { join } from "node:path";
import { PGlite } from "@electric-sql/pglite";
import { pg_trgm } from "@electric-sql/pglite/contrib/pg_trgm";
import type { Engine } from "./bridge.ts";
import { StoreError } from "./error.ts";
import { unpackImage } from "./image.ts";
import { sessionSettings } from "./session.ts";

const settings = Object.entries(sessionSettings)
  .map(([name, value]) => `set ${name} = '${value}';`)
  .join(" ");

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
    // The engine's own lock means nothing here, where every process has the number 42, and one that was killed while it wrote
    // it leaves an empty file, with which the engine never starts again. Our lock is held by now (lock.ts).
    rmSync(join(folder, "postmaster.pid"), { force: true });
    db = await PGlite.create(folder, { extensions: { pg_trgm } });
    await db.exec(settings);
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

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
