/** Members of archives, objects of buckets and files of other machines: what has no path that another program could open. */
import { existsSync } from "node:fs";
import { isAbsolute } from "node:path";

/** Whether a path is that of a file of this machine; `song!/x.mid` may also lie in a folder called `song!`. */
export const isOwnFile = (path: string): boolean => isAbsolute(path) && (!path.includes("!/") || existsSync(path));

/** What is said of those that were left out. */
export function membersNote(members: number): readonly string[] {
  if (members === 0) return [];
  const said = members === 1 ? "1 file is" : `${members.toLocaleString("en-US")} files are`;
  return [
    `note: ${said} in an archive, in a bucket or on another machine, without a path that other programs can open: left out`,
  ];
}
