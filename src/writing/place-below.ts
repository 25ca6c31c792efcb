/** Names of files to write, made of names that come from outside: a path of a source, a member of an archive, a track. */
import { resolve, sep } from "node:path";
import { isMidiName } from "../sources/source.ts";
import { safeName } from "./safe-name.ts";

/**
 * Folders and name under which a found file is written: those below the folder that was named; for a file or archive
 * that was named, its own. An archive becomes a folder without its ending, and no name leads out of it.
 *
 * @param named the path that the user gave, under which the file was found.
 */
export function placeOf(named: string, path: string): readonly string[] {
  const root = rootOf(named);
  const base = isNamed(named, path) ? root.slice(0, root.lastIndexOf("/")) : root;
  const found = slashed(path);
  const below = found.startsWith(`${base}/`) ? found.slice(base.length + 1) : found.slice(found.lastIndexOf("/") + 1);
  const [outside = "", ...inside] = below.split("!/");
  const names = [outside, ...inside.map((member) => member.replaceAll("\\", "/"))].map((one) => one.split("/"));
  return names
    .flatMap((path, n) => (n < names.length - 1 ? [...path.slice(0, -1), ...folderOf(path.at(-1) ?? "")] : path))
    .filter((name) => name !== "" && name !== "." && name !== "..")
    .map(safeName);
}

/** Whether a found file is the one that was named, or lies in the archive that was named; else it was named by its folder. */
export function isNamed(named: string, path: string): boolean {
  const root = rootOf(named);
  return slashed(path) === root || slashed(path).startsWith(`${root}!/`);
}

/** A named path as the source writes it before the paths that it finds there. */
const rootOf = (named: string): string => (named.includes("://") ? named.replace(/\/+$/, "") : slashed(resolve(named)));

const slashed = (path: string): string => (sep === "/" ? path : path.split(sep).join("/"));

/** The folder that stands for an archive; a single packed file needs none. */
function folderOf(archive: string): readonly string[] {
  const packed = archive.replace(/\.[a-z0-9]{1,4}$/i, "");
  return isMidiName(packed) ? [] : [packed.replace(/\.tar$/i, "")];
}
