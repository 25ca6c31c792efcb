/**
 * Room on the disk of an embedded catalogue. The engine (PGlite 0.5.14) does not survive a full disk: when its log cannot
 * grow it runs for ever inside one commit. So it is asked for nothing that the disk has no room for.
 */
import { accessSync, closeSync, constants, existsSync, openSync, statfsSync } from "node:fs";
import { devNull } from "node:os";
import { dirname, join, resolve } from "node:path";
import { StoreError } from "../error.ts";
import { fewFiles } from "../operational.ts";

/** To open a catalogue: what a killed process left is written again, which takes a new file of the log, 16 MB. */
export const roomToOpen = 32 * 2 ** 20;
/** To write: two files of the log, and a batch with its indexes. */
export const roomToWrite = 64 * 2 ** 20;

/** Bytes that are free where a folder is or will be; infinite where the system does not say. */
function freeBytes(folder: string): number {
  let at = resolve(folder);
  while (!existsSync(at) && dirname(at) !== at) at = dirname(at);
  try {
    const { bavail, bsize } = statfsSync(at);
    return bavail * bsize;
  } catch {
    return Number.POSITIVE_INFINITY;
  }
}

/** Files that the engine keeps open where it may: some hundred tables and indexes. */
const plentyFiles = 256;
/** The fewest that PostgreSQL starts with (max_files_per_process), and what the runtime opens beside them, measured as 24. */
const [leastEngineFiles, besideFiles] = [64, 24];

/**
 * How many files the engine may keep open; undefined where there are plenty. It is tried out, as no runtime tells: an engine that
 * cannot open a file takes the catalogue for damaged.
 *
 * @throws StoreError `no-resources`.
 */
export function engineFiles(): number | undefined {
  const open: number[] = [];
  try {
    while (open.length < plentyFiles) open.push(openSync(devNull, "r"));
    return undefined;
  } catch (error) {
    if (open.length < leastEngineFiles + besideFiles) throw fewFiles(error);
    return leastEngineFiles;
  } finally {
    for (const file of open) closeSync(file);
  }
}

/**
 * Makes sure that the folder is still there: its log could not grow either.
 *
 * @throws StoreError `write-failed`.
 */
export function needFolder(folder: string): void {
  if (existsSync(join(folder, "data", "PG_VERSION"))) return;
  throw new StoreError("write-failed", `Cannot write to the catalogue in ${folder}: it has been moved or removed`);
}

/**
 * Makes sure that there is room.
 *
 * @throws StoreError `disk-full`.
 */
export function needRoom(folder: string, bytes: number, does: "open" | "write to"): void {
  const free = freeBytes(folder);
  if (free >= bytes) return;
  const megabytes = (n: number): number => Math.floor(n / 2 ** 20);
  const why = `the disk is full: ${megabytes(free)} MB are free, ${megabytes(bytes)} MB are needed`;
  const then = "free some space, then run the same command again to continue";
  throw new StoreError("disk-full", `Cannot ${does} the catalogue in ${folder}: ${why}; ${then}`);
}

/**
 * Makes sure that the folder may be written to.
 *
 * @throws StoreError `read-only`.
 */
export function needWritable(folder: string): void {
  try {
    accessSync(join(folder, "data"), constants.W_OK);
  } catch (error) {
    const why = `its folder cannot be written to (${(error as NodeJS.ErrnoException).code})`;
    throw new StoreError("read-only", `Cannot write to the catalogue in ${folder}: ${why}`, error);
  }
}
