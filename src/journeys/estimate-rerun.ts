/** How long it takes to compute something again: as long as it took before, or as it takes on some files. */
import { availableParallelism } from "node:os";
import type { Catalogue } from "../catalogue/catalogue.ts";
import type { RerunPass } from "../catalogue/renewing/rerun.ts";
import { stalenessOf, type Timing } from "../catalogue/renewing/staleness.ts";
import { pipeline } from "../pipeline/pipeline.ts";
import type { Plugin } from "../plugin/plugin.ts";
import { analyze } from "../stages/analyze.ts";
import { take } from "../stages/general.ts";
import { parse } from "../stages/parse.ts";
import { recall, reread } from "../stages/recall.ts";

/** Files that are tried where nobody knows how long an analyzer takes. */
const triedFiles = 64;

/** What stands for a part that never ran here. */
const like: Readonly<Record<string, string>> = { reread: "hash", "renew.wait": "store.write" };

/**
 * Seconds that a pass takes; undefined where nobody knows: an analyzer never ran here, and no file is there to try it on.
 *
 * @param workers threads that will analyze.
 */
export async function estimateRerun(
  pass: RerunPass,
  db: Catalogue,
  plugins: readonly Plugin[],
  workers: number,
): Promise<number | undefined> {
  const { timings } = await stalenessOf(db.store);
  const perFile = (parts: readonly string[]): number | undefined => {
    const known = parts.map((part) => timings.get(part) ?? timings.get(like[part] ?? ""));
    return known.every((one): one is Timing => one !== undefined)
      ? known.reduce((sum, { seconds, files }) => sum + seconds / files, 0)
      : undefined;
  };
  const each =
    pass.kind === "taggers"
      ? perFile(["tag"])
      : (perFile(["reread", "parse", ...pass.runs.map((id) => `analyze/${id}`)]) ?? (await tryOut(pass, db, plugins)));
  if (each === undefined) return undefined;
  const written = perFile(["renew.wait"]) ?? 0;
  return ((each + written) * pass.contents) / Math.max(1, Math.min(workers, availableParallelism()));
}

/** Seconds a file, measured on some. */
async function tryOut(pass: RerunPass, db: Catalogue, plugins: readonly Plugin[]): Promise<number | undefined> {
  const { seconds, counts } = await pipeline(
    recall(db, { filter: pass.filter, wanted: pass.runs, sets: new Map(), kept: [] }),
    take(triedFiles),
    reread(),
    parse(),
    analyze(...plugins),
  ).run({ workers: 1 });
  const files = counts["analyzed"] ?? 0;
  const spent = ["reread", "parse", "analyze"].reduce((sum, stage) => sum + (seconds[stage] ?? 0), 0);
  return files > 0 ? spent / files : undefined;
}
