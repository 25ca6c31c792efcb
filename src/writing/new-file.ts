/** Writes files that were not there: whole, read back, or not at all, and never over another. */
import { existsSync, lstatSync, mkdirSync, realpathSync, rmSync, statSync, writeFileSync } from "node:fs";
import { basename, dirname, join, resolve, sep } from "node:path";
import { AskedError } from "../errors.ts";
import { readRegular } from "../regular-file.ts";
import { appear } from "./appear.ts";
import { linkOnTheWay, throughLink } from "./inside.ts";
import { numbered } from "./safe-name.ts";
import { unfinishedBeside } from "./unfinished.ts";

/** A file that was written and was not what it should be, so that it was not kept; the message says why. */
export class NotKept extends Error {
  override readonly name = "NotKept";
}

/** Names that are tried for one file: `x.mid`, `x (2).mid` ... */
const mostNames = 999;

/**
 * Writes a file below a folder, and says where. Where another file has the name, it gets a number; where the very same
 * bytes stand already, nothing is written, so that a second run changes nothing.
 *
 * @param names folders and name, each safe.
 * @param misread what is wrong with the bytes as they come back from the disk; undefined where nothing is.
 * @throws NotKept when they are not what was written, or `misread` finds something.
 * @throws AskedError `bad-target` when a file or a link is where a folder is needed, or a thousand files have the name.
 */
export function writeNew(
  folder: string,
  names: readonly string[],
  bytes: Uint8Array,
  misread: (bytes: Uint8Array) => string | undefined = () => undefined,
): string {
  const wanted = join(folder, ...names);
  const root = resolve(folder);
  const link = linkOnTheWay(root, resolve(dirname(wanted)));
  if (link !== undefined) throw new AskedError("bad-target", `Cannot write "${wanted}": ${throughLink(root, link)}`);
  makeFolder(dirname(wanted));
  for (let number = 1; number <= mostNames; number++) {
    const path = join(dirname(wanted), numbered(basename(wanted), number));
    // A link has the name too, wherever it leads.
    const facts = lstatSync(path, { throwIfNoEntry: false });
    if (
      facts === undefined
        ? written(path, bytes, misread)
        : facts.isFile() && facts.size === bytes.length && holds(path, bytes)
    )
      return path;
  }
  throw new AskedError("bad-target", `Cannot write "${wanted}": ${mostNames} files have that name already`);
}

/**
 * Refuses a folder to write to in which files lie that are read: nothing is repaired in place, and what was written
 * must not be read again.
 */
export function refuseInPlace(paths: readonly string[], folder: string): void {
  const target = realPath(resolve(folder));
  for (const path of paths) {
    const facts = statSync(path, { throwIfNoEntry: false });
    if (!facts) continue;
    const source = realPath(resolve(path));
    if (facts.isDirectory() && (target === source || target.startsWith(source.endsWith(sep) ? source : source + sep)))
      throw new AskedError(
        "bad-target",
        `Cannot write to "${folder}": files are read from there; name a folder outside of "${path}"`,
      );
    if (facts.isFile() && realPath(join(target, basename(path))) === source)
      throw new AskedError(
        "bad-target",
        `Cannot write to "${folder}": it contains "${path}", which must not change; name another folder`,
      );
  }
}

/** Writes the bytes beside the path and reads them back; false when another file has come there first. */
function written(path: string, bytes: Uint8Array, misread: (bytes: Uint8Array) => string | undefined): boolean {
  const unfinished = unfinishedBeside(path);
  // What lies there was left by a killed process, or put there as a trap: a link is never written through.
  rmSync(unfinished, { force: true });
  writeFileSync(unfinished, bytes, { flag: "wx" });
  const again = readRegular(unfinished);
  const why = Buffer.compare(again, bytes) === 0 ? misread(again) : "the disk returned other bytes";
  if (why !== undefined) {
    rmSync(unfinished, { force: true });
    throw new NotKept(`Cannot keep "${path}": ${why}`);
  }
  return appear(unfinished, path);
}

const holds = (path: string, bytes: Uint8Array): boolean => Buffer.compare(readRegular(path), bytes) === 0;

function makeFolder(path: string): void {
  try {
    mkdirSync(path, { recursive: true });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code !== "EEXIST" && code !== "ENOTDIR") throw error;
    throw new AskedError("bad-target", `Cannot make the folder "${path}": a file has that name`);
  }
}

/** The path without links, also of what is not there yet. */
function realPath(path: string): string {
  if (existsSync(path)) return realpathSync(path);
  return dirname(path) === path ? path : join(realPath(dirname(path)), basename(path));
}
