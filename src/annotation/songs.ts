/** Songs to annotate: those under a path, and those that a query finds, one at a time. */
import type { Prepared } from "../catalogue/asking/prepare.ts";
import type { Catalogue } from "../catalogue/catalogue.ts";
import { createDigest } from "../digest.ts";
import { MidiError } from "../midi/diagnosis.ts";
import { parseSong } from "../midi/smf.ts";
import type { Song } from "../midi/song.ts";
import { filesFound, type OrganizedFile } from "../organize/files.ts";
import { pipeline } from "../pipeline/pipeline.ts";
import { hash } from "../stages/hash.ts";
import { parse } from "../stages/parse.ts";
import { scan } from "../stages/scan.ts";
import { readTemplate } from "../template/template.ts";
import { readFiles } from "../unpacking/read-files.ts";

/** A song with its file. */
export interface FoundSong {
  readonly path: string;
  readonly song: Song;
}

/** A file that could not be annotated, and why. */
export interface LeftOut {
  readonly path: string;
  readonly why: string;
}

/** Songs under a path: a file, a folder, an archive or a member of one. */
export async function* songsAt(path: string, onLeft: (left: LeftOut) => void): AsyncGenerator<FoundSong> {
  const files = pipeline(scan(path), hash(), parse()).items({
    onRejected: (one) => onLeft({ path: one.path, why: one.message }),
  });
  for await (const { path: own, song } of files) yield { path: own, song };
}

/** One file of each content that a query finds. */
export async function filesOf(db: Catalogue, prepared: Prepared, limit?: number): Promise<readonly OrganizedFile[]> {
  return filesFound(db, prepared, readTemplate("{name}", db.registry), {
    isEach: false,
    ...(limit !== undefined && { limit }),
  });
}

/** The songs of some files of a catalogue; what is gone or has changed is left out. Archives come last. */
export async function* songsOf(
  files: readonly OrganizedFile[],
  onLeft: (left: LeftOut) => void,
): AsyncGenerator<FoundSong & { readonly file: OrganizedFile }> {
  for (const { path, unusable } of files) if (unusable !== undefined) onLeft({ path, why: unusable });
  const usable = files.filter(({ unusable }) => unusable === undefined).map((file) => ({ file }));
  for await (const read of readFiles(usable, await createDigest())) {
    const { file } = read.file;
    if ("why" in read) {
      onLeft({ path: file.path, why: read.why });
      continue;
    }
    const song = songIn(read.bytes);
    if (song === undefined) onLeft({ path: file.path, why: "it holds no music that can be read" });
    else yield { path: file.path, song, file };
  }
}

function songIn(bytes: Uint8Array): Song | undefined {
  try {
    return parseSong(bytes);
  } catch (error) {
    if (error instanceof MidiError) return undefined;
    throw error;
  }
}
