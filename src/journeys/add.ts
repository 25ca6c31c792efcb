/** Adding: files come into a catalogue from wherever words name them. */
import { availableParallelism } from "node:os";
import { resolve } from "node:path";
import type { Catalogue } from "../catalogue/catalogue.ts";
import type { ParseOptions } from "../midi/limits.ts";
import type { RunOptions } from "../pipeline/pipeline.ts";
import type { Report } from "../pipeline/report.ts";
import type { Source } from "../pipeline/stage.ts";
import { createRegistry } from "../plugin/registry.ts";
import type { ArchiveLimits } from "../sources/limits.ts";
import type { Shard } from "../sources/shard.ts";
import type { Found } from "../sources/source.ts";
import { createSurvey } from "../stages/survey.ts";
import { journey } from "./journey.ts";
import { sourceOf } from "./named.ts";

/** How files are added; what is not said is as in a run of any pipeline. */
export interface AddOptions extends RunOptions {
  /** Limits on archives. */
  readonly archive?: Partial<ArchiveLimits>;
  /** Limits under which files are parsed. */
  readonly file?: ParseOptions;
  /** Adds one part of the files only, the same on every machine: the parts are merged later. */
  readonly shard?: Shard;
  /** True reads files of any name, not only those that are called as MIDI files are. */
  readonly allNames?: boolean;
  /** False stores files and what they are called; `executeRerun` (midiq run) analyzes and tags them later. */
  readonly analyzed?: boolean;
  /** Leaves secondary indexes out until the end: for loads that are large beside what is there. */
  readonly bulk?: boolean;
  /** A source that sees the files go by: for one who wants to say how far the run is. */
  readonly noted?: (source: Source<Found>) => Source<Found>;
  /** The share of what the run expects that has come, 0 to 1, where somebody knows: other processes are told. */
  readonly share?: () => number | undefined;
}

/** A path as it is kept, whatever folder it was named in. */
export const wholePath = (path: string): string => (/^(?:-0?$|[a-z][a-z0-9_-]+:)/.test(path) ? path : resolve(path));

/**
 * Adds files to a catalogue that was opened for writing, by the plugins that it was opened with: what is unchanged is not read,
 * what is known is not analyzed, what is gone is marked missing. A stop keeps what is done; the same call goes on.
 *
 * @param paths files, folders, archives, buckets, addresses of plugins' sources.
 * @example
 * const { counts } = await add(db, ["midi"], { onProgress: ({ counts }) => console.log(counts["found"]) });
 */
export async function add(db: Catalogue, paths: readonly string[], options: AddOptions = {}): Promise<Report> {
  const {
    archive = {},
    file = {},
    allNames = false,
    shard,
    bulk = false,
    analyzed = true,
    noted = (source) => source,
    share,
    ...run
  } = options;
  const workers = run.workers ?? Math.max(1, availableParallelism());
  const survey = createSurvey();
  const { sources } = createRegistry(db.plugins);
  const from = noted(sourceOf(paths, { limits: archive, survey, allNames, ...(shard && { shard }) }, sources));
  const about = { paths: paths.map(wholePath), workers, ...(shard && { shard: `${shard.index}/${shard.of}` }) };
  return journey(db, db.plugins, from, { ...file, analyzed, bulk, about, survey, ...(share && { share }) }).run({
    ...run,
    workers,
    isKnown: run.isKnown ?? (await db.known.rejections()),
  });
}
