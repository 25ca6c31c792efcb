/** scan: finds MIDI files under the given paths. */
import type { Run, Source } from "../pipeline/stage.ts";
import { filesListed, filesUnder } from "../sources/folder.ts";
import { type ArchiveLimits, archiveLimits } from "../sources/limits.ts";
import { pathsIn, type Separator } from "../sources/list.ts";
import { isBucketUrl, objectsUnder } from "../sources/s3.ts";
import type { Shard } from "../sources/shard.ts";
import type { Found, SourceContext, Unreadable, WalkNotes } from "../sources/source.ts";
import type { Survey } from "./survey.ts";

/** Options of `scan`. */
export interface ScanOptions {
  /** What archives may cost; those that are not given are as in `archiveLimits`. */
  readonly limits?: Partial<ArchiveLimits>;
  /** Also looks into files and members of archives whose endings no MIDI file is known to have; their first bytes decide. */
  readonly allNames?: boolean;
  /** Passes over what is not in this part; nothing is said then of what is gone. */
  readonly shard?: Shard;
  /** Is told what was walked, for the stages `changed` and `store`; archives that it knows are not opened. */
  readonly survey?: Survey;
}

/** What sources need of a run. */
function contextOf(run: Run, { limits = {}, survey, shard, allNames = false }: ScanOptions): SourceContext {
  const walked = shard ? { walked: () => {} } : {};
  return {
    signal: run.signal,
    unreadable: (problem: Unreadable) => {
      survey?.unread(problem.path);
      run.reject({ ...problem, stage: "scan" });
    },
    limits: { ...archiveLimits, ...limits },
    allNames,
    passedOver: () => run.count("other names"),
    ...(shard ? { shard } : {}),
    ...(survey ? { notes: { ...survey.notes, ...walked, knownMembers: countedBy(run, survey.notes) } } : {}),
  };
}

/** Files in an archive that is not opened count as found and unchanged. */
const countedBy =
  (run: Run, notes: WalkNotes): WalkNotes["knownMembers"] =>
  (archive, allNames) => {
    const members = notes.knownMembers(archive, allNames);
    for (const name of ["found", "unchanged"]) run.count(name, members ?? 0);
    return members;
  };

const surveyed = (source: Source<Found>, { survey }: ScanOptions): Source<Found> =>
  survey ? survey.surveyed(source) : source;

/**
 * A source of the MIDI files under some paths: folders are walked (hidden ones aside), archives are read in place,
 * other files are taken whatever their name; `pack.zip!/folder/x.mid` is one member of an archive, `s3://bucket/prefix`
 * what lies there (see `download`). What cannot or must not be read is rejected by the stage `scan`, with a code of docs/sources.md.
 *
 * @throws Error ENOENT when a path that was named does not exist.
 * @example
 * for await (const file of pipeline(scan("~/midi"))) console.log(file.path, file.size);
 * @example
 * scan("a", "pack.zip", { limits: { maxDepth: 1 } });
 */
export function scan(...paths: readonly string[]): Source<Found>;
export function scan(...pathsAndOptions: readonly [...paths: string[], options: ScanOptions]): Source<Found>;
export function scan(...words: readonly (string | ScanOptions)[]): Source<Found> {
  const options = words.find((word) => typeof word === "object") ?? {};
  const paths = words.filter((word) => typeof word === "string");
  return surveyed(async function* found(run: Run) {
    const context = contextOf(run, options);
    for (const path of paths) {
      for await (const file of isBucketUrl(path) ? objectsUnder(path, context) : filesUnder(path, context)) {
        run.count("found");
        yield file;
      }
    }
  }, options);
}

/** Options of `scanList`. */
export interface ScanListOptions extends ScanOptions {
  /** What ends a path: a line break (the default), or a zero byte as `find -print0` writes it. */
  readonly separator?: Separator;
}

/**
 * A source of the files that a stream of bytes lists, each scanned as its path comes. A path that is not there is
 * rejected as `unreadable`, and the list goes on. Paths may be in any bytes.
 *
 * @example
 * pipeline(scanList(process.stdin, { separator: "nul" }), hash(), parse());
 */
export function scanList(list: AsyncIterable<Uint8Array>, options: ScanListOptions = {}): Source<Found> {
  return scanPaths(pathsIn(list, options.separator ?? "newline"), options);
}

/** A source of some files, as `scanList` reads them: by their paths, or by the bytes of those that are not UTF-8. */
export function scanPaths(paths: AsyncIterable<string | Uint8Array>, options: ScanOptions = {}): Source<Found> {
  return surveyed(async function* found(run: Run) {
    for await (const file of filesListed(paths, contextOf(run, options))) {
      run.count("found");
      yield file;
    }
  }, options);
}
