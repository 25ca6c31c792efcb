/** midiq add: reads files into the catalogue, with a live line and a summary. */

import { countStale } from "../../catalogue/renewing/staleness.ts";
import { add as addFiles } from "../../journeys/add.ts";
import { filesOf } from "../../journeys/counts.ts";
import { expectedUnder } from "../../journeys/expected.ts";
import { checkPaths } from "../../journeys/named.ts";
import { summary } from "../../pages/run-words.ts";
import { enqueuedLine } from "../../pages/work-page.ts";
import { createRegistry } from "../../plugin/registry.ts";
import { type LimitOptions, limitsOf } from "../../settings/limits.ts";
import { memoryOf } from "../../settings/plugins.ts";
import type { Shard } from "../../sources/shard.ts";
import { jsonLine } from "../../text/plain.ts";
import { enqueue } from "../../work/enqueue.ts";
import { exits } from "../failure.ts";
import { liveEvents } from "../live/events.ts";
import { shownRun } from "../live/latest.ts";
import { liveLine } from "../live/line.ts";
import { profileLines } from "../live/profile.ts";
import { type CatalogueOptions, pluginsOf, withCatalogue } from "../settings.ts";
import { untilStopped } from "../stop.ts";

/** Options of `midiq add`. */
export interface AddOptions extends CatalogueOptions, LimitOptions {
  readonly workers?: number;
  readonly json?: true;
  readonly bulk?: true;
  /** False with --no-analyze. */
  readonly analyze?: boolean;
  readonly allNames?: true;
  readonly shard?: Shard;
  readonly queue?: true;
  readonly profile?: true;
}

/** Adds paths. A stop keeps what is done and says how to go on. */
export async function add(paths: readonly string[], options: AddOptions): Promise<number> {
  const { sources } = createRegistry(await pluginsOf(options));
  checkPaths(paths, sources);
  const { archive, file, itemSeconds } = limitsOf(options);
  if (options.queue) return queue(paths, options);
  const over = new AbortController();
  const expected = expectedUnder(paths, over.signal, options.shard?.of);
  const events = options.json ? liveEvents(process.stderr, expected.share) : undefined;
  const live = events ?? liveLine(process.stderr, expected.share);
  const { show, words } = shownRun(live, options.json === true);
  return untilStopped(words, async (stop) => {
    stop.addEventListener("abort", () => over.abort());
    const { report, stale, url } = await withCatalogue(options, "write", async (db) => {
      const { warning } = (await db.known.places()).data;
      if (warning !== undefined) live.say(`note: ${warning}`);
      const report = await addFiles(db, paths, {
        archive,
        file,
        allNames: options.allNames === true,
        bulk: options.bulk === true,
        analyzed: options.analyze !== false,
        ...(options.shard && { shard: options.shard }),
        noted: expected.noted,
        share: expected.share,
        ...(options.workers !== undefined && { workers: options.workers }),
        signal: stop,
        onProgress: show,
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
    else for (const line of summary(report, stale, url, options)) process.stderr.write(`${line}\n`);
    return exits.found;
  });
}

/** Leaves the work to `midiq work`. */
async function queue(paths: readonly string[], options: AddOptions): Promise<number> {
  const { archive, file } = limitsOf(options);
  const how = { archive, file, allNames: options.allNames === true, bulk: options.bulk === true };
  const asked = await withCatalogue(options, "write", (db) => enqueue(db, paths, how));
  if (options.json) process.stdout.write(`${jsonLine(asked)}\n`);
  else process.stderr.write(`${enqueuedLine(asked)}\n`);
  return exits.found;
}
