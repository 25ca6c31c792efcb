/** What is stale in a catalogue: what would run again, on how many files, and how long that takes. */
import { availableParallelism } from "node:os";
import type { Catalogue } from "../catalogue/catalogue.ts";
import { planRerun, type RerunStep, type Retry } from "../catalogue/renewing/rerun.ts";
import { stalenessOf } from "../catalogue/renewing/staleness.ts";
import { AskedError } from "../errors.ts";
import type { Registry } from "../plugin/registry.ts";
import { estimateRerun } from "./estimate-rerun.ts";

/** What `rerun` would do. */
export interface Stale {
  /** Contents that are worked on. */
  readonly contents: number;
  /** How long that takes; null where nobody knows. */
  readonly seconds: number | null;
  /** Each analyzer and tagger that would run, and why. */
  readonly steps: readonly RerunStep[];
  /** Ids of what made values and is not loaded: nobody can say whether it has changed. */
  readonly notLoaded: readonly string[];
}

/**
 * Says what is stale. It changes nothing; where an analyzer never ran in this catalogue, it is tried on some files.
 *
 * @param retry also what failed in its present version: all, or by id.
 * @param workers threads that would analyze.
 * @example
 * const { contents, seconds, steps } = await stale(db);
 * for (const { id, reasons } of steps) console.log(id, reasons);
 */
export async function stale(
  db: Catalogue,
  {
    retry = false,
    workers = Math.max(1, availableParallelism()),
  }: { readonly retry?: Retry; readonly workers?: number | undefined } = {},
): Promise<Stale> {
  const { passes, contents, steps } = await planRerun(db, retry);
  const estimates = await Promise.all(passes.map((pass) => estimateRerun(pass, db, db.plugins, workers)));
  const isKnown = estimates.every((seconds) => seconds !== undefined);
  const seconds = isKnown ? estimates.reduce((sum, one) => sum + (one ?? 0), 0) : null;
  return { contents, seconds, steps, notLoaded: await notLoaded(db) };
}

async function notLoaded(db: Catalogue): Promise<readonly string[]> {
  const { sets, now } = await stalenessOf(db.store);
  const here = new Set(now.map(({ id }) => id));
  return [...new Set(sets.flatMap(({ list }) => list.map(({ id }) => id)))].filter((id) => !here.has(id)).sort();
}

/**
 * Which failures `key, arp` asks to try again. @throws AskedError `no-plugin` for an id that no loaded plugin provides.
 */
export function readRetry(ids: string, { analyzers, taggers }: Registry): Retry {
  const loaded = new Set([...analyzers.map(({ analyzer }) => analyzer.id), ...taggers.map(({ tagger }) => tagger.id)]);
  const asked = ids.split(",").map((id) => id.trim());
  const stranger = asked.find((id) => !loaded.has(id));
  if (stranger === undefined) return asked;
  throw new AskedError(
    "no-plugin",
    `Cannot try "${stranger}" again: no loaded plugin has an analyzer or tagger with that name`,
  );
}
