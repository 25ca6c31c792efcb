/** A catalogue in a folder: the embedded engine, or a connection to the process that holds the folder. */
import { existsSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { type Client, embeddedClient, type Mode } from "../client.ts";
import { type Connected, singly } from "../connected.ts";
import { createBridge } from "../engine/bridge.ts";
import { isThreadWaiting } from "../engine/early-thread.ts";
import { answerReaders } from "../engine/forward.ts";
import type { Embedded } from "../engine/pglite.ts";
import { noCatalogueIn, StoreError, sqlStateOf } from "../error.ts";
import type { Sql } from "../sql.ts";
import { noteLock } from "./abandon.ts";
import { removeLeftovers } from "./leftovers.ts";
import { heldBy } from "./lock.ts";
import { reopening } from "./reopening.ts";
import { needFolder, needRoom, needWritable, roomToOpen, roomToWrite } from "./room.ts";
import { takeTurn } from "./turn.ts";
import { makeDurable, noteUnsynced } from "./unsynced.ts";

/**
 * Opens the folder of a catalogue, or connects to who has it open.
 *
 * @param sync false for writes that a power loss may undo; the folder notes it (unsynced.ts).
 * @throws StoreError `no-catalogue` when there is none to read, `locked` when another process is writing, `read-only`,
 * `disk-full`, `bad-version`.
 * @param isLong whether the engine gets a thread of its own, so that it can be ended in the middle of what it does.
 */
export async function connectFolder(
  folder: string,
  mode: Mode,
  {
    sync = true,
    isLong = false,
    onTrouble,
  }: {
    readonly sync?: boolean;
    readonly isLong?: boolean;
    readonly onTrouble?: ((line: string) => void) | undefined;
  } = {},
): Promise<Connected> {
  const data = join(folder, "data");
  if (statSync(folder, { throwIfNoEntry: false })?.isFile()) {
    const why = "it is a file, and a catalogue is a folder; to read a file that midiq export wrote, use midiq import";
    throw new StoreError("no-catalogue", `Cannot open ${folder}: ${why}`);
  }
  if (mode === "read" && !existsSync(join(data, "PG_VERSION"))) {
    throw noCatalogueIn(folder, heldBy(folder)?.isAlive === true);
  }
  const lock = await takeTurn(folder, mode, onTrouble);
  if ("client" in lock) return reopening(lock, () => connectFolder(folder, mode, { sync, isLong, onTrouble }));
  const forgotten = noteLock(() => {
    if (process.platform !== "win32") rmSync(lock.holder.socket, { force: true });
    lock.release();
  });
  const release = (): void => {
    forgotten();
    lock.release();
  };
  try {
    if (mode === "write") removeLeftovers(folder);
    needRoom(folder, mode === "write" ? roomToWrite : roomToOpen, "open");
    const isSynced = sync || mode === "read";
    if (!isSynced) noteUnsynced(folder);
    else if (mode === "write") await makeDurable(folder, data);
    const isBusy = isLong || mode === "write";
    const engine = await openEngine(data, isBusy, isSynced);
    const bridge = createBridge(engine);
    const stopAnswering = await answerReaders(bridge, lock.holder).catch(async (error) => {
      await engine.close();
      throw error;
    });
    const client = withRoom(
      embeddedClient(() => bridge.connect(), { mode, prepare: true }),
      folder,
    );
    const close = async (): Promise<void> => {
      try {
        await stopAnswering();
        await client.end();
        await engine.close();
      } finally {
        // Of an engine that is lost nothing can be asked any more.
        release();
      }
    };
    return singly(client, folder, close, true);
  } catch (error) {
    release();
    throw error;
  }
}

/**
 * The engine of a writer has a thread of its own. That of a reader starts faster without one, unless a command has begun one
 * for a query or two. Both are loaded only by the process that holds the folder.
 */
async function openEngine(data: string, isLong: boolean, sync: boolean): Promise<Embedded> {
  const isBrief = !isLong && isThreadWaiting();
  if (!isLong && !isBrief) return (await import("../engine/pglite.ts")).openEmbedded(data, { sync });
  return (await import("../engine/engine-thread.ts")).openEmbeddedThread(data, { sync, isBrief });
}

/** A client that refuses to write where the disk would become full, or the folder is gone. */
function withRoom(client: Client, folder: string): Client {
  /** Indexes are some third of a catalogue; a share of all of them is made at once. */
  const needIndexRoom = async (): Promise<void> => {
    const [row] = await client.unsafe("select pg_database_size(current_database())::text as bytes");
    needRoom(folder, roomToWrite + Number(row?.["bytes"]) / 4, "write to");
  };
  /** What the engine says of its files may be too little room, or a folder that is gone: that is looked at, not read off its words. */
  const explained = async <T>(work: () => PromiseLike<T>): Promise<T> => {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof StoreError && isOfFiles(error))) throw error;
      needFolder(folder);
      needRoom(folder, roomToWrite, "write to");
      needWritable(folder);
      throw error;
    }
  };
  return {
    ...client,
    unsafe: ((...given: Parameters<Sql["unsafe"]>) =>
      explained(() => client.unsafe(...given))) as unknown as Sql["unsafe"],
    begin: async (work, makes = "rows") => {
      needFolder(folder);
      needRoom(folder, roomToWrite, "write to");
      return explained(async () => {
        if (makes === "index") await needIndexRoom();
        return client.begin(work);
      });
    },
  };
}

/** Classes of codes by which an engine says that files let it down, and the one for what it may not do with them. */
const isOfFiles = (error: StoreError): boolean => {
  const state = sqlStateOf(error);
  return state.startsWith("58") || state.startsWith("XX") || state === "42501";
};
