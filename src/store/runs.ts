/** Runs: what was done when, by which version, on which machine, and what came of it. */
import { createDigest } from "../digest.ts";
import type { Report } from "../pipeline/report.ts";
import type { Registry } from "../plugin/registry.ts";
import { version } from "../version.ts";
import type { Client } from "./client.ts";
import { completeIndexes, type OnIndex } from "./index-building.ts";
import { machineName } from "./places/machine.ts";
import type { WritePlan } from "./plan.ts";
import { forgetSets, keepTimings, noteSet } from "./staleness.ts";

/** What a run was told: paths, number of workers, analyzers. */
export type RunAbout = Readonly<Record<string, unknown>>;

/** The runs of one open store, one at a time. */
export interface Runs {
  /**
   * Begins a run: `add` reads files, `run` computes values of known contents anew.
   *
   * @param options what it was told, for the record.
   */
  readonly begin: (kind: "add" | "run", options: RunAbout) => Promise<Pick<WritePlan, "run" | "analyzerSet">>;
  readonly count: (counts: Readonly<Record<string, number>>) => void;
  readonly end: (report: Report, onIndex?: OnIndex, stop?: AbortSignal) => Promise<void>;
}

/** Keeps the runs of a store. */
export function createRuns(client: Client, registry: Registry): Runs {
  let run = 0;
  let current = 0;
  let isRerun = false;
  const counts = new Map<string, number>();
  return {
    begin: async (kind, options) => {
      const digest = await createDigest();
      const analyzerSet = await noteSet(client, registry, digest);
      const rows = await client.unsafe(
        `insert into run (version, machine, kind, options, analyzer_set)
         values ($1, $2, $3, $4::text::jsonb, $5::int4) returning id`,
        [version, machineName(), kind, JSON.stringify(options), analyzerSet],
      );
      run = Number(rows[0]?.["id"]);
      current = analyzerSet;
      isRerun = kind === "run";
      counts.clear();
      return { run, analyzerSet };
    },
    count: (more) => {
      for (const [name, by] of Object.entries(more)) counts.set(name, (counts.get(name) ?? 0) + by);
    },
    end: async (report, onIndex, stop) => {
      await completeIndexes(client, onIndex, stop);
      // A set that nobody refers to any more would be looked for in all contents whenever its staleness is asked.
      if (isRerun) await forgetSets(client, current);
      await keepTimings(client, report.seconds, report.counts["analyzed"] ?? 0);
      const causes = Object.entries(report.rejected.byCode).map(([code, count]) => [`rejected ${code}`, count]);
      // What the store counted itself holds, also where a server was lost in between.
      const all = { ...report.counts, ...Object.fromEntries(causes), ...Object.fromEntries(counts) };
      await client.unsafe(
        "update run set finished = now(), counts = $2::text::jsonb, seconds = $3::text::jsonb where id = $1::int4",
        [run, JSON.stringify(all), JSON.stringify(report.seconds)],
      );
    },
  };
}
