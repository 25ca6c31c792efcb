/** Puts a file where nothing was: whole or not at all, and never over another file. */
import {
  closeSync,
  constants,
  copyFileSync,
  fsyncSync,
  linkSync,
  openSync,
  rmSync,
  type Stats,
  statSync,
  symlinkSync,
  unlinkSync,
  utimesSync,
} from "node:fs";
import { dirname, join } from "node:path";
import type { Digest } from "../digest.ts";
import { asPath, type SystemPath } from "../sources/bytes.ts";
import { appear } from "../writing/appear.ts";
import { hashAt } from "../writing/facts.ts";
import { Unmoved } from "../writing/unmoved.ts";

/** What becomes of the file where it was. */
export type Manner = "move" | "copy" | "link" | "symlink";

/** Codes of file systems that have no links, or have none to here. */
const linkless: ReadonlySet<string> = new Set(["EXDEV", "EPERM", "ENOTSUP", "EOPNOTSUPP", "ENOSYS", "EMLINK"]);

/**
 * Puts a file at a path. Moving within a file system is a link and an unlink, which never replaces a file as renaming
 * would; elsewhere the bytes are copied, read again and compared, and written to the disk before the old name goes.
 *
 * @param hash BLAKE3 of its bytes in hex.
 * @throws Unmoved where the name is taken or the copy is not what it should be; the system's errors.
 */
export function placeFile(from: SystemPath, to: SystemPath, how: Manner, hash: string, digest: Digest): void {
  if (how === "symlink") return newly(() => symlinkSync(asPath(from), asPath(to)));
  if (how === "copy") return copyOver(from, to, hash, digest);
  try {
    linkSync(asPath(from), asPath(to));
  } catch (error) {
    const { code = "" } = error as NodeJS.ErrnoException;
    if (code === "EEXIST") throw taken();
    if (how === "link" || !linkless.has(code)) throw error;
    copyOver(from, to, hash, digest);
  }
  if (how === "move") unlinkSync(asPath(from));
}

/**
 * Whether two paths are two names of one file, so that one may go. A link to a folder, or a system that takes two letters
 * for one, leads two paths to its only name.
 */
export const areTwoNames = (one: Stats, other: Stats): boolean =>
  one.ino === other.ino && one.dev === other.dev && one.nlink > 1;

/**
 * The folder of a path, and a name in it for what is not finished; what a killed process leaves there is written over. The
 * name is made of the bytes, so that another process that writes there at the same time writes the same.
 */
export function besides(
  path: SystemPath,
  hash: string,
): { readonly folder: SystemPath; readonly unfinished: SystemPath } {
  const name = `.midiq-${hash.slice(0, 32)}.tmp`;
  if (typeof path === "string") return { folder: dirname(path), unfinished: join(dirname(path), name) };
  const folder = path.subarray(0, path.lastIndexOf(slash));
  return { folder, unfinished: Buffer.concat([folder, Buffer.from(`/${name}`)]) };
}
const slash = 0x2f;

function copyOver(from: SystemPath, to: SystemPath, hash: string, digest: Digest): void {
  const { folder, unfinished } = besides(to, hash);
  rmSync(asPath(unfinished), { force: true });
  copyFileSync(asPath(from), asPath(unfinished), constants.COPYFILE_EXCL);
  syncFile(unfinished);
  if (hashAt(unfinished, digest) !== hash) {
    rmSync(asPath(unfinished), { force: true });
    throw new Unmoved("the copy differs from the original: is the disk failing?");
  }
  keepTime(from, unfinished);
  if (!appear(unfinished, to)) throw taken();
  syncFile(folder);
}

/** Gives a file the time of another; in whole milliseconds they are equal, whatever the system makes of fractions. */
function keepTime(from: SystemPath, to: SystemPath): void {
  const { atimeMs, mtimeMs } = statSync(asPath(from));
  for (const nudge of [0, 0.001, 0.01]) {
    utimesSync(asPath(to), atimeMs / 1000, (mtimeMs + nudge) / 1000);
    if (Math.trunc(statSync(asPath(to)).mtimeMs) === Math.trunc(mtimeMs)) return;
  }
}

function syncFile(path: SystemPath): void {
  try {
    const file = openSync(asPath(path), "r");
    try {
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
  } catch {
    // Windows syncs no folders, nor files that are open for reading only.
  }
}

function newly(make: () => void): void {
  try {
    make();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") throw taken();
    throw error;
  }
}

const taken = (): Unmoved => new Unmoved("a file now has that name");
