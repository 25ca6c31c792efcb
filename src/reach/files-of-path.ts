/** Files that lie under a path, and the songs in them: a file, a folder, an archive or a member of one; no catalogue is asked. */
import { hexOf } from "../digest.ts";
import type { Song } from "../midi/song.ts";
import { pipeline } from "../pipeline/pipeline.ts";
import { locate } from "../sources/locate.ts";
import { hash } from "../stages/hash.ts";
import { parse } from "../stages/parse.ts";
import { scan } from "../stages/scan.ts";

/** A file by its path and the hash of its bytes in hex. */
export interface PathAndHash {
  readonly path: string;
  readonly hash: string;
}

/** What becomes of a file that cannot be read. */
export type OnRejected = (rejected: { readonly path: string; readonly message: string }) => void;

/** The MIDI files under a path; files that cannot be read are told to `onRejected`. */
export async function filesAtPath(path: string, onRejected: OnRejected = () => {}): Promise<readonly PathAndHash[]> {
  const files: PathAndHash[] = [];
  for await (const { path: own, hash: bytes } of pipeline(scan(path), hash()).items({ onRejected }))
    files.push({ path: own, hash: hexOf(bytes) });
  return files;
}

/**
 * The first song under some paths whose bytes have this hash; undefined where none can be read.
 *
 * @param wanted BLAKE3 in hex.
 * @example
 * const [shown] = await db.show("4f2a");
 * const song = shown && (await songWithHash(shown.paths, shown.hash));
 */
export async function songWithHash(paths: readonly string[], wanted: string): Promise<Song | undefined> {
  for (const path of paths) {
    if (locate(path) === undefined) continue;
    const files = pipeline(scan(path), hash(), parse()).items({ workers: 0, onRejected: () => {} });
    for await (const file of files) if (hexOf(file.hash) === wanted) return file.song;
  }
  return undefined;
}

/** The first song under a path, or why there is none; undefined where nothing is there. */
export async function songAtPath(
  path: string,
): Promise<{ readonly song: Song } | { readonly why: string } | undefined> {
  if (locate(path) === undefined) return undefined;
  let why = "it has no MIDI file";
  const files = pipeline(scan(path), hash(), parse()).items({
    onRejected: ({ message }) => {
      why = message;
    },
  });
  for await (const { song } of files) return { song };
  return { why };
}
