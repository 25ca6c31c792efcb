/** A file that somebody names: as the catalogue knows it, else analyzed on the spot. */
import { statSync } from "node:fs";
import { homedir } from "node:os";
import { resolve } from "node:path";
import type { Shown } from "../catalogue/asking/show.ts";
import { showTagged } from "../catalogue/asking/show-file.ts";
import type { Catalogue } from "../catalogue/catalogue.ts";
import { keyAndRest } from "../catalogue/places/stored-path.ts";
import { AskedError } from "../errors.ts";
import { pipeline } from "../pipeline/pipeline.ts";
import type { Plugin } from "../plugin/plugin.ts";
import { locate } from "../sources/locate.ts";
import { isBucketUrl } from "../sources/s3.ts";
import { analyze } from "../stages/analyze.ts";
import { hash } from "../stages/hash.ts";
import { parse } from "../stages/parse.ts";
import { scan } from "../stages/scan.ts";
import { tag } from "../stages/tag.ts";
import { plain } from "../text/plain.ts";

/** The whole path that somebody means, or the address in a bucket; in quotes the shell leaves the ~ to us. */
export const pathOf = (named: string): string => {
  if (isBucketUrl(named)) return named;
  const path = resolve(named.replace(/^~(?=\/)/, homedir()));
  // `nas1:loops/a.mid` is a file of another place, unless one of that name lies here.
  return keyAndRest(named) && locate(path) === undefined ? named : path;
};

/**
 * Contents that are named by a path, or by the start of their hash; nothing where nobody knows the name. A file that is in no
 * catalogue is read, so whoever takes names from others asks `db.show` instead.
 *
 * @param plugins what analyzes and tags such a file; those of the catalogue unless said.
 * @throws AskedError `no-file` for a folder, `no-music` for a file without music, `several-files` for an archive of many.
 * @example
 * for (const { paths, fields } of await knownFiles(db, "song.mid")) console.log(paths[0], fields["key"]);
 */
export async function knownFiles(
  db: Catalogue,
  named: string,
  plugins: readonly Plugin[] = db.plugins,
): Promise<readonly Shown[]> {
  const path = pathOf(named);
  const byPath = await db.show(path);
  if (byPath.length > 0) return byPath;
  const located = locate(path);
  if (located === undefined) return db.show(named);
  const { inside } = located;
  if (inside === undefined && isFolder(path))
    throw new AskedError("no-file", `Cannot show "${named}": it is a folder; name a file in it`);
  return [await analyzed(db, plugins, path, named)];
}

const isFolder = (path: string): boolean => {
  try {
    return statSync(path).isDirectory();
  } catch {
    return false;
  }
};

async function analyzed(db: Catalogue, plugins: readonly Plugin[], path: string, named: string): Promise<Shown> {
  let why = "there is no MIDI file in it";
  const files = pipeline(scan(path), hash(), parse(), analyze(...plugins), tag(...plugins)).items({
    workers: 0,
    onRejected: ({ message }) => {
      why = message;
    },
  });
  let found: Shown | undefined;
  for await (const file of files) {
    if (found)
      throw new AskedError(
        "several-files",
        `Cannot show "${named}": there are several files in it; name one, for example ${plain(file.path)}`,
      );
    found = await showTagged(db.store, file);
  }
  if (!found) throw new AskedError("no-music", `Cannot show "${named}": ${plain(why)}`);
  return found;
}
