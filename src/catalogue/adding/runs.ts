/** Runs: what was done when, by which version, on which machine, and what came of it. */

import type { Client } from "../../database/client.ts";
import { createDigest } from "../../digest.ts";
import type { Registry } from "../../plugin/registry.ts";
import { version } from "../../version.ts";
import { machineName } from "../places/machine.ts";
import { forgetSets, keepTimings, noteSet } from "../renewing/staleness.ts";
import { completeIndexes } from "../tables/index-building.ts";
import type { WritePlan } from "../tables/plan.ts";
import type { RunRecord, Runs } from "./run-record.ts";
import { markRunning, noteProgress, unmarkRunning } from "./running.ts";

/** How often the row of a run is written while it goes on. */
const tellMilliseconds = 2000;

/** Keeps the runs of a store. */
export function createRuns(client: Client, registry: Registry): Runs {
  let going: number | undefined;
  return {
    begin: async (kind, options) => {
      const digest = await createDigest();
      const analyzerSet = await noteSet(client, registry, digest);
      const rows = await client.unsafe(
        `insert into run (version, machine, kind, options, analyzer_set)
         values ($1, $2, $3, $4::text::jsonb, $5::int4) returning id`,
        [version, machineName(), kind, JSON.stringify(options), analyzerSet],
      );
      const run = Number(rows[0]?.["id"]);
      if (going !== undefined) await unmarkRunning(client, going);
      going = run;
      // Later sessions mark whatever run goes on then.
      await markRunning(client, () => going);
      const ended = async (): Promise<void> => {
        if (going === run) going = undefined;
        await unmarkRunning(client, run);
      };
      return recordOf(client, { run, analyzerSet }, kind === "run", ended);
    },
  };
}

/** @param isRerun whether contents got other sets, so that some sets may have none left. */
function recordOf(
  client: Client,
  { run, analyzerSet }: Pick<WritePlan, "run" | "analyzerSet">,
  isRerun: boolean,
  ended: () => Promise<void>,
): RunRecord {
  let told = Number.NEGATIVE_INFINITY;
  let later: ReturnType<typeof setTimeout> | undefined;
  let telling: Promise<void> = Promise.resolve();
  const counts = new Map<string, number>();
  return {
    run,
    analyzerSet,
    count: (more) => {
      for (const [name, by] of Object.entries(more)) counts.set(name, (counts.get(name) ?? 0) + by);
    },
    tell: function tell(all): void {
      clearTimeout(later);
      const wait = told + tellMilliseconds - performance.now();
      if (wait > 0) {
        later = setTimeout(tell, wait, all);
        return;
      }
      told = performance.now();
      // It is said for others to see; a run does not fail for it.
      telling = noteProgress(client, run, all).catch(() => {});
    },
    end: async (report, onIndex, stop) => {
      clearTimeout(later);
      await completeIndexes(client, onIndex, stop);
      // A set that nobody refers to any more would be looked for in all contents whenever its staleness is asked.
      if (isRerun) await forgetSets(client, analyzerSet);
      await keepTimings(client, report.seconds, report.counts["analyzed"] ?? 0);
      const causes = Object.entries(report.rejected.byCode).map(([code, count]) => [`rejected ${code}`, count]);
      // What the store counted itself holds, also where a server was lost in between.
      const all = { ...report.counts, ...Object.fromEntries(causes), ...Object.fromEntries(counts) };
      await client.unsafe(
        "update run set finished = now(), counts = $2::text::jsonb, seconds = $3::text::jsonb where id = $1::int4",
        [run, JSON.stringify(all), JSON.stringify(report.seconds)],
      );
      await telling;
      await ended();
    },
  };
}
