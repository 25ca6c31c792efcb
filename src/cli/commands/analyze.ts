/** midiq analyze: no catalogue, one JSON object a file, so that it works as a filter in any pipeline. */
import { hexOf } from "../../digest.ts";
import { pipeline } from "../../pipeline/pipeline.ts";
import { describe } from "../../plugin/describe.ts";
import { createRegistry } from "../../plugin/registry.ts";
import { analyze as analyzeStage } from "../../stages/analyze.ts";
import { download } from "../../stages/download.ts";
import { hash } from "../../stages/hash.ts";
import { parse } from "../../stages/parse.ts";
import { tag } from "../../stages/tag.ts";
import { exits } from "../failure.ts";
import { type LimitOptions, limitsOf } from "../limits.ts";
import { pluginsOf } from "../settings.ts";
import { checkPaths, sourceOf } from "../sources.ts";

/** Options of `midiq analyze`. */
export interface AnalyzeOptions extends LimitOptions {
  readonly plugin: readonly string[];
  readonly workers?: number;
}

/** Prints what the analyzers find in each file; a file that holds no music is one object with `error`. */
export async function analyze(paths: readonly string[], options: AnalyzeOptions): Promise<number> {
  checkPaths(paths);
  const { archive, file, itemSeconds } = limitsOf(options);
  const plugins = await pluginsOf(options.plugin);
  const fields = createRegistry(plugins).fields;
  let printed = 0;
  const print = (value: unknown): void => {
    process.stdout.write(`${JSON.stringify(value)}\n`);
    printed++;
  };
  const journey = pipeline(
    sourceOf(paths, { limits: archive }),
    download(),
    hash(file),
    parse(file),
    analyzeStage(...plugins),
    tag(...plugins),
  );
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
