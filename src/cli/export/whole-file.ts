/** Files that appear under their name when they are whole and on the disk, and never over another unless that is wanted. */
import { existsSync, rmSync } from "node:fs";
import { link, open, rename, rm } from "node:fs/promises";
import { dirname } from "node:path";
import { unfinishedBeside } from "../../organize/unfinished.ts";
import { Mistake } from "../failure.ts";
import { atEnd } from "../stop.ts";

/** Writes a part; the next one may be made when it resolves. */
export type WritePart = (part: string | Uint8Array) => Promise<void>;

/** Refuses a name that a file has already. */
export function refuseExisting(path: string, force: boolean): void {
  if (!force && existsSync(path))
    throw new Mistake(`Cannot write "${path}": a file has that name already; --force replaces it`);
}

/**
 * Writes a file under another name beside its own, and gives it its own at the end. What fails or is interrupted leaves
 * nothing; what is killed leaves a file that begins with a dot and ends in `.tmp`, which the next one removes.
 *
 * @returns its length in bytes.
 * @throws Mistake when a file has the name, unless `force`.
 */
export async function writeWhole(
  path: string,
  force: boolean,
  content: (write: WritePart) => Promise<void>,
): Promise<number> {
  refuseExisting(path, force);
  const unfinished = unfinishedBeside(path);
  const file = await open(unfinished, "wx").catch((error: NodeJS.ErrnoException) => {
    const folder = dirname(path);
    if (error.code === "ENOENT") throw new Mistake(`Cannot write "${path}": there is no folder "${folder}"`);
    if (error.code === "ENOTDIR") throw new Mistake(`Cannot write "${path}": "${folder}" is not a folder`);
    if (error.code === "EACCES" || error.code === "EROFS")
      throw new Mistake(`Cannot write "${path}": you may not write to the folder "${folder}"`);
    throw error;
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
    else await appear(unfinished, path);
    return bytes;
  } finally {
    done();
    await file.close();
    await rm(unfinished, { force: true });
  }
}

/** Gives a file its name, where no other has come first. */
async function appear(unfinished: string, path: string): Promise<void> {
  try {
    await link(unfinished, path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "EEXIST") refuseExisting(path, false);
    // A file system without links; renaming is whole, too, but would replace a file that came in this moment.
    refuseExisting(path, false);
    await rename(unfinished, path);
  }
}
