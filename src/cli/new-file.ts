/** Writes files that were not there: whole or not at all, and never over another. */
import { existsSync, mkdirSync, readFileSync, realpathSync, statSync, writeFileSync } from "node:fs";
import { basename, dirname, join, resolve, sep } from "node:path";
import { appear } from "../organize/place.ts";
import { numbered } from "../organize/safe-name.ts";
import { Mistake } from "./failure.ts";

/** Names that are tried for one file: `x.mid`, `x (2).mid` ... */
const mostNames = 999;

/**
 * Writes a file below a folder, and says where. Where another file has the name, it gets a number; where the very same
 * bytes stand already, nothing is written, so that a second run changes nothing.
 *
 * @param names folders and name, each safe.
 * @throws Mistake when a file is where a folder is needed, or a thousand files have the name.
 */
export function writeNew(folder: string, names: readonly string[], bytes: Uint8Array): string {
  const wanted = join(folder, ...names);
  makeFolder(dirname(wanted));
  for (let number = 1; number <= mostNames; number++) {
    const path = join(dirname(wanted), numbered(basename(wanted), number));
    const facts = statSync(path, { throwIfNoEntry: false });
    if (
      facts === undefined ? written(path, bytes) : facts.isFile() && facts.size === bytes.length && holds(path, bytes)
    )
      return path;
  }
  throw new Mistake(`Cannot write "${wanted}": ${mostNames} files have that name already`);
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
      throw new Mistake(`Cannot write to "${folder}": files are read from there; name a folder outside of "${path}"`);
    if (facts.isFile() && realPath(join(target, basename(path))) === source)
      throw new Mistake(`Cannot write to "${folder}": "${path}" lies there and is never changed; name another folder`);
  }
}

/** Writes the bytes beside the path; false when another file has come there first. */
function written(path: string, bytes: Uint8Array): boolean {
  const unfinished = join(dirname(path), `.midiq-${process.pid}.tmp`);
  writeFileSync(unfinished, bytes);
  return appear(unfinished, path);
}

const holds = (path: string, bytes: Uint8Array): boolean => Buffer.compare(readFileSync(path), bytes) === 0;

function makeFolder(path: string): void {
  try {
    mkdirSync(path, { recursive: true });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code !== "EEXIST" && code !== "ENOTDIR") throw error;
    throw new Mistake(`Cannot make the folder "${path}": a file has that name`);
  }
}

/** The path without links, also of what is not there yet. */
function realPath(path: string): string {
  if (existsSync(path)) return realpathSync(path);
  return dirname(path) === path ? path : join(realPath(dirname(path)), basename(path));
}
