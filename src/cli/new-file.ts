/** Writes files that were not there: whole or not at all, and never over another. */
import {
  existsSync,
  linkSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  statSync,
  unlinkSync,
  writeFileSync,
} from "node:fs";
import { basename, dirname, join, resolve, sep } from "node:path";
import { Mistake } from "./failure.ts";
import { partsOf } from "./safe-path.ts";

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
  const { stem, ending } = partsOf(basename(wanted));
  for (let number = 1; number <= mostNames; number++) {
    const path = join(dirname(wanted), number === 1 ? `${stem}${ending}` : `${stem} (${number})${ending}`);
    const facts = statSync(path, { throwIfNoEntry: false });
    if (facts === undefined ? appear(path, bytes) : facts.isFile() && facts.size === bytes.length && holds(path, bytes))
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

/** A file appears under its name when it is whole; false when another has come first. */
function appear(path: string, bytes: Uint8Array): boolean {
  const unfinished = join(dirname(path), `.midiq-${process.pid}.tmp`);
  writeFileSync(unfinished, bytes);
  try {
    linkSync(unfinished, path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    // A file system without links; renaming is whole, too, but would replace a file that came in this moment.
    if (existsSync(path)) return false;
    renameSync(unfinished, path);
    return true;
  } finally {
    if (existsSync(unfinished)) unlinkSync(unfinished);
  }
  return true;
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
