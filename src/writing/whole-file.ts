/** Files that appear under their name when they are whole and on the disk, and never over another unless that is wanted. */
import { existsSync, rmSync, statSync } from "node:fs";
import { open, rename, rm } from "node:fs/promises";
import { AskedError } from "../errors.ts";
import { refusedTarget } from "../regular-file.ts";
import { appear } from "./appear.ts";
import { unfinishedBeside } from "./unfinished.ts";

/** Writes a part; the next one may be made when it resolves. */
export type WritePart = (part: string | Uint8Array) => Promise<void>;

/** Is told how to remove what is unfinished, for a process that may end meanwhile; gives back what takes that back. */
export type AtEnd = (abandon: () => void) => () => void;

/** How a file is written. */
export interface WholeOptions {
  /** Replaces a file that has the name. */
  readonly force?: boolean;
  readonly atEnd?: AtEnd | undefined;
}

const taken = (path: string): AskedError =>
  new AskedError("exists", `Cannot write "${path}": a file has that name already; --force replaces it`);

/** Refuses a name that a file has already. @throws AskedError `exists` for one. */
export function refuseExisting(path: string, force = false): void {
  if (!force && existsSync(path)) throw taken(path);
}

/** Refuses the name of a folder. @throws AskedError `bad-target` for one. */
export function refuseFolder(path: string): void {
  if (path.endsWith("/") || statSync(path, { throwIfNoEntry: false })?.isDirectory())
    throw new AskedError("bad-target", `Cannot write "${path}": it is a folder; name a file`);
}

/**
 * Writes a file under another name beside its own, and gives it its own at the end. What fails or is interrupted leaves
 * nothing; what is killed leaves a file that begins with a dot and ends in `.tmp`, which the next one removes.
 *
 * @returns its length in bytes.
 * @throws AskedError `exists` when a file has the name, unless `force`; `bad-target` for a folder that is not there or closed.
 */
export async function writeWhole(
  path: string,
  content: (write: WritePart) => Promise<void>,
  { force = false, atEnd = () => () => {} }: WholeOptions = {},
): Promise<number> {
  refuseExisting(path, force);
  const unfinished = unfinishedBeside(path);
  const file = await open(unfinished, "wx").catch((error: unknown) => {
    throw refusedTarget(path, error);
  });
  const done = atEnd(() => rmSync(unfinished, { force: true }));
  let bytes = 0;
  try {
    await content(async (part) => {
      const data = typeof part === "string" ? Buffer.from(part) : part;
      // It goes on from where the last part ended; `write` may write less than it is given.
      await file.writeFile(data);
      bytes += data.length;
    });
    await file.sync();
    if (force) await rename(unfinished, path);
    else if (!appear(unfinished, path)) throw taken(path);
    return bytes;
  } finally {
    done();
    await file.close();
    await rm(unfinished, { force: true });
  }
}
