/** A finished file gets its name, and never over another. */
import { existsSync, linkSync, lstatSync, renameSync, rmSync, type Stats } from "node:fs";
import { asPath, type SystemPath } from "../sources/bytes.ts";

/** A finished file appears under its name; false when another has come first. The unfinished name is gone then. */
export function appear(unfinished: SystemPath, path: SystemPath): boolean {
  try {
    linkSync(asPath(unfinished), asPath(path));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    // A file system without links; renaming is whole, too, but would replace a file that came in this moment.
    if (existsSync(asPath(path))) return false;
    renameSync(asPath(unfinished), asPath(path));
    return true;
  } finally {
    rmSync(asPath(unfinished), { force: true });
  }
  return true;
}

/** What lies at a path, links not followed; undefined where nothing does, or nobody can tell. */
export function factsAt(path: SystemPath): Stats | undefined {
  try {
    return lstatSync(asPath(path), { throwIfNoEntry: false });
  } catch {
    // A file where a folder should be, a name that is too long, a folder that is closed to us.
    return undefined;
  }
}
