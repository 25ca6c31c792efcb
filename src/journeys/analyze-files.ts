/** Files without a catalogue: what the analyzers find in each, or all of it into the sink of a plugin. */
import { availableParallelism } from "node:os";
import { namedFeatures } from "../catalogue/adding/named-features.ts";
import { hexOf } from "../digest.ts";
import { AskedError } from "../errors.ts";
import type { ParseOptions } from "../midi/limits.ts";
import { pipeline, type RunOptions } from "../pipeline/pipeline.ts";
import type { Report } from "../pipeline/report.ts";
import type { Sink } from "../pipeline/stage.ts";
import { describe } from "../plugin/describe.ts";
import type { Plugin } from "../plugin/plugin.ts";
import type { Tagged } from "../plugin/records.ts";
import { createRegistry, type Registry } from "../plugin/registry.ts";
import type { ArchiveLimits } from "../sources/limits.ts";
import { analyze } from "../stages/analyze.ts";
import { download } from "../stages/download.ts";
import { hash } from "../stages/hash.ts";
import { parse } from "../stages/parse.ts";
import { sink } from "../stages/plugin-sink.ts";
import { tag } from "../stages/tag.ts";
import { checkPaths, sourceOf } from "./named.ts";

/** How files are analyzed; the rest is as in a run of any pipeline. */
export interface AnalyzeOptions extends RunOptions {
  /** Limits on archives. */
  readonly archive?: Partial<ArchiveLimits>;
  /** Limits under which files are parsed. */
  readonly file?: ParseOptions;
}

/** A file with its values by the name of their field, as people read them. */
export interface AnalyzedFile extends Readonly<Record<string, unknown>> {
  readonly path: string;
  readonly size: number;
  /** Milliseconds since 1970. */
  readonly mtime: number;
  /** BLAKE3 of its bytes, in hex. */
  readonly hash: string;
  readonly tags: readonly string[];
  /** Analyzers and taggers that failed on it; left out where none did. */
  readonly failures?: Tagged["failures"];
  /** Codes of what is wrong with the file; left out where nothing is. */
  readonly problems?: readonly string[];
}

/**
 * Analyzes files. What holds no music is told to `onRejected`, and the rest goes on.
 *
 * @param paths files, folders, archives, buckets, addresses of plugins' sources.
 * @throws AskedError `no-path` for what is not there, before anything is read.
 * @example
 * for await (const { path, bpm, key } of analyzeFiles(["midi"], [core])) console.log(path, bpm, key);
 */
export async function* analyzeFiles(
  paths: readonly string[],
  plugins: readonly Plugin[],
  { archive = {}, file = {}, ...run }: AnalyzeOptions = {},
): AsyncGenerator<AnalyzedFile, void> {
  const registry = createRegistry(plugins);
  const stages = analyzing(paths, plugins, registry, { archive, file });
  for await (const one of pipeline(...stages).items(run)) yield answerOf(one, registry);
}

/**
 * Analyzes files into the sink of a plugin.
 *
 * @param address `jsonl:out.jsonl`: the sink, and what it is told.
 * @throws AskedError `no-path` for what is not there, `no-plugin` where no plugin has such a sink.
 * @example
 * const { counts } = await analyzeInto("jsonl:out.jsonl", ["midi"], [core, jsonl]);
 */
export async function analyzeInto(
  address: string,
  paths: readonly string[],
  plugins: readonly Plugin[],
  { archive = {}, file = {}, ...run }: AnalyzeOptions = {},
): Promise<Report> {
  const registry = createRegistry(plugins);
  const stages = analyzing(paths, plugins, registry, { archive, file });
  return pipeline(...stages, sinkOf(address, registry, plugins)).run({
    ...run,
    workers: run.workers ?? Math.max(1, availableParallelism()),
  });
}

/** The stages that both have in common; what is not there is refused before anything is read. */
function analyzing(
  paths: readonly string[],
  plugins: readonly Plugin[],
  { sources }: Registry,
  { archive, file }: Required<Pick<AnalyzeOptions, "archive" | "file">>,
) {
  checkPaths(paths, sources);
  const from = sourceOf(paths, { limits: archive }, sources);
  return [from, download(), hash(file), parse(file), analyze(...plugins), tag(...plugins)] as const;
}

const answerOf = (file: Tagged, { fields }: Registry): AnalyzedFile => ({
  path: file.path,
  size: file.size,
  mtime: file.mtime,
  hash: hexOf(file.hash),
  ...describe(namedFeatures(file.features, file.path), fields),
  tags: [...file.tags, ...file.copyTags].map(({ tag: name }) => name),
  ...(file.failures.length > 0 ? { failures: file.failures } : {}),
  ...(file.song.diagnoses.length > 0 ? { problems: file.song.diagnoses.map(({ code }) => code) } : {}),
});

/** The sink of an address such as `jsonl:out.jsonl`. */
function sinkOf(address: string, { sinks }: Registry, plugins: readonly Plugin[]): Sink<Tagged> {
  const own = sinks.get(address.slice(0, address.indexOf(":")));
  if (own) return sink(own.plugin, address, ...plugins);
  const known = [...sinks.keys()].map((id) => `${id}:...`);
  throw new AskedError(
    "no-plugin",
    `Cannot write to "${address}": ${known.length > 0 ? `expected ${known.join(" or ")}` : "no loaded plugin provides a sink; load one with --plugin"}`,
  );
}
