/** midiq add: reads files into the catalogue, with a live line and a summary. */

import { availableParallelism } from "node:os";
import { resolve } from "node:path";
import { createRegistry } from "../../plugin/registry.ts";
import { journey } from "../../stages/journey.ts";
import { createSurvey } from "../../stages/survey.ts";
import { jsonLine } from "../../text/plain.ts";
import { exits } from "../failure.ts";
import { type LimitOptions, limitsOf } from "../limits.ts";
import { liveEvents } from "../live/events.ts";
import { expectedUnder } from "../live/expected.ts";
import { liveLine } from "../live/line.ts";
import { profileLines } from "../live/profile.ts";
import { filesOf, summary } from "../progress.ts";
import { type CatalogueOptions, memoryOf, pluginsOf, withCatalogue } from "../settings.ts";
import { checkPaths, sourceOf } from "../sources.ts";

/** Options of `midiq add`. */
export interface AddOptions extends CatalogueOptions, LimitOptions {
  readonly workers?: number;
  readonly json?: true;
  readonly bulk?: true;
  readonly profile?: true;
}

/** Said at the first Ctrl-C; the second ends the process at once. */
export const stoppingLine = "Stopping after the batch in hand; Ctrl-C again ends at once.";

/** Kept with the run, whatever folder it was started in. */
const wholePath = (path: string): string => (/^(?:-0?$|[a-z][a-z0-9_-]+:)/.test(path) ? path : resolve(path));

/** Adds paths; Ctrl-C finishes the batches in hand and says how to go on. */
export async function add(paths: readonly string[], options: AddOptions): Promise<number> {
  const { sources } = createRegistry(await pluginsOf(options));
  checkPaths(paths, sources);
  const { archive, file, itemSeconds } = limitsOf(options);
  const stopping = new AbortController();
  const expected = expectedUnder(paths, stopping.signal);
  const events = options.json ? liveEvents(process.stderr, expected.share) : undefined;
  const live = events ?? liveLine(process.stderr, expected.share);
  const stop = (): void => {
    live.say(stoppingLine);
    stopping.abort();
  };
  process.once("SIGINT", stop);
  try {
    const { report, stale, url } = await withCatalogue(options, "write", async (db, plugins) => {
      // One thread scans and writes; the others read and analyze.
      const workers = options.workers ?? Math.max(1, availableParallelism());
      const survey = createSurvey();
      const from = expected.noted(sourceOf(paths, { limits: archive, survey }, sources));
      const about = { paths: paths.map(wholePath), workers };
      const report = await journey(db, plugins, from, { ...file, bulk: options.bulk === true, about, survey }).run({
        workers,
        signal: stopping.signal,
        onProgress: live.show,
        ...(events && { onRejected: events.rejected }),
        itemSeconds,
        ...memoryOf(options),
      });
      return { report, stale: await db.stale(), url: db.url };
    });
    live.clear();
    if (options.profile && !options.json) {
      for (const line of profileLines(report.seconds, filesOf(report))) process.stderr.write(`${line}\n`);
    }
    if (options.json) process.stdout.write(`${jsonLine(report)}\n`);
    else for (const line of summary(report, stale, url, options.plugin)) process.stderr.write(`${line}\n`);
    return report.counts["cancelled"] ? exits.interrupted : exits.found;
  } finally {
    process.removeListener("SIGINT", stop);
  }
}
