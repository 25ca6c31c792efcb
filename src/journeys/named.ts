/** What words name: files, folders, archives, members, buckets, what a plugin's source gives, or a list of them on stdin. */
import process from "node:process";
import { AskedError } from "../errors.ts";
import type { Source } from "../pipeline/stage.ts";
import type { Owned } from "../plugin/extensions.ts";
import type { AnySource } from "../plugin/source.ts";
import { locate } from "../sources/locate.ts";
import { isBucketUrl } from "../sources/s3.ts";
import { isInShard, type Shard } from "../sources/shard.ts";
import type { Found } from "../sources/source.ts";
import { source } from "../stages/plugin-source.ts";
import { type ScanOptions, scan, scanList } from "../stages/scan.ts";

/** `-` reads a path a line from stdin, `-0` paths that end in a zero byte. */
const lists: ReadonlyMap<string, "newline" | "nul"> = new Map([
  ["-", "newline"],
  ["-0", "nul"],
]);

/** Whether a word stands for a list on stdin. */
export const isList = (word: string): boolean => lists.has(word);

/** Sources of plugins by id. */
export type PluginSources = ReadonlyMap<string, Owned<AnySource>>;
const none: PluginSources = new Map();

/** The source of a plugin that an address such as `list:songs.m3u` means. */
function ownSource(address: string, sources: PluginSources): Owned<AnySource> | undefined {
  return sources.get(/^[a-z][a-z0-9_-]*(?=:)/.exec(address)?.[0] ?? "");
}

/** Whether a word names nothing: no list, no bucket, no source of a plugin, and no path that is there. */
export const isNowhere = (word: string, sources: PluginSources = none): boolean =>
  !isList(word) && !isBucketUrl(word) && !ownSource(word, sources) && !locate(word);

/**
 * Refuses what is not there before anything is opened.
 *
 * @throws AskedError `no-path` for a word that names nothing, or where two stand for a list on stdin.
 */
export function checkPaths(paths: readonly string[], sources?: PluginSources): void {
  const missing = paths.find((path) => isNowhere(path, sources));
  if (missing !== undefined) throw new AskedError("no-path", `Cannot find "${missing}": no such file or folder`);
  if (paths.filter(isList).length > 1) throw new AskedError("no-path", "Cannot read stdin twice: give - or -0 once");
}

const sharded = (source: Source<Found>, shard: Shard): Source<Found> =>
  async function* inShard(run) {
    for await (const file of source(run)) if (isInShard(shard, file.size)) yield file;
  };

/** One source of all that was named. */
export function sourceOf(
  paths: readonly string[],
  options: ScanOptions = {},
  known: PluginSources = none,
): Source<Found> {
  const { survey, shard } = options;
  const sources = paths.map((path) => {
    const own = ownSource(path, known);
    if (own) {
      const all = shard ? sharded(source(own.plugin, path), shard) : source(own.plugin, path);
      return survey ? survey.surveyed(all) : all;
    }
    const separator = lists.get(path);
    return separator ? scanList(process.stdin, { ...options, separator }) : scan(path, options);
  });
  const all: Source<Found> = async function* found(run) {
    for (const one of sources) yield* one(run);
  };
  return survey ? survey.enclosing(all) : all;
}
