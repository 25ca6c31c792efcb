/** renew: writes new values of some analyzers to the rows of known contents; nothing else of them changes. */

import { createRowSet } from "../catalogue/adding/row-set.ts";
import { addSongFacts, damageOf } from "../catalogue/adding/song-rows.ts";
import type { Catalogue } from "../catalogue/catalogue.ts";
import {
  type Renewal,
  type RenewalPlan,
  type RenewedColumn,
  renewedBase,
  renewedColumns,
} from "../catalogue/renewing/renewal.ts";
import { contentTerms } from "../catalogue/tables/content-terms.ts";
import { RowPacker } from "../catalogue/tables/copy-binary.ts";
import { type Context, each, type Sink, type Step, skip } from "../pipeline/stage.ts";
import type { Analyzed, Recalled } from "../plugin/records.ts";

/**
 * A sink for contents that were recalled and analyzed. Counts `renewed`.
 *
 * @param wanted the analyzers whose values are written.
 */
export function renew(db: Pick<Catalogue, "beginRenewal">, wanted: readonly string[]): Sink<Analyzed> {
  let begun: Promise<Renewal> | undefined;
  return {
    kind: "sink",
    pack: each({
      stage: "renew",
      module: import.meta.url,
      name: "startRenew",
      start: startRenew,
      prepare: async () => {
        begun = db.beginRenewal(wanted);
        return (await begun).layout;
      },
    }),
    write: async (batches, run) => {
      const renewal = await (begun as Promise<Renewal>);
      for await (const packed of batches) run.count("renewed", await renewal.write(packed));
      await renewal.end(run.report(), undefined, run.stop);
    },
  };
}

/** Starts the packing step in a thread. */
export function startRenew(plan: RenewalPlan, _context: Context): Step<Analyzed, never> {
  const base = renewedBase(plan);
  const values = new RowPacker(renewedColumns(plan));
  const rows = createRowSet({ features: [] });
  return {
    each: ({ song, features, failures, recalled }) => {
      const { content, set, kept } = recalled as Recalled;
      const told: Readonly<Record<RenewedColumn, unknown>> = {
        id: content,
        analyzer_set: set,
        terms: plan.termColumns.length > 0 ? contentTerms(song, { ...kept, ...features }, plan.termColumns) : null,
        ...damageOf(song),
      };
      values.row([...base.map(({ column }) => told[column]), ...plan.columns.map(({ feature }) => features[feature])]);
      if (plan.hasSongFacts) addSongFacts(rows, content, song, []);
      for (const failure of failures) {
        if (plan.analyzers.includes(failure.analyzer)) rows.add("failure", { content, ...failure });
      }
      rows.endItem();
      return skip;
    },
    flush: () => {
      const packed = rows.take();
      return packed && { buffers: [values.take(), ...packed.buffers], about: null };
    },
  };
}
