/**
 * The lock on a catalogue's folder. PGlite has none, and two processes on one folder silently lose each other's rows.
 * The lock file names the process that holds the folder and the local socket on which it answers readers.
 */
import { Buffer } from "node:buffer";
import { createHash } from "node:crypto";
import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

/** Who holds a folder. */
export interface Holder {
  readonly pid: number;
  readonly socket: string;
}

/** A lock in our hands. */
export interface Lock {
  readonly holder: Holder;
  readonly release: () => void;
}

const lockFile = (folder: string): string => join(folder, "lock");

/** Longest name of a local socket that every system takes (104 bytes on macOS, 107 on Linux). */
const longestSocketName = 100;

/** The socket lies in the folder, whose permissions guard it; where that name is too long, among temporary files. */
function socketOf(folder: string): string {
  const whole = resolve(folder);
  const name = createHash("sha256").update(whole).digest("hex").slice(0, 16);
  if (process.platform === "win32") return `\\\\.\\pipe\\midiq-${name}`;
  const inside = join(whole, "socket");
  return Buffer.byteLength(inside) <= longestSocketName ? inside : join(tmpdir(), `midiq-${name}.sock`);
}

/** Takes the lock, or says who holds it. A lock whose process is gone is taken over. */
export function takeLock(folder: string): Lock | Holder {
  mkdirSync(folder, { recursive: true });
  const holder: Holder = { pid: process.pid, socket: socketOf(folder) };
  const own = join(folder, `lock.${process.pid}`);
  // A link appears whole or not at all: nobody ever reads a lock that is half written.
  writeFileSync(own, JSON.stringify(holder));
  try {
    for (;;) {
      try {
        linkSync(own, lockFile(folder));
        return { holder, release: () => rmSync(lockFile(folder), { force: true }) };
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
      }
      const other = readHolder(lockFile(folder));
      if (other && isAlive(other.pid)) return other;
      if (other) breakLock(folder, other);
    }
  } finally {
    rmSync(own, { force: true });
  }
}

/** Removes the lock of a process that is gone, unless another process has done so and taken it meanwhile. */
function breakLock(folder: string, dead: Holder): void {
  const aside = join(folder, `lock.stale.${process.pid}`);
  try {
    renameSync(lockFile(folder), aside);
    if (readHolder(aside)?.pid !== dead.pid) linkSync(aside, lockFile(folder));
  } catch (error) {
    if (!["ENOENT", "EEXIST"].includes((error as NodeJS.ErrnoException).code ?? "")) throw error;
  } finally {
    rmSync(aside, { force: true });
  }
}

/** What a lock file says; undefined when it is gone. */
function readHolder(file: string): Holder | undefined {
  try {
    return JSON.parse(readFileSync(file, "utf8")) as Holder;
  } catch {
    return undefined;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
