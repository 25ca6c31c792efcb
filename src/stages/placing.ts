/** The id of a found file's copy, wherever it lies. */

import type { Placed } from "../catalogue/places/places.ts";
import { copyId, type Digest } from "../digest.ts";
import type { Found } from "../sources/source.ts";

/** The id of a file's copy, by its name as its place has it. @param placed undefined for a path that is stored as it stands. */
export function foundId(
  digest: Digest,
  { path, pathBytes }: Pick<Found, "path" | "pathBytes">,
  placed: Placed | undefined,
): bigint {
  if (placed === undefined) return copyId(digest, pathBytes ?? path, 0n);
  if (!pathBytes) return copyId(digest, placed.inside, placed.salt);
  // The folder that a location is mounted at stands before it, in UTF-8.
  const before = Buffer.byteLength(path.slice(0, path.length - placed.inside.length));
  return copyId(digest, pathBytes.subarray(before), placed.salt);
}
