/** Paths that other programs can open: members of archives get copies in a cache, and it is said how many. */
import type { Answer } from "../catalogue/asking/find.ts";
import { keyAndRest, whereabouts } from "../catalogue/places/stored-path.ts";
import { cacheFolder, extractMembers } from "../dataset/member-cache.ts";
import type { Readable } from "../dataset/read-files.ts";
import { createDigest, type Digest } from "../digest.ts";
import { isOwnFile } from "../forms/members.ts";
import { archiveOf } from "../plugin/names.ts";
import { findFile, systemPath } from "../sources/file-names.ts";
import { isBucketUrl } from "../sources/s3.ts";
import { counted } from "../text/counted.ts";
import { shortPath } from "../text/short-path.ts";

/** A found file and the path that a program is given. */
export interface OwnPath {
  readonly path: string;
  readonly own: string;
}

/** Gives found files paths that programs can open. */
export interface OwnPaths {
  /** In their order; what has no such path is left out, and counted. */
  readonly of: (rows: readonly Pick<Answer, "path" | "hash">[]) => Promise<readonly OwnPath[]>;
  /** How many files are copies, and which were left out and why. */
  readonly notes: () => readonly string[];
}

/** @param who is given the paths, for the notes: `the playlist`, `the command`. */
export function ownPaths(who: string): OwnPaths {
  let digest: Digest | undefined;
  let copied = 0;
  const left = new Map<string, string[]>();
  const leave = (path: string, why: string): void => {
    left.set(why, [...(left.get(why) ?? []), path]);
  };
  return {
    of: async (rows) => {
      const own = new Map<string, string>();
      const packed: Readable[] = [];
      for (const { path, hash } of rows) {
        const kind = reachOf(path);
        if (kind.reach === "file") own.set(path, path);
        else if (kind.reach === "copy") packed.push({ path, ...kind, row: { hash } });
        else leave(path, kind.reach === "bucket" ? "it is in a bucket" : whereabouts(path));
      }
      if (packed.length > 0) {
        digest ??= await createDigest();
        const extracted = await extractMembers(packed, digest);
        for (const [path, copy] of extracted.copies) own.set(path, copy);
        for (const { path, why } of extracted.left) leave(path, why);
        copied += extracted.copies.size;
      }
      return rows.flatMap(({ path }) => {
        const found = own.get(path);
        return found === undefined ? [] : [{ path, own: found }];
      });
    },
    notes: () => [
      ...(copied === 0 ? [] : [`note: ${whatLies(copied, who)}, in ${shortPath(cacheFolder())}/members`]),
      ...[...left].map(
        ([why, paths]) =>
          `note: ${counted(paths.length, "file")} left out: ${why}, for example ${shortPath(paths[0] ?? "")}`,
      ),
    ],
  };
}

type Reach =
  | { readonly reach: "file" | "bucket" | "elsewhere" }
  | ({ readonly reach: "copy" } & Pick<Readable, "archive" | "systemPath">);

/** How a program gets at a file: by its path, or by a copy, also where the system's name for it is no text. */
function reachOf(path: string): Reach {
  if (isBucketUrl(path)) return { reach: "bucket" };
  if (keyAndRest(path)) return { reach: "elsewhere" };
  if (!isOwnFile(path)) return { reach: "copy", archive: archiveOf(path), systemPath: path };
  const found = /^[\x20-\x7e]*$/.test(path) ? undefined : findFile(path);
  return found?.pathBytes ? { reach: "copy", archive: null, systemPath: systemPath(found) } : { reach: "file" };
}

const whatLies = (count: number, who: string): string =>
  count === 1
    ? `1 file is inside an archive: ${who} gets a copy of it`
    : `${counted(count, "file")} are inside archives: ${who} gets copies of them`;
