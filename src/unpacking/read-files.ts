/** The bytes of files that the catalogue has, also of those in archives; each archive is read once. */

import { type Digest, hexOf } from "../digest.ts";
import { pipeline } from "../pipeline/pipeline.ts";
import { readRegular } from "../regular-file.ts";
import { asPath, type SystemPath } from "../sources/bytes.ts";
import { readFound } from "../sources/read.ts";
import { scan } from "../stages/scan.ts";

/** What has to be known of a file to read it. */
export interface Readable {
  readonly path: string;
  /** File name of the outermost archive that holds it. */
  readonly archive: string | null;
  /** The path as the system has it. */
  readonly systemPath: SystemPath;
  /** BLAKE3 of the bytes that are expected, in hex. */
  readonly row: { readonly hash: string };
}

/** The bytes of a file, or why there are none. */
export type ReadFile<File> =
  | { readonly file: File; readonly bytes: Uint8Array }
  | { readonly file: File; readonly why: string };

/** Reads files in their order, then members of archives, archive by archive. Bytes are those that the catalogue knows, or are refused. */
export async function* readFiles<File extends { readonly file: Readable }>(
  files: readonly File[],
  digest: Digest,
): AsyncGenerator<ReadFile<File>> {
  const checked = (file: File, bytes: Uint8Array): ReadFile<File> =>
    hexOf(digest(bytes)) === file.file.row.hash ? { file, bytes } : { file, why: "it has changed since it was added" };
  const members = new Map<string, Map<string, File[]>>();
  for (const one of files) {
    const { path, archive, systemPath } = one.file;
    if (archive === null) {
      try {
        yield checked(one, readRegular(asPath(systemPath)));
      } catch {
        yield { file: one, why: "it is gone or cannot be read" };
      }
      continue;
    }
    const place = path.slice(0, path.indexOf(`${archive}!/`) + archive.length);
    const inside = members.get(place) ?? new Map<string, File[]>();
    members.set(place, inside);
    inside.set(path, [...(inside.get(path) ?? []), one]);
  }
  for (const [place, inside] of members) {
    try {
      for await (const found of pipeline(scan(place)).items()) {
        const wanted = inside.get(found.path) ?? [];
        if (wanted.length === 0) continue;
        inside.delete(found.path);
        const bytes = readFound(found, Number.POSITIVE_INFINITY);
        for (const one of wanted) yield checked(one, bytes);
      }
    } catch {
      // An archive that is gone or damaged: what was wanted of it is told below.
    }
    for (const file of [...inside.values()].flat()) yield { file, why: "it is no longer in its archive" };
  }
}
