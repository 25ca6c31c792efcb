/** Paths that other programs can open: members of archives get copies in a cache. */
import type { Answer } from "../catalogue/asking/find.ts";
import { keyAndRest, whereabouts } from "../catalogue/places/stored-path.ts";
import { createDigest, type Digest } from "../digest.ts";
import { isOwnFile } from "../forms/members.ts";
import { archiveOf } from "../plugin/names.ts";
import { findFile, systemPath } from "../sources/file-names.ts";
import { isBucketUrl } from "../sources/s3.ts";
import { extractMembers } from "../unpacking/member-cache.ts";
import type { Readable } from "../unpacking/read-files.ts";

/** A found file and the path that a program is given. */
export interface OwnPath {
  readonly path: string;
  readonly own: string;
}

/** Gives found files paths that programs can open. */
export interface OwnPaths {
  /** In their order; what has no such path is left out. */
  readonly of: (rows: readonly Pick<Answer, "path" | "hash">[]) => Promise<readonly OwnPath[]>;
  /** How many of all files so far are copies of members. */
  readonly copied: () => number;
  /** Paths of files that were left out, by the reason. */
  readonly left: () => ReadonlyMap<string, readonly string[]>;
}

/**
 * Paths for programs, as many files as they come.
 *
 * @example
 * const reach = ownPaths();
 * for await (const { rows } of db.pages("has_drums")) for (const { own } of await reach.of(rows)) console.log(own);
 * for (const [why, paths] of reach.left()) console.log(paths.length, "left out:", why);
 */
export function ownPaths(): OwnPaths {
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
    copied: () => copied,
    left: () => left,
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
