/** The embedded engine: PGlite (PostgreSQL in WebAssembly) on a folder. The only door to it. */
import { existsSync, rmSync } from "node:fs";
import { join } from "node:path";
import { PGlite } from "@electric-sql/pglite";
import { pg_trgm } from "@electric-sql/pglite/contrib/pg_trgm";
import { StoreError } from "../error.ts";
import { engineFiles } from "../folder/room.ts";
import { operational } from "../operational.ts";
import { sessionSettings } from "../session.ts";
import type { Engine } from "./bridge.ts";
import { compiledEngine, engineBundle, keepCompiled } from "./compiled.ts";
import { EngineFiles } from "./engine-files.ts";
import { unpackImage } from "./image.ts";

const settings = Object.entries(sessionSettings)
  .map(([name, value]) => `set ${name} = '${value}';`)
  .join(" ");

/** A running engine. */
export interface Embedded extends Engine {
  readonly close: () => Promise<void>;
}

/** How an engine is opened. */
export interface EmbedOptions {
  /** Whether what is committed is on the disk before the engine says so; true unless said. */
  readonly sync?: boolean;
  /** Whether it answers a query or two: it starts faster with little memory of its own. */
  readonly isBrief?: boolean;
}

/**
 * Memory for pages where an engine is opened for a query or two. PostgreSQL's 128 MB take 50 ms to set up; pages that are
 * looked at once are in the system's memory anyway.
 */
const briefMemory = ["-c", "shared_buffers=16MB"];

/** PGlite without its look at the types of arrays: we speak the protocol ourselves, and the look takes 20 ms. */
class Database extends PGlite {
  override async _initArrayTypes(): Promise<void> {}
}

/** How PGlite starts PostgreSQL, but with syncs: `-F` turns them off, and its file system has no fdatasync. */
const syncedParameters = [
  ...PGlite.defaultStartParams.filter((parameter) => parameter !== "-F"),
  ...["-c", "fsync=on", "-c", "wal_sync_method=fsync"],
];

/**
 * Opens the data folder, or makes it from the image.
 *
 * @throws StoreError `bad-version` when the folder was written by another major version, or is damaged.
 */
export async function openEmbedded(
  folder: string,
  { sync = true, isBrief = false }: EmbedOptions = {},
): Promise<Embedded> {
  const most = engineFiles();
  let db: PGlite;
  let files: EngineFiles | undefined;
  try {
    if (!existsSync(folder)) await unpackImage(folder, { sync });
    // The engine's own lock means nothing here, where every process has the number 42, and one that was killed while it wrote
    // it leaves an empty file, with which the engine never starts again. Our lock is held by now (lock.ts).
    rmSync(join(folder, "postmaster.pid"), { force: true });
    files = new EngineFiles(folder, sync);
    const startParams = [
      ...(sync ? syncedParameters : PGlite.defaultStartParams),
      ...(isBrief ? briefMemory : []),
      ...(most === undefined ? [] : ["-c", `max_files_per_process=${most}`]),
    ];
    const [program, fsBundle] = [await compiledEngine(), await engineBundle()];
    const known = { ...(program && { pgliteWasmModule: program }), ...(fsBundle && { fsBundle }) };
    db = new Database({ fs: files, startParams, extensions: { pg_trgm }, ...known });
    await db.waitReady;
    keepCompiled(files.program);
    await db.exec(settings);
  } catch (error) {
    const why = saidBy(files?.failure ?? error);
    throw new StoreError("bad-version", `Cannot open the catalogue's data in ${folder}: ${why}`, error);
  }
  const { failure } = { failure: () => files.failure };
  /** Says why the engine is lost, instead of what came of that. */
  const watched = async <T>(work: () => Promise<T>): Promise<T> => {
    if (failure()) throw lost(failure());
    try {
      return await work();
    } catch (error) {
      throw failure() ? lost(failure()) : error;
    }
  };
  return {
    run: (messages, answer) =>
      watched(() => db.runExclusive(() => db.execProtocolRawStream(messages, { onRawData: answer })) as Promise<void>),
    copy: (statement, data) =>
      watched(async () => {
        const result = await db.query(statement, [], { blob: new Blob([...data] as BlobPart[]) });
        return result.affectedRows ?? 0;
      }),
    close: async () => {
      // An engine that is lost must not write a last checkpoint: it would vouch for what the disk may not hold.
      if (failure()) return;
      await db.close();
      if (failure()) throw lost(failure());
    },
  };
}

/** What an engine failed of: WebAssembly and Emscripten throw what is no Error, too. */
function saidBy(why: unknown): string {
  const { message, status, errno } = (why ?? {}) as { message?: unknown; status?: unknown; errno?: unknown };
  if (typeof message === "string" && message !== "") return message;
  return `the engine gave up (${status === undefined ? `errno ${errno}` : `status ${status}`})`;
}

/** The error of an engine that cannot go on. */
function lost(why: unknown): unknown {
  const known = operational(why);
  // Of a sync that failed only a full disk is mended without a look at the disk.
  if (known instanceof StoreError && known.code === "disk-full") return known;
  const does = "everything committed before is safe; check the disk, then run the same command again";
  return new StoreError("engine-lost", `The embedded database has ended: ${saidBy(why)}; ${does}`, why);
}
