/** From a path that a person typed to a file, and to what is wanted in it: `/x/a.zip!/b.zip!/song.mid`. */
import { lstatSync } from "node:fs";
import { resolve } from "node:path";
import { type FilePath, findFile } from "./file-names.ts";

/** A file or folder, and the path of what is wanted in it when it is an archive. */
export interface Located {
  readonly file: FilePath;
  readonly inside?: string;
}

/** True for what is there, and for what cannot be looked at: buckets, and folders that must not be read. */
export function isThere(path: string): boolean {
  if (path.includes("://")) return true;
  try {
    lstatSync(path);
    return true;
  } catch (error) {
    if (!["ENOENT", "ENOTDIR"].includes((error as NodeJS.ErrnoException).code ?? "")) return true;
  }
  // A member lies in an archive; and only names that are not ASCII may be shown otherwise than they are.
  const isPlain = !path.includes(into) && /^[\x20-\x7e]*$/.test(path);
  return !isPlain && locate(path) !== undefined;
}

/** What stands between an archive and a path in it. */
const into = "!/";

/** Finds what a path names, without opening archives; undefined when there is no such file. */
export function locate(named: string): Located | undefined {
  const path = resolve(named);
  const whole = findFile(path);
  if (whole) return { file: whole };
  for (let at = path.indexOf(into); at > 0; at = path.indexOf(into, at + 1)) {
    const file = findFile(path.slice(0, at));
    if (file) return { file, inside: path.slice(at + into.length) };
  }
  return undefined;
}
