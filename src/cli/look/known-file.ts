/** A file that somebody names: as the catalogue knows it, else analyzed on the spot; and its notes. */
import { statSync } from "node:fs";
import { homedir } from "node:os";
import { resolve } from "node:path";
import type { Shown } from "../../catalogue/asking/show.ts";
import { showTagged } from "../../catalogue/asking/show-file.ts";
import type { Catalogue } from "../../catalogue/catalogue.ts";
import { keyAndRest } from "../../catalogue/places/stored-path.ts";
import { hexOf } from "../../digest.ts";
import type { Song } from "../../midi/song.ts";
import { pipeline } from "../../pipeline/pipeline.ts";
import type { Plugin } from "../../plugin/plugin.ts";
import { locate } from "../../sources/locate.ts";
import { isBucketUrl } from "../../sources/s3.ts";
import { analyze } from "../../stages/analyze.ts";
import { hash } from "../../stages/hash.ts";
import { parse } from "../../stages/parse.ts";
import { scan } from "../../stages/scan.ts";
import { tag } from "../../stages/tag.ts";
import { plain } from "../../text/plain.ts";
import { Mistake } from "../failure.ts";

/** The whole path that somebody means, or the address in a bucket; in quotes the shell leaves the ~ to us. */
export const pathOf = (named: string): string => {
  if (isBucketUrl(named)) return named;
  const path = resolve(named.replace(/^~(?=\/)/, homedir()));
  // `nas1:loops/a.mid` is a file of another place, unless one of that name lies here.
  return keyAndRest(named) && locate(path) === undefined ? named : path;
};

/** Contents that are named by a path, or by the start of their hash; nothing where nobody knows the name. */
export async function knownFiles(db: Catalogue, plugins: readonly Plugin[], named: string): Promise<readonly Shown[]> {
  const path = pathOf(named);
  const byPath = await db.show(path);
  if (byPath.length > 0) return byPath;
  const located = locate(path);
  if (located === undefined) return db.show(named);
  const { inside } = located;
  if (inside === undefined && isFolder(path))
    throw new Mistake(`Cannot show "${named}": it is a folder; name a file in it`);
  return analyzed(db, plugins, path, named);
}

const isFolder = (path: string): boolean => {
  try {
    return statSync(path).isDirectory();
  } catch {
    return false;
  }
};

/** @throws Mistake when the file holds no music, or there are several in it. */
async function analyzed(
  db: Catalogue,
  plugins: readonly Plugin[],
  path: string,
  named: string,
): Promise<readonly Shown[]> {
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
      throw new Mistake(
        `Cannot show "${named}": there are several files in it; name one, for example ${plain(file.path)}`,
      );
    found = await showTagged(db.store, file);
  }
  if (!found) throw new Mistake(`Cannot show "${named}": ${plain(why)}`);
  return [found];
}

/** The notes of a content from the first of its copies that can be read and still has these bytes. */
export async function songOf({ copies, hash: wanted }: Shown): Promise<Song | undefined> {
  for (const { path, missing } of copies) {
    if (missing || locate(path) === undefined) continue;
    const files = pipeline(scan(path), hash(), parse()).items({ workers: 0, onRejected: () => {} });
    for await (const file of files) if (hexOf(file.hash) === wanted) return file.song;
  }
  return undefined;
}
