/** midiq analyze: no catalogue, one JSON object a file, so that it works as a filter in any pipeline. */

import { availableParallelism } from "node:os";
import { hexOf } from "../../digest.ts";
import { pipeline } from "../../pipeline/pipeline.ts";
import type { Sink } from "../../pipeline/stage.ts";
import { describe } from "../../plugin/describe.ts";
import type { Extensions } from "../../plugin/extensions.ts";
import type { Plugin } from "../../plugin/plugin.ts";
import type { Tagged } from "../../plugin/records.ts";
import { createRegistry } from "../../plugin/registry.ts";
import { analyze as analyzeStage } from "../../stages/analyze.ts";
import { download } from "../../stages/download.ts";
import { hash } from "../../stages/hash.ts";
import { parse } from "../../stages/parse.ts";
import { sink } from "../../stages/plugin-sink.ts";
import { tag } from "../../stages/tag.ts";
import { jsonLine } from "../../text/plain.ts";
import { exits, Mistake } from "../failure.ts";
import { type LimitOptions, limitsOf } from "../limits.ts";
import { outcome } from "../progress.ts";
import { memoryOf, type PluginChoice, pluginsOf } from "../settings.ts";
import { checkPaths, sourceOf } from "../sources.ts";

/** Options of `midiq analyze`. */
export interface AnalyzeOptions extends LimitOptions, PluginChoice {
  readonly workers?: number;
  /** Where the files go instead of stdout: `jsonl:out.jsonl`, a sink of a plugin. */
  readonly sink?: string;
}

/** Prints what the analyzers find in each file; a file that holds no music is one object with `error`. */
export async function analyze(paths: readonly string[], options: AnalyzeOptions): Promise<number> {
  const { archive, file, itemSeconds } = limitsOf(options);
  const plugins = await pluginsOf(options);
  const { fields, sources, sinks } = createRegistry(plugins);
  checkPaths(paths, sources);
  let printed = 0;
  const print = (value: unknown): void => {
    process.stdout.write(`${jsonLine(value)}\n`);
    printed++;
  };
  const stages = [download(), hash(file), parse(file), analyzeStage(...plugins), tag(...plugins)] as const;
  const from = sourceOf(paths, { limits: archive }, sources);
  if (options.sink !== undefined) {
    const report = await pipeline(from, ...stages, sinkOf(options.sink, sinks, plugins)).run({
      workers: options.workers ?? Math.max(1, availableParallelism()),
      itemSeconds,
      ...memoryOf(options),
    });
    for (const line of outcome(report)) process.stderr.write(`${line}\n`);
    return (report.counts["found"] ?? 0) > 0 ? exits.found : exits.nothing;
  }
  const journey = pipeline(from, ...stages);
  const files = journey.items({
    workers: options.workers ?? 0,
    itemSeconds,
    onRejected: ({ path, code, message }) => print({ path, error: code, message }),
  });
  for await (const file of files) {
    print({
      path: file.path,
      hash: hexOf(file.hash),
      ...describe(file.features, fields),
      tags: [...file.tags, ...file.copyTags].map(({ tag: name }) => name),
      ...(file.failures.length > 0 ? { failures: file.failures } : {}),
      ...(file.song.diagnoses.length > 0 ? { problems: file.song.diagnoses.map(({ code }) => code) } : {}),
    });
  }
  return printed > 0 ? exits.found : exits.nothing;
}

/** The sink of an address such as `jsonl:out.jsonl`. */
function sinkOf(address: string, sinks: Extensions["sinks"], plugins: readonly Plugin[]): Sink<Tagged> {
  const own = sinks.get(address.slice(0, address.indexOf(":")));
  if (own) return sink(own.plugin, address, ...plugins);
  const known = [...sinks.keys()].map((id) => `${id}:...`);
  throw new Mistake(
    `Cannot write to "${address}": ${known.length > 0 ? `expected ${known.join(" or ")}` : "no loaded plugin provides a sink; --plugin names one"}`,
  );
}
