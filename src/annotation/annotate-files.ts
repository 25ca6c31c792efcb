/** Files with the annotations of songs, into a folder: of what lies under a path, or of what a query finds. */
import type { Prepared } from "../catalogue/asking/prepare.ts";
import type { Catalogue } from "../catalogue/catalogue.ts";
import { sharedFolder } from "../organize/plan.ts";
import { refuseInPlace, writeNew } from "../writing/new-file.ts";
import { placeOf } from "../writing/place-below.ts";
import { foldPath, partsOf } from "../writing/safe-name.ts";
import { annotateSong } from "./annotate-song.ts";
import { annotationFiles } from "./files.ts";
import type { AnnotationForm } from "./names.ts";
import { type FoundSong, filesOf, type LeftOut, songsAt, songsOf } from "./songs.ts";

/** Where annotations go, in which form, and what is told. */
export interface AnnotateOptions {
  /** The folder. */
  readonly to: string;
  readonly as: AnnotationForm;
  /** The first so many contents of a query. */
  readonly limit?: number;
  /** Told of each song with the files that were written for it. */
  readonly onSong?: (song: AnnotatedSong) => void;
  readonly onLeft?: (left: LeftOut) => void;
  /** Ends the work with an error, the signal's reason. */
  readonly signal?: AbortSignal;
}

/** A song and its files. */
export interface AnnotatedSong {
  readonly path: string;
  readonly to: readonly string[];
}

/** How many songs came to what. */
export interface AnnotateCounts {
  readonly songs: number;
  readonly files: number;
  readonly left: number;
}

/**
 * Annotates the songs under a path: a file, a folder, or an archive. Folders below it are kept.
 *
 * @throws AskedError `bad-target` for a folder that is read from, or where a file cannot be written.
 * @example
 * await annotatePath("midi", { to: "annotated", as: "jams", onSong: ({ path }) => console.log(path) });
 */
export async function annotatePath(named: string, options: AnnotateOptions): Promise<AnnotateCounts> {
  refuseInPlace([named], options.to);
  return annotateAll((onLeft) => songsAt(named, onLeft), named, options);
}

/**
 * Annotates one file of each content that a query finds, below the deepest folder that all lie in.
 *
 * @throws QueryError for a query that cannot be understood; AskedError as `annotatePath`.
 * @example
 * const { songs, left } = await annotateQuery(db, "bpm 120..130 loop", { to: "annotated", as: "lab" });
 */
export async function annotateQuery(
  db: Catalogue,
  query: string | Prepared,
  options: AnnotateOptions,
): Promise<AnnotateCounts> {
  const prepared = typeof query === "string" ? await db.prepare(query) : query;
  const files = await filesOf(db, prepared, options.limit);
  const shared = sharedFolder(files.map(({ path }) => path));
  return annotateAll((onLeft) => songsOf(files, onLeft), shared, options);
}

async function annotateAll(
  songs: (onLeft: (left: LeftOut) => void) => AsyncIterable<FoundSong>,
  root: string,
  { to, as, onSong, onLeft, signal }: AnnotateOptions,
): Promise<AnnotateCounts> {
  const counts = { songs: 0, files: 0, left: 0 };
  const taken = new Set<string>();
  const leave = (left: LeftOut): void => {
    counts.left++;
    onLeft?.(left);
  };
  for await (const { path, song } of songs(leave)) {
    signal?.throwIfAborted();
    const place = ownPlace(placeOf(root, path), taken);
    const files = annotationFiles(annotateSong(song, { path }), as);
    const written = files.map(({ ending, text }) =>
      writeNew(to, [...place.slice(0, -1), `${place.at(-1)}${ending}`], new TextEncoder().encode(text)),
    );
    counts.songs++;
    counts.files += written.length;
    onSong?.({ path, to: written });
  }
  return counts;
}

/** Folders and stem of a song; `a.mid` and `a.kar` are two songs. */
function ownPlace(place: readonly string[], taken: Set<string>): readonly string[] {
  const { stem } = partsOf(place.at(-1) ?? "_");
  for (let number = 1; ; number++) {
    const own = [...place.slice(0, -1), number === 1 ? stem : `${stem} (${number})`];
    const id = foldPath(own.join("/"));
    if (taken.has(id)) continue;
    taken.add(id);
    return own;
  }
}
