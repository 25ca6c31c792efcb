/** midiq add: reads files into the catalogue, with a live line and a summary. */

import { availableParallelism } from "node:os";
import { resolve } from "node:path";
import { countStale } from "../../catalogue/renewing/staleness.ts";
import { journey } from "../../journeys/journey.ts";
import { createRegistry } from "../../plugin/registry.ts";
import { createSurvey } from "../../stages/survey.ts";
import { jsonLine } from "../../text/plain.ts";
import { exits } from "../failure.ts";
import { type LimitOptions, limitsOf } from "../limits.ts";
import { liveEvents } from "../live/events.ts";
import { expectedUnder } from "../live/expected.ts";
import { shownRun } from "../live/latest.ts";
import { liveLine } from "../live/line.ts";
import { profileLines } from "../live/profile.ts";
import { filesOf, summary } from "../progress.ts";
import { type CatalogueOptions, memoryOf, pluginsOf, withCatalogue } from "../settings.ts";
import { checkPaths, sourceOf } from "../sources.ts";
import { untilStopped } from "../stop.ts";

/** Options of `midiq add`. */
export interface AddOptions extends CatalogueOptions, LimitOptions {
  readonly workers?: number;
  readonly json?: true;
  readonly bulk?: true;
  readonly allNames?: true;
  readonly profile?: true;
}

/** Kept with the run, whatever folder it was started in. */
const wholePath = (path: string): string => (/^(?:-0?$|[a-z][a-z0-9_-]+:)/.test(path) ? path : resolve(path));

/** Adds paths. A stop keeps what is done and says how to go on. */
export async function add(paths: readonly string[], options: AddOptions): Promise<number> {
  const { sources } = createRegistry(await pluginsOf(options));
  checkPaths(paths, sources);
  const { archive, file, itemSeconds } = limitsOf(options);
  const over = new AbortController();
  const expected = expectedUnder(paths, over.signal);
  const events = options.json ? liveEvents(process.stderr, expected.share) : undefined;
  const live = events ?? liveLine(process.stderr, expected.share);
  const { show, words } = shownRun(live, options.json === true);
  return untilStopped(words, async (stop) => {
    stop.addEventListener("abort", () => over.abort());
    const { report, stale, url } = await withCatalogue(options, "write", async (db, plugins) => {
      // One thread scans and writes; the others read and analyze.
      const workers = options.workers ?? Math.max(1, availableParallelism());
      const { warning } = (await db.known.places()).data;
      if (warning !== undefined) live.say(`note: ${warning}`);
      const survey = createSurvey();
      const from = expected.noted(
        sourceOf(paths, { limits: archive, survey, allNames: options.allNames === true }, sources),
      );
      const isKnown = await db.known.rejections();
      const about = { paths: paths.map(wholePath), workers };
      const report = await journey(db, plugins, from, {
        ...file,
        bulk: options.bulk === true,
        about,
        survey,
        share: expected.share,
      }).run({
        workers,
        signal: stop,
        onProgress: show,
        isKnown,
        ...(events && { onRejected: events.rejected }),
        itemSeconds,
        ...memoryOf(options),
      });
      return { report, stale: stop.aborted ? 0 : await countStale(db.store), url: db.url };
    });
    live.clear();
    if (options.profile && !options.json) {
      for (const line of profileLines(report.seconds, filesOf(report))) process.stderr.write(`${line}\n`);
    }
    if (options.json) process.stdout.write(`${jsonLine(report)}\n`);
    else for (const line of summary(report, stale, url, options.plugin)) process.stderr.write(`${line}\n`);
    return exits.found;
  });
}
