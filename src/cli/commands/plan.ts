/** midiq plan: what would run, on how many files, and how long. */

import { availableParallelism } from "node:os";
import type { Catalogue } from "../../catalogue/catalogue.ts";
import { planRerun, type RerunStep, type Retry } from "../../catalogue/renewing/rerun.ts";
import { stalenessOf } from "../../catalogue/renewing/staleness.ts";
import { estimateRerun } from "../../journeys/estimate-rerun.ts";
import type { Registry } from "../../plugin/registry.ts";
import { counted } from "../../text/counted.ts";
import { jsonLine } from "../../text/plain.ts";
import { table } from "../../text/table.ts";
import { exits, Mistake } from "../failure.ts";
import { durationText } from "../progress.ts";
import { type CatalogueOptions, withCatalogue } from "../settings.ts";

/** Options of `midiq plan`. */
export interface PlanOptions extends CatalogueOptions {
  readonly retry?: string | true;
  readonly workers?: number;
  readonly json?: true;
}

/** What `--retry` and `--retry a,b` ask for. */
export function retryOf(given: string | true | undefined, { analyzers, taggers }: Registry): Retry {
  if (typeof given !== "string") return given ?? false;
  const loaded = new Set([...analyzers.map(({ analyzer }) => analyzer.id), ...taggers.map(({ tagger }) => tagger.id)]);
  const ids = given.split(",").map((id) => id.trim());
  const stranger = ids.find((id) => !loaded.has(id));
  if (stranger === undefined) return ids;
  throw new Mistake(`Cannot try "${stranger}" again: no loaded plugin has an analyzer or tagger with that name`);
}

/** Says what is stale. */
export async function plan(options: PlanOptions): Promise<number> {
  return withCatalogue(options, "read", async (db, plugins) => {
    const rerun = await planRerun(db, retryOf(options.retry, db.registry));
    const workers = options.workers ?? Math.max(1, availableParallelism());
    const estimates = await Promise.all(rerun.passes.map((pass) => estimateRerun(pass, db, plugins, workers)));
    const isKnown = estimates.every((seconds) => seconds !== undefined);
    const seconds = isKnown ? estimates.reduce((sum, one) => sum + (one ?? 0), 0) : null;
    if (options.json) {
      process.stdout.write(`${jsonLine({ contents: rerun.contents, seconds, steps: rerun.steps })}\n`);
      return exits.found;
    }
    const absent = await notLoaded(db);
    const unseen =
      absent.length > 0 ? `Not loaded, so not checked: ${absent.join(", ")}. Load their plugins with --plugin.\n` : "";
    if (rerun.steps.length === 0) {
      process.stderr.write(`Nothing to do: all values come from the analyzers that are loaded.\n${unseen}`);
      return exits.found;
    }
    const columns = [
      { heading: "would run", numeric: false },
      { heading: "version", numeric: true },
      { heading: "files", numeric: true },
      { heading: "because", numeric: false },
    ];
    process.stdout.write(`${table(columns, rerun.steps.map(rowOf), Number.POSITIVE_INFINITY).join("\n")}\n`);
    const long = seconds === null ? "duration unknown" : `about ${durationText(seconds)}`;
    process.stderr.write(`${counted(rerun.contents, "file")}, ${long}. midiq run computes them.\n${unseen}`);
    return exits.found;
  });
}

/** Ids of what made values in the catalogue and is not at hand: nobody can say whether it has changed. */
async function notLoaded(db: Catalogue): Promise<readonly string[]> {
  const { sets, now } = await stalenessOf(db.store);
  const here = new Set(now.map(({ id }) => id));
  return [...new Set(sets.flatMap(({ list }) => list.map(({ id }) => id)))].filter((id) => !here.has(id)).sort();
}

const rowOf = ({ id, kind, version, contents, reasons }: RerunStep): readonly string[] => [
  `${kind} ${id}`,
  String(version),
  contents.toLocaleString("en"),
  Object.entries(reasons)
    .map(([reason, count]) => (count === contents ? reason : `${reason} (${count.toLocaleString("en")})`))
    .join(", "),
];
