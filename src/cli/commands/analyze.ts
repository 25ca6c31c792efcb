/** midiq analyze: no catalogue, one JSON object a file, so that it works as a filter in any pipeline. */

import { once } from "node:events";
import { analyzeFiles, analyzeInto } from "../../journeys/analyze-files.ts";
import { outcome } from "../../pages/run-words.ts";
import { type LimitOptions, limitsOf } from "../../settings/limits.ts";
import { memoryOf, type PluginChoice } from "../../settings/plugins.ts";
import { jsonLine } from "../../text/plain.ts";
import { exits } from "../failure.ts";
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
  const limits = limitsOf(options);
  const plugins = await pluginsOf(options);
  const { sink, workers } = options;
  if (sink !== undefined) {
    const report = await untilStopped({ grace: usualGrace }, (signal) =>
      analyzeInto(sink, paths, plugins, {
        ...limits,
        ...(workers !== undefined && { workers }),
        signal,
        ...memoryOf(options),
      }),
    );
    for (const line of outcome(report)) process.stderr.write(`${line}\n`);
    return (report.counts["found"] ?? 0) > 0 ? exits.found : exits.nothing;
  }
  let printed = 0;
  const print = (value: unknown): void => {
    process.stdout.write(`${jsonLine(value)}\n`);
    printed++;
  };
  const files = analyzeFiles(paths, plugins, {
    ...limits,
    workers: workers ?? 0,
    onRejected: ({ path, size, mtime, hash, code, message }) =>
      print({ path, size, mtime, hash, error: code, message }),
  });
  const printAll = async (): Promise<void> => {
    for await (const file of files) {
      print(file);
      if (process.stdout.writableNeedDrain) await once(process.stdout, "drain");
    }
  };
  // Every line is whole, so nothing has to be brought to an end. One thread alone sees no signal before the file in hand is
  // done: there the system ends it.
  await ((workers ?? 0) === 0 ? printAll() : untilStopped({}, printAll));
  return printed > 0 ? exits.found : exits.nothing;
}
