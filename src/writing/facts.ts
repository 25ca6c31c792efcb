/** What lies at a path, and the hash of its bytes. */
import { lstatSync, type Stats } from "node:fs";
import { type Digest, hexOf } from "../digest.ts";
import { readRegular } from "../regular-file.ts";
import { asPath, type SystemPath } from "../sources/bytes.ts";

/** BLAKE3 of a file in hex; undefined where it cannot be read. */
export function hashAt(path: SystemPath, digest: Digest): string | undefined {
  try {
    return hexOf(digest(readRegular(asPath(path))));
  } catch {
    return undefined;
  }
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
