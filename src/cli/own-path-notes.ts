/** What is said of files that other programs got as copies, and of those that they did not get. */

import type { OwnPaths } from "../reach/own-paths.ts";
import { counted } from "../text/counted.ts";
import { shortPath } from "../text/short-path.ts";
import { cacheFolder } from "../unpacking/member-cache.ts";

/** @param who was given the paths: `the playlist`, `the command`. */
export function notesOf(reach: OwnPaths, who: string): readonly string[] {
  const copied = reach.copied();
  const what =
    copied === 1
      ? `1 file is inside an archive: ${who} gets a copy of it`
      : `${counted(copied, "file")} are inside archives: ${who} gets copies of them`;
  return [
    ...(copied === 0 ? [] : [`note: ${what}, in ${shortPath(cacheFolder())}/members`]),
    ...[...reach.left()].map(
      ([why, paths]) =>
        `note: left out ${counted(paths.length, "file")}, for example ${shortPath(paths[0] ?? "")}: ${why}`,
    ),
  ];
}
