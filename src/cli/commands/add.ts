/** midiq add: reads files into the catalogue, with a live line and a summary. */
import { availableParallelism } from "node:os";
import { createRegistry } from "../../plugin/registry.ts";
import { journey } from "../../stages/journey.ts";
import { createSurvey } from "../../stages/survey.ts";
import { exits } from "../failure.ts";
import { type LimitOptions, limitsOf } from "../limits.ts";
import { liveLine, summary } from "../progress.ts";
import { type CatalogueOptions, memoryOf, pluginsOf, withCatalogue } from "../settings.ts";
import { checkPaths, sourceOf } from "../sources.ts";

/** Options of `midiq add`. */
export interface AddOptions extends CatalogueOptions, LimitOptions {
  readonly workers?: number;
  readonly json?: true;
  readonly bulk?: true;
}

/** Adds paths; Ctrl-C finishes the batches in hand and says how to go on. */
export async function add(paths: readonly string[], options: AddOptions): Promise<number> {
  const { sources } = createRegistry(await pluginsOf(options));
  checkPaths(paths, sources);
  const { archive, file, itemSeconds } = limitsOf(options);
  const stopping = new AbortController();
  const stop = (): void => stopping.abort();
  process.once("SIGINT", stop);
  const live = liveLine(process.stderr);
  try {
    const { report, stale, url } = await withCatalogue(options, "write", async (db, plugins) => {
      // One thread scans and writes; the others read and analyze.
      const workers = options.workers ?? Math.max(1, availableParallelism());
      const survey = createSurvey();
      const from = sourceOf(paths, { limits: archive, survey }, sources);
      const about = { paths, workers };
      const report = await journey(db, plugins, from, { ...file, bulk: options.bulk === true, about, survey }).run({
        workers,
        signal: stopping.signal,
        onProgress: live.show,
        itemSeconds,
        ...memoryOf(options),
      });
      return { report, stale: await db.stale(), url: db.url };
    });
    live.clear();
    if (options.json) process.stdout.write(`${JSON.stringify(report)}\n`);
    else for (const line of summary(report, stale, url, options.plugin)) process.stderr.write(`${line}\n`);
    return report.counts["cancelled"] ? exits.interrupted : exits.found;
  } finally {
    process.removeListener("SIGINT", stop);
  }
}
