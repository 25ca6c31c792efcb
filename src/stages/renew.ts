/** renew: writes new values of some analyzers to the rows of known contents; nothing else of them changes. */
import { type Context, each, type Sink, type Step, skip } from "../pipeline/stage.ts";
import type { Analyzed, Recalled } from "../plugin/records.ts";
import { contentTerms } from "../store/content-terms.ts";
import { RowPacker } from "../store/copy-binary.ts";
import { staged } from "../store/plan.ts";
import { type RenewalPlan, renewedColumns } from "../store/renewal.ts";
import type { Store } from "../store/store.ts";

/**
 * A sink for contents that were recalled and analyzed. Counts `renewed`.
 *
 * @param wanted the analyzers whose values are written.
 */
export function renew(db: Store, wanted: readonly string[]): Sink<Analyzed> {
  return {
    kind: "sink",
    pack: each({
      stage: "renew",
      module: import.meta.url,
      name: "startRenew",
      start: startRenew,
      prepare: () => db.beginRenewal(wanted),
    }),
    write: async (batches, run) => {
      for await (const packed of batches) run.count("renewed", await db.renew(packed));
      await db.endRun(run.report());
    },
  };
}

/** Starts the packing step in a thread. */
export function startRenew(plan: RenewalPlan, _context: Context): Step<Analyzed, never> {
  const rows = new RowPacker(renewedColumns(plan));
  const failed = new RowPacker(staged.failure);
  return {
    each: ({ song, features, failures, recalled }) => {
      const { content, set, kept } = recalled as Recalled;
      const terms = plan.termColumns.length > 0 ? [contentTerms(song, { ...kept, ...features }, plan.termColumns)] : [];
      rows.row([content, set, ...terms, ...plan.columns.map(({ feature }) => features[feature])]);
      for (const { analyzer, version, code, message } of failures) {
        if (plan.analyzers.includes(analyzer)) failed.row([content, analyzer, version, code, message]);
      }
      return skip;
    },
    flush: () => (rows.length > 0 ? { buffers: [rows.take(), failed.take()], about: null } : undefined),
  };
}
