/** midiq run: computes again what is stale, from where the files lie. */

import { availableParallelism } from "node:os";
import { planRerun } from "../../catalogue/renewing/rerun.ts";
import { filesOf } from "../../journeys/counts.ts";
import { rerun } from "../../journeys/rerun.ts";
import type { ParseOptions } from "../../midi/limits.ts";
import { outcome, stoppedLine } from "../../pages/run-words.ts";
import { limitsOf } from "../../settings/limits.ts";
import { memoryOf } from "../../settings/plugins.ts";
import { counted } from "../../text/counted.ts";
import { jsonLine } from "../../text/plain.ts";
import { exits } from "../failure.ts";
import { liveEvents } from "../live/events.ts";
import { shownRun } from "../live/latest.ts";
import { liveLine } from "../live/line.ts";
import { profileLines } from "../live/profile.ts";
import { withCatalogue } from "../settings.ts";
import { untilStopped } from "../stop.ts";
import { type PlanOptions, retryOf } from "./plan.ts";

/** Options of `midiq run`. */
export interface RerunCommandOptions extends PlanOptions {
  readonly fileLimit: readonly string[];
  readonly profile?: true;
}

/** Renews what is stale. A stop keeps what is done. */
export async function run(options: RerunCommandOptions): Promise<number> {
  const { file, itemSeconds } = limitsOf({ archiveLimit: [], fileLimit: options.fileLimit });
  const events = options.json ? liveEvents(process.stderr) : undefined;
  const live = events ?? liveLine(process.stderr);
  const { show, words } = shownRun(live, options.json === true);
  return untilStopped(words, async (stop) => {
    const { report, left } = await withCatalogue(options, "write", async (db) => {
      const report = await rerun(db, {
        retry: retryOf(options.retry, db.registry),
        file: file as ParseOptions,
        workers: options.workers ?? Math.max(1, availableParallelism()),
        signal: stop,
        onProgress: show,
        ...(events && { onRejected: events.rejected }),
        itemSeconds,
        ...memoryOf(options),
      });
      return { report, left: stop.aborted ? 0 : (await planRerun(db)).contents };
    });
    live.clear();
    if (options.profile && !options.json) {
      for (const line of profileLines(report.seconds, filesOf(report))) process.stderr.write(`${line}\n`);
    }
    if (options.json) process.stdout.write(`${jsonLine(report)}\n`);
    else {
      for (const line of outcome(report)) process.stderr.write(`${line}\n`);
      if (report.counts["cancelled"]) process.stderr.write(`${stoppedLine(report)}\n`);
      else if (left > 0)
        process.stderr.write(
          `${counted(left, "file keeps", "files keep")} old values: they are no longer where they were.\n`,
        );
    }
    return exits.found;
  });
}
