/**
 * The lock on a catalogue's folder. PGlite has none, and two processes on one folder silently lose each other's rows.
 * The lock file names the process that holds the folder and the local socket on which it answers readers.
 */
import { Buffer } from "node:buffer";
import { createHash, randomBytes } from "node:crypto";
import {
  closeSync,
  constants,
  copyFileSync,
  fstatSync,
  linkSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join, resolve } from "node:path";
import { openRegular } from "../../regular-file.ts";
import { type Liveness, livenessOf, type ProcessIdentity, thisProcess } from "./process-identity.ts";

/** Who holds a folder. */
export interface Holder extends ProcessIdentity {
  readonly socket: string;
}

/** A lock in our hands. */
export interface Lock {
  readonly holder: Holder;
  readonly release: () => void;
}

/** A lock in another's. */
export interface Held {
  /** Undefined for a lock that is just being written. */
  readonly holder?: Holder;
  readonly state: Exclude<Liveness, "gone"> | "unclear";
  /** When it was put there, in milliseconds since 1970, by the clock of the disk. */
  readonly placed: number;
  /** Names this very lock. */
  readonly mark: string;
}

/** The file in a folder. */
export const lockFile = (folder: string): string => join(folder, "lock");

/** Longest name of a local socket that every system takes (104 bytes on macOS, 107 on Linux). */
const longestSocketName = 100;
/** What is no lock after this time was cut off by a crash of the system, or is not ours. */
const unclearMilliseconds = 2000;

/** The name of the socket in a folder. */
const socketName = "socket";

/** True for a socket that lies in the folder, and so is the same to all who see that. */
export const isInside = (folder: string, socket: string): boolean => socket === join(resolve(folder), socketName);

/** The socket lies in the folder, whose permissions guard it; where that name is too long, among temporary files. */
function socketOf(folder: string): string {
  const whole = resolve(folder);
  const name = createHash("sha256").update(whole).digest("hex").slice(0, 16);
  if (process.platform === "win32") return `\\\\.\\pipe\\midiq-${name}`;
  const inside = join(whole, socketName);
  return Buffer.byteLength(inside) <= longestSocketName ? inside : join(tmpdir(), `midiq-${name}.sock`);
}

/**
 * Takes the lock, or says who holds it. A lock whose process is gone is taken over, by one of those who try.
 *
 * @param dead the mark of a lock whose holder is known to be gone, though its number does not tell.
 */
export function takeLock(folder: string, dead?: string): Lock | Held {
  mkdirSync(folder, { recursive: true });
  const holder: Holder = { ...thisProcess(), socket: socketOf(folder) };
  // One process may try several times at once, and no two locks are the same text.
  const name = `${process.pid}.${randomBytes(6).toString("hex")}`;
  const own = join(folder, `lock.${name}`);
  const text = JSON.stringify({ ...holder, name });
  const lock = lockFile(folder);
  const release = (): void => {
    if (readLock(lock)?.text === text) rmSync(lock, { force: true });
  };
  writeFileSync(own, text);
  try {
    for (;;) {
      if (place(own, lock)) return { holder, release };
      const there = readLock(lock);
      // It was released in between.
      if (!there) continue;
      const { state, mark } = there;
      if (state !== "gone" && mark !== dead) return { ...there, state };
      if (replace(lock, mark, own)) return { holder, release };
      // Another process is at it; whoever asks again finds it there.
      return { ...there, state: "unclear" };
    }
  } finally {
    rmSync(own, { force: true });
  }
}

/** Gives a file a second name, unless something has it; nobody ever sees a file that is half written. */
function place(own: string, name: string): boolean {
  try {
    try {
      linkSync(own, name);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
      // Some file systems have no second names (exFAT, shared folders): a copy may be seen while it is written.
      copyFileSync(own, name, constants.COPYFILE_EXCL);
    }
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  }
}

/**
 * Puts our file in the place of a dead lock. Of many who try, the one goes on that gets the name which stands for breaking
 * this very lock; should that one die at it, the right to go on in its place is a name again.
 */
function replace(lock: string, mark: string, own: string): boolean {
  const left: string[] = [];
  let right = `${lock}.break.${mark}`;
  while (!place(own, right)) {
    const other = readLock(right);
    if (other?.state !== "gone") return false;
    left.push(right);
    right = `${lock}.break.${other.mark}`;
  }
  try {
    // Whoever was slow finds another lock by now.
    if (readLock(lock)?.mark !== mark) return false;
    renameSync(own, lock);
    for (const name of left) rmSync(name, { force: true });
    return true;
  } finally {
    rmSync(right, { force: true });
  }
}

/** Who has a folder locked just now, without a try to take it; undefined where nobody has. */
export function heldBy(folder: string): { readonly pid: number; readonly isAlive: boolean } | undefined {
  const there = readLock(lockFile(folder));
  return there?.holder && { pid: there.holder.pid, isAlive: there.state !== "gone" };
}

/** Whether the process that wrote a file on its way to a lock is there; undefined where there is no such file. */
export const ownerIn = (path: string): Liveness | "unclear" | undefined => readLock(path)?.state;

interface Read {
  readonly text: string;
  readonly mark: string;
  readonly state: Liveness | "unclear";
  readonly placed: number;
  readonly holder?: Holder;
}

/** What a lock says; undefined when it is gone. */
function readLock(path: string): Read | undefined {
  let file: number;
  try {
    file = openRegular(path).file;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
  try {
    const text = readFileSync(file, "utf8");
    const { ino, mtimeMs } = fstatSync(file);
    const mark = createHash("sha256").update(`${text} ${ino} ${mtimeMs}`).digest("hex").slice(0, 16);
    const holder = holderIn(text, dirname(path));
    if (holder) return { text, mark, placed: mtimeMs, holder, state: livenessOf(holder) };
    const isOld = Math.abs(Date.now() - mtimeMs) > unclearMilliseconds;
    return { text, mark, placed: mtimeMs, state: isOld ? "gone" : "unclear" };
  } finally {
    closeSync(file);
  }
}

/**
 * The holder that a lock names; undefined for what is no lock. Locks of earlier versions name no machine: this one. A socket in the
 * folder is looked for where the folder is here: another container may have it under another path.
 */
function holderIn(text: string, folder: string): Holder | undefined {
  try {
    const said = JSON.parse(text) as Partial<Holder> | null;
    if (!Number.isInteger(said?.pid) || typeof said?.socket !== "string") return undefined;
    const isIn = basename(said.socket) === socketName && process.platform !== "win32";
    const socket = isIn ? join(resolve(folder), socketName) : said.socket;
    return { ...thisProcess(), started: "", boot: "", ...said, socket } as Holder;
  } catch {
    return undefined;
  }
}
