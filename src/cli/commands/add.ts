/** midiq add: reads files into the catalogue, with a live line and a summary. */
import { availableParallelism } from "node:os";
import { pipeline } from "../../pipeline/pipeline.ts";
import { createRegistry } from "../../plugin/registry.ts";
import { analyze } from "../../stages/analyze.ts";
import { changed } from "../../stages/changed.ts";
import { dedupe } from "../../stages/dedupe.ts";
import { download } from "../../stages/download.ts";
import { hash } from "../../stages/hash.ts";
import { parse } from "../../stages/parse.ts";
import { store } from "../../stages/store.ts";
import { tag } from "../../stages/tag.ts";
import { exits } from "../failure.ts";
import { type LimitOptions, limitsOf } from "../limits.ts";
import { liveLine, summary } from "../progress.ts";
import { type CatalogueOptions, pluginsOf, withCatalogue } from "../settings.ts";
import { checkPaths, sourceOf } from "../sources.ts";

/** Options of `midiq add`. */
export interface AddOptions extends CatalogueOptions, LimitOptions {
  readonly workers?: number;
  readonly json?: true;
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
    const { report, stale } = await withCatalogue(options, "write", async (db, plugins) => {
      const journey = pipeline(
        sourceOf(paths, { limits: archive }, sources),
        changed(db),
        download(),
        hash(file),
        dedupe(db),
        parse(file),
        analyze(...plugins),
        tag(...plugins),
        store(db),
      );
      // One thread scans and writes; the others read and analyze.
      const workers = options.workers ?? Math.max(1, availableParallelism());
      const report = await journey.run({ workers, signal: stopping.signal, onProgress: live.show, itemSeconds });
      return { report, stale: await db.stale() };
    });
    live.clear();
    if (options.json) process.stdout.write(`${JSON.stringify(report)}\n`);
    else for (const line of summary(report, stale, options.db)) process.stderr.write(`${line}\n`);
    return report.counts["cancelled"] ? exits.interrupted : exits.found;
  } finally {
    process.removeListener("SIGINT", stop);
  }
}
