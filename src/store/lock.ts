/**
 * The lock on a catalogue's folder. PGlite has none, and two processes on one folder silently lose each other's rows.
 * The lock file names the process that holds the folder and the local socket on which it answers readers.
 */
import { createHash } from "node:crypto";
import { closeSync, mkdirSync, openSync, readFileSync, rmSync, writeSync } from "node:fs";
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

/** Local sockets have short names (107 bytes on Linux), so they lie in the system's folder for such things. */
function socketOf(folder: string): string {
  const name = createHash("sha256").update(resolve(folder)).digest("hex").slice(0, 16);
  return process.platform === "win32" ? `\\\\.\\pipe\\midiq-${name}` : join(tmpdir(), `midiq-${name}.sock`);
}

/** Takes the lock, or says who holds it. A lock whose process is gone is taken over. */
export function takeLock(folder: string): Lock | Holder {
  mkdirSync(folder, { recursive: true });
  const holder: Holder = { pid: process.pid, socket: socketOf(folder) };
  // Twice: the first attempt may find the lock of a process that died.
  for (let attempt = 0; attempt < 2; attempt++) {
    try {
      const file = openSync(lockFile(folder), "wx");
      writeSync(file, JSON.stringify(holder));
      closeSync(file);
      return { holder, release: () => rmSync(lockFile(folder), { force: true }) };
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
      const other = readHolder(folder);
      if (other && other.pid !== process.pid && isAlive(other.pid)) return other;
      if (other && other.pid === process.pid) return other;
      rmSync(lockFile(folder), { force: true });
    }
  }
  return readHolder(folder) ?? holder;
}

/** Who holds the folder; undefined when the lock is gone or not yet written. */
export function readHolder(folder: string): Holder | undefined {
  try {
    return JSON.parse(readFileSync(lockFile(folder), "utf8")) as Holder;
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
