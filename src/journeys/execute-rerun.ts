/** Does again what a plan says: analyzers first, then the taggers whose tags no longer hold. */

import type { Catalogue } from "../catalogue/catalogue.ts";
import { setOf, staleEntries } from "../catalogue/renewing/analyzer-set.ts";
import type { RecallFilter } from "../catalogue/renewing/recall.ts";
import { planRerun, type RerunPass, type Retry } from "../catalogue/renewing/rerun.ts";
import { keepSet } from "../catalogue/renewing/staleness.ts";
import { completeIndexes } from "../catalogue/tables/index-building.ts";
import { StoreError } from "../database/error.ts";
import { createDigest } from "../digest.ts";
import type { ParseOptions } from "../midi/limits.ts";
import { pipeline, type RunOptions } from "../pipeline/pipeline.ts";
import { addReports, type Report } from "../pipeline/report.ts";
import type { Plugin } from "../plugin/plugin.ts";
import type { Recollection } from "../plugin/records.ts";
import { createRegistry } from "../plugin/registry.ts";
import { analyze } from "../stages/analyze.ts";
import { download } from "../stages/download.ts";
import { parse } from "../stages/parse.ts";
import { recall, reread } from "../stages/recall.ts";
import { renew } from "../stages/renew.ts";
import { recallTags, retag, storeTags } from "../stages/retag.ts";

/** How things are done again. */
export interface RerunOptions extends RunOptions {
  readonly retry?: Retry;
  /** Only analyzers, or only taggers; both unless said. */
  readonly only?: RerunPass["kind"];
  /** Limits under which files are parsed. */
  readonly file?: ParseOptions;
}

const nothing: Report = { counts: {}, rejected: { byCode: {}, first: [] }, seconds: {} };

/**
 * Computes again what is stale in a catalogue. Each batch is whole: what was stopped, or killed, goes on where it was.
 * Counts `renewed` and `retagged`; files that are no longer there are rejected as `gone`, and stay stale.
 *
 * @param plugins those that the catalogue was opened with.
 * @throws StoreError `unknown-values` for other plugins than those.
 */
export async function executeRerun(
  db: Catalogue,
  plugins: readonly Plugin[],
  options: RerunOptions = {},
): Promise<Report> {
  const { retry = false, file = {}, only, ...run } = options;
  await refuseOthers(db, plugins);
  const isStopped = (): boolean => run.signal?.aborted === true;
  let report = nothing;
  const runPasses = async (kind: RerunPass["kind"], by: RecallFilter["by"]): Promise<void> => {
    if (only !== undefined && only !== kind) return;
    for (const pass of (await planRerun(db, retry)).passes) {
      if (pass.kind !== kind || pass.filter.by !== by || isStopped()) continue;
      const ran =
        kind === "analyzers" ? runAnalyzers(pass, db, plugins, file, run) : runTaggers(pass, db, plugins, run);
      report = addReports(report, await ran);
    }
  };
  // What still fails, and which tags are stale, is known when the values are new.
  await runPasses("analyzers", "sets");
  await runPasses("analyzers", "failures");
  await runPasses("taggers", "sets");
  await runPasses("taggers", "failures");
  if (!isStopped()) await completeIndexes(db.store.client);
  return report;
}

/** What is noted as done must be what runs. */
async function refuseOthers(db: Catalogue, plugins: readonly Plugin[]): Promise<void> {
  const digest = await createDigest();
  const [lacking] = staleEntries(setOf(createRegistry(plugins), digest), setOf(db.registry, digest));
  if (lacking === undefined) return;
  throw new StoreError(
    "unknown-values",
    `Cannot compute "${lacking.id}" again: the catalogue was opened with it, and executeRerun was given plugins without it, ` +
      "or with other options; give both the same plugins",
  );
}

async function numbered(db: Catalogue, { after }: RerunPass): Promise<ReadonlyMap<number, number>> {
  const digest = await createDigest();
  const sets = new Map<number, number>();
  for (const [before, list] of after) sets.set(before, await keepSet(db.store.client, list, digest));
  return sets;
}

async function runAnalyzers(
  pass: RerunPass,
  db: Catalogue,
  plugins: readonly Plugin[],
  file: ParseOptions,
  run: RunOptions,
): Promise<Report> {
  const sets = await numbered(db, pass);
  return pipeline(
    recall(db, { filter: pass.filter, wanted: pass.runs, sets, kept: pass.kept }),
    download<Recollection>(),
    reread(file),
    parse(file),
    analyze(...plugins),
    renew(db, pass.stale),
  ).run(run);
}

async function runTaggers(
  pass: RerunPass,
  db: Catalogue,
  plugins: readonly Plugin[],
  run: RunOptions,
): Promise<Report> {
  const sets = await numbered(db, pass);
  const needed = createRegistry(plugins).taggers.flatMap(({ needs }) => needs.map(([, feature]) => feature));
  return pipeline(
    recallTags(db, pass.filter, needed),
    retag(plugins, pass.runs),
    storeTags(db, plugins, pass.runs, sets),
  ).run(run);
}
