/** Taking turns at a folder: a process gets its lock, reads through the one that has it, or is told who has it. */
import { statSync } from "node:fs";
import type { Duplex } from "node:stream";
import { embeddedClient, type Mode } from "../client.ts";
import { singly } from "../connected.ts";
import { connectToHolder } from "../engine/forward.ts";
import { codeOf, StoreError } from "../error.ts";
import { operational } from "../operational.ts";
import { type Held, type Holder, isInside, type Lock, lockFile, takeLock } from "./lock.ts";
import type { Through } from "./reopening.ts";
import { endWish, tellWish } from "./wish.ts";

/** How long a process waits for a folder that another one holds, and how often it tries. */
const patienceMilliseconds = 5000;
const tryMilliseconds = 100;
/** How long a reader that closes waits: a client whose holder ended in the middle of a query would wait for ever. */
const endSeconds = 1;

/**
 * The folder's lock, or for a reader a connection to the process that has it. It waits a while: a holder may be about
 * to answer readers, or to be done with its one query.
 *
 * @param say told in a line what is waited for, where that takes long.
 * @throws StoreError `locked` when another process has it still, or one of which nobody here can see whether it is alive.
 */
export async function takeTurn(
  folder: string,
  mode: Mode,
  say: (line: string) => void = () => {},
): Promise<Lock | Through> {
  let dead: string | undefined;
  let watched: { readonly mark: string; readonly since: number; hasSaid: boolean } | undefined;
  /** Whether to go on waiting for a process of which nothing is to be seen; what stays so for long is gone. */
  const awaits = ({ mark }: Held, { pid }: Holder): boolean => {
    const now = performance.now();
    if (watched?.mark !== mark) watched = { mark, since: now, hasSaid: false };
    if (now - watched.since > unseenMilliseconds) return false;
    if (!watched.hasSaid && now - watched.since > sayMilliseconds) {
      watched.hasSaid = true;
      const what = `process ${pid} of another container may be opening or closing ${folder}`;
      say(`${what}; waiting for at most ${unseenMilliseconds / 1000} s`);
    }
    return true;
  };
  let hasWished = false;
  for (const began = performance.now(); ; await new Promise((resolve) => setTimeout(resolve, tryMilliseconds))) {
    const lock = lockOf(folder, dead);
    const late = performance.now() - began > patienceMilliseconds;
    if (hasWished && ("release" in lock || late)) endWish(folder);
    if ("release" in lock) return lock;
    const { holder, state } = lock;
    if (holder === undefined || state === "unclear") {
      if (late) throw new StoreError("locked", `Cannot open ${folder}: another process is opening it; try again`);
      continue;
    }
    const isOut = state === "unseen" && !isInside(folder, holder.socket);
    if (state === "elsewhere" || isOut) throw heldElsewhere(folder, holder);
    const seen = state === "unseen" ? await lookFor(lock, holder) : state;
    if (seen === "dead" || (seen === "unclear" && !awaits(lock, holder))) dead = lock.mark;
    else if (seen === "unclear") continue;
    else if (mode === "read") {
      let isLost = false;
      const connect = async (): Promise<Duplex> => {
        const stream = await connectToHolder(holder);
        return stream.once("close", () => {
          isLost = true;
        });
      };
      const client = embeddedClient(connect, { mode, prepare: false });
      try {
        // A holder that is about to end may take the connection and never answer on it.
        await client.unsafe("select 1");
        const close = (): Promise<void> => client.end({ timeout: endSeconds });
        return { ...singly(client, folder, close), isLost: () => isLost };
      } catch (error) {
        await client.end({ timeout: 0 });
        if (late) throw error;
      }
    } else if (!late) {
      // A server that only reads gives way.
      tellWish(folder);
      hasWished = true;
    } else {
      throw new StoreError(
        "locked",
        `Cannot write to ${folder}: process ${holder.pid} is using it; wait until it has ended`,
      );
    }
  }
}

/** How long nothing may be seen of a process of another container that opens or closes the folder, and when that is said. */
const unseenMilliseconds = 30_000;
const sayMilliseconds = 1000;

/**
 * Looks for a process of another container by its socket, which lies in the folder that both see. It listens from some time after
 * it took the lock until it begins to close; a socket that it made and that refuses is of a process that has ended.
 */
async function lookFor({ placed }: Held, holder: Holder): Promise<"alive" | "dead" | "unclear"> {
  try {
    (await connectToHolder(holder)).destroy();
    return "alive";
  } catch (error) {
    if (codeOf((error as StoreError).cause) !== "ECONNREFUSED") return "unclear";
    const socket = statSync(holder.socket, { throwIfNoEntry: false });
    // An older one was left by a holder before.
    return socket !== undefined && socket.mtimeMs > placed ? "dead" : "unclear";
  }
}

/** Nobody here can see whether that process is alive. */
const heldElsewhere = (folder: string, { pid, host }: Holder): StoreError =>
  new StoreError(
    "locked",
    `Cannot open ${folder}: process ${pid} on the machine "${host}" uses it; wait until it has ended there, or remove ${lockFile(folder)} if that machine no longer uses the folder`,
  );

/** The lock, or who has it. The engine writes where it only reads too: its log, and the lock. */
function lockOf(folder: string, dead: string | undefined): Lock | Held {
  try {
    return takeLock(folder, dead);
  } catch (error) {
    const code = codeOf(error);
    if (code === "EROFS" || code === "EACCES" || code === "EPERM") {
      const why =
        "the folder is not writable, and the embedded engine must write to it even to read; copy it to a writable place";
      throw new StoreError("read-only", `Cannot open the catalogue in ${folder}: ${why} (${code})`, error);
    }
    throw code === "ENOSPC" || code === "EDQUOT" ? operational(error) : error;
  }
}
