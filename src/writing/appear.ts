/** A finished file gets its name, and never over another. */
import { existsSync, linkSync, renameSync, rmSync } from "node:fs";
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
