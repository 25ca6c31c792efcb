/** Taking turns at a folder: a process gets its lock, reads through the one that has it, or is told who has it. */
import { embeddedClient } from "./client.ts";
import { type Connected, singly } from "./connected.ts";
import { codeOf, operational, StoreError } from "./error.ts";
import { connectToHolder } from "./forward.ts";
import { type Held, type Holder, type Lock, lockFile, takeLock } from "./lock.ts";

/** How long a process waits for a folder that another one holds, and how often it tries. */
const patienceMilliseconds = 5000;
const tryMilliseconds = 100;
/** How long a reader that closes waits: a client whose holder ended in the middle of a query would wait for ever. */
const endSeconds = 1;

/**
 * The folder's lock, or for a reader a connection to the process that has it. It waits a while: a holder may be about
 * to answer readers, or to be done with its one query.
 *
 * @throws StoreError `locked` when another process has it still, or one of which nobody here can see whether it is alive.
 */
export async function takeTurn(folder: string, mode: "read" | "write"): Promise<Lock | Connected> {
  let dead: string | undefined;
  for (const began = performance.now(); ; await new Promise((resolve) => setTimeout(resolve, tryMilliseconds))) {
    const lock = lockOf(folder, dead);
    if ("release" in lock) return lock;
    const late = performance.now() - began > patienceMilliseconds;
    const { holder, state } = lock;
    if (holder === undefined || state === "unclear") {
      if (late) throw new StoreError("locked", `Cannot open ${folder}: another process is taking it; try again`);
    } else if (state === "elsewhere") throw heldElsewhere(folder, holder);
    else if (state === "unseen" && (await isSilent(lock, holder))) dead = lock.mark;
    else if (mode === "read") {
      const client = embeddedClient(() => connectToHolder(holder), { mode, prepare: false });
      try {
        // A holder that is about to end may take the connection and never answer on it.
        await client.unsafe("select 1");
        return singly(client, folder, () => client.end({ timeout: endSeconds }));
      } catch (error) {
        await client.end({ timeout: 0 });
        if (late) throw error;
      }
    } else if (late) {
      throw new StoreError(
        "locked",
        `Cannot write to ${folder}: process ${holder.pid} is using it; wait until it has ended`,
      );
    }
  }
}

/** A process of another container that shares the folder answers on its socket, from some time after it took the lock. */
const startMilliseconds = 30_000;

async function isSilent({ ageMilliseconds }: Held, holder: Holder): Promise<boolean> {
  if (ageMilliseconds < startMilliseconds) return false;
  try {
    (await connectToHolder(holder)).destroy();
    return false;
  } catch {
    return true;
  }
}

/** Nobody here can see whether that process is alive. */
const heldElsewhere = (folder: string, { pid, host }: Holder): StoreError =>
  new StoreError(
    "locked",
    `Cannot open ${folder}: process ${pid} on the machine "${host}" has it; wait until it has ended there, or if that machine no longer uses the folder, remove ${lockFile(folder)}`,
  );

/** The lock, or who has it. The engine writes where it only reads too: its log, and the lock. */
function lockOf(folder: string, dead: string | undefined): Lock | Held {
  try {
    return takeLock(folder, dead);
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
