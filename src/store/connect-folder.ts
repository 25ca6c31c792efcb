/** A catalogue in a folder: the embedded engine, or a connection to the process that holds the folder. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { createBridge } from "./bridge.ts";
import { type Client, embeddedClient } from "./client.ts";
import { codeOf, operational, StoreError } from "./error.ts";
import { answerReaders, connectToHolder } from "./forward.ts";
import { type Holder, type Lock, takeLock } from "./lock.ts";
import { needFolder, needRoom, roomToOpen, roomToWrite } from "./room.ts";

type Mode = "read" | "write";

/** A client, and what has to be done when it is no longer needed. */
export interface Connected {
  readonly client: Client;
  /** Where it is, as people write it, without a password. */
  readonly shown: string;
  readonly close: () => Promise<void>;
}

/**
 * Opens the folder of a catalogue, or connects to who has it open.
 *
 * @throws StoreError `no-catalogue` when there is none to read, `locked` when another process is writing, `read-only`,
 * `disk-full`, `bad-version`.
 */
export async function connectFolder(folder: string, mode: Mode): Promise<Connected> {
  const data = join(folder, "data");
  if (mode === "read" && !existsSync(join(data, "PG_VERSION"))) {
    throw new StoreError("no-catalogue", `There is no catalogue in ${folder} yet: midiq add FOLDER makes one`);
  }
  const lock = await takeTurn(folder, mode);
  if ("client" in lock) return lock;
  try {
    needRoom(folder, mode === "write" ? roomToWrite : roomToOpen, "open");
    // Loaded only by the process that holds the folder: readers that are forwarded start faster without it.
    const { openEmbedded } = await import("./pglite.ts");
    const engine = await openEmbedded(data);
    const bridge = createBridge(engine);
    const stopAnswering = await answerReaders(bridge, lock.holder);
    const client = withRoom(
      embeddedClient(() => bridge.connect(), true),
      folder,
    );
    const close = async (): Promise<void> => {
      await stopAnswering();
      await client.end();
      await engine.close();
      lock.release();
    };
    return { client, shown: folder, close };
  } catch (error) {
    lock.release();
    throw error;
  }
}

/** A client that refuses to write where the disk would become full, or the folder is gone. */
function withRoom(client: Client, folder: string): Client {
  const makeIndex: Client["unsafe"] = (...given) => {
    // Indexes are some third of a catalogue; a share of all of them is made at once.
    const asked = client.unsafe("select pg_database_size(current_database())::text as bytes");
    const made = asked.then(([row]) => {
      needRoom(folder, roomToWrite + Number(row?.["bytes"]) / 4, "write to");
      return client.unsafe(...given);
    });
    // Awaited only, as all that the embedded client gives.
    return made as never;
  };
  return {
    ...client,
    unsafe: (...given) => (/^\s*create index/i.test(given[0]) ? makeIndex(...given) : client.unsafe(...given)),
    begin: async (work) => {
      needFolder(folder);
      needRoom(folder, roomToWrite, "write to");
      return client.begin(work);
    },
  };
}

/** How long a process waits for a folder that another one holds, and how often it tries. */
const patienceMilliseconds = 5000;
const tryMilliseconds = 100;

/**
 * The folder's lock, or for a reader a connection to the process that has it. It waits a while: a holder may be about
 * to answer readers, or to be done with its one query.
 */
async function takeTurn(folder: string, mode: Mode): Promise<Lock | Connected> {
  for (const began = performance.now(); ; await new Promise((resolve) => setTimeout(resolve, tryMilliseconds))) {
    const lock = lockOf(folder);
    if ("release" in lock) return lock;
    const late = performance.now() - began > patienceMilliseconds;
    if (mode === "read") {
      const client = embeddedClient(() => connectToHolder(lock), false);
      try {
        // A holder that is about to end may take the connection and never answer on it.
        await client.unsafe("select 1");
        return { client, shown: folder, close: () => client.end() };
      } catch (error) {
        await client.end({ timeout: 0 });
        if (late) throw error;
      }
    } else if (late) {
      throw new StoreError(
        "locked",
        `Cannot write to ${folder}: process ${lock.pid} is using it; wait until it has ended`,
      );
    }
  }
}

/** The lock, or who has it. The engine writes where it only reads too: its log, and the lock. */
function lockOf(folder: string): Lock | Holder {
  try {
    return takeLock(folder);
  } catch (error) {
    const code = codeOf(error);
    if (code === "EROFS" || code === "EACCES" || code === "EPERM") {
      const why =
        "the folder cannot be written to, which the embedded engine must, also to read; copy it to where you may";
      throw new StoreError("read-only", `Cannot open the catalogue in ${folder}: ${why} (${code})`, error);
    }
    throw code === "ENOSPC" || code === "EDQUOT" ? operational(error) : error;
  }
}
