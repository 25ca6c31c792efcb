/** midiq analyze: no catalogue, one JSON object a file, so that it works as a filter in any pipeline. */

import { once } from "node:events";
import { availableParallelism } from "node:os";
import { hexOf } from "../../digest.ts";
import { checkPaths, sourceOf } from "../../journeys/named.ts";
import { pipeline } from "../../pipeline/pipeline.ts";
import type { Sink } from "../../pipeline/stage.ts";
import { describe } from "../../plugin/describe.ts";
import type { Extensions } from "../../plugin/extensions.ts";
import type { Field } from "../../plugin/fields.ts";
import type { Plugin } from "../../plugin/plugin.ts";
import type { Tagged } from "../../plugin/records.ts";
import { createRegistry } from "../../plugin/registry.ts";
import { type LimitOptions, limitsOf } from "../../settings/limits.ts";
import { memoryOf, type PluginChoice } from "../../settings/plugins.ts";
import { analyze as analyzeStage } from "../../stages/analyze.ts";
import { download } from "../../stages/download.ts";
import { hash } from "../../stages/hash.ts";
import { parse } from "../../stages/parse.ts";
import { sink } from "../../stages/plugin-sink.ts";
import { tag } from "../../stages/tag.ts";
import { jsonLine } from "../../text/plain.ts";
import { exits, Mistake } from "../failure.ts";
import { outcome } from "../progress.ts";
import { pluginsOf } from "../settings.ts";
import { untilStopped, usualGrace } from "../stop.ts";

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
    const going = pipeline(from, ...stages, sinkOf(options.sink, sinks, plugins));
    const workers = options.workers ?? Math.max(1, availableParallelism());
    const report = await untilStopped({ grace: usualGrace }, (signal) =>
      going.run({ workers, itemSeconds, signal, ...memoryOf(options) }),
    );
    for (const line of outcome(report)) process.stderr.write(`${line}\n`);
    return (report.counts["found"] ?? 0) > 0 ? exits.found : exits.nothing;
  }
  const workers = options.workers ?? 0;
  const files = pipeline(from, ...stages).items({
    workers,
    itemSeconds,
    onRejected: ({ path, size, mtime, hash: read, code, message }) =>
      print({ path, size, mtime, hash: read, error: code, message }),
  });
  const printAll = async (): Promise<void> => {
    for await (const file of files) {
      print(answerOf(file, fields));
      if (process.stdout.writableNeedDrain) await once(process.stdout, "drain");
    }
  };
  // Every line is whole, so nothing has to be brought to an end. One thread alone sees no signal before the file in hand is
  // done: there the system ends it.
  await (workers === 0 ? printAll() : untilStopped({}, printAll));
  return printed > 0 ? exits.found : exits.nothing;
}

/** What is printed of a file; `mtime` in milliseconds since 1970. */
const answerOf = (file: Tagged, fields: readonly Field[]): object => ({
  path: file.path,
  size: file.size,
  mtime: file.mtime,
  hash: hexOf(file.hash),
  ...describe(file.features, fields),
  tags: [...file.tags, ...file.copyTags].map(({ tag: name }) => name),
  ...(file.failures.length > 0 ? { failures: file.failures } : {}),
  ...(file.song.diagnoses.length > 0 ? { problems: file.song.diagnoses.map(({ code }) => code) } : {}),
});

/** The sink of an address such as `jsonl:out.jsonl`. */
function sinkOf(address: string, sinks: Extensions["sinks"], plugins: readonly Plugin[]): Sink<Tagged> {
  const own = sinks.get(address.slice(0, address.indexOf(":")));
  if (own) return sink(own.plugin, address, ...plugins);
  const known = [...sinks.keys()].map((id) => `${id}:...`);
  throw new Mistake(
    `Cannot write to "${address}": ${known.length > 0 ? `expected ${known.join(" or ")}` : "no loaded plugin provides a sink; load one with --plugin"}`,
  );
}
