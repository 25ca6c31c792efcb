/** A run that adds files: rows are packed by its layout anywhere, and come in batch by batch until it ends. */

import { createDigest } from "../../digest.ts";
import type { Report } from "../../pipeline/report.ts";
import type { Packed } from "../../pipeline/stage.ts";
import { keepSets } from "../renewing/staleness.ts";
import type { Store } from "../store.ts";
import { deferIndexes, missingIndexes, type OnIndex } from "../tables/index-building.ts";
import type { WritePlan } from "../tables/plan.ts";
import { noteSeen } from "./note-seen.ts";
import type { PackedAbout } from "./row-set.ts";
import type { RunAbout } from "./run-record.ts";
import type { Seen, SeenChanges } from "./seen.ts";
import { settle } from "./settle.ts";
import { writePacked } from "./write.ts";
import type { Written } from "./written.ts";

/** How a run is begun. */
export interface BeginOptions {
  /** Leaves secondary indexes out until the run ends: for loads that are large beside what is there. */
  readonly bulk?: boolean;
  /** Kept with the run: what it was told. */
  readonly about?: RunAbout;
}

/** A run that adds files, from its beginning to its end. */
export interface Run {
  /** How its rows are packed; cloneable, so that workers can. */
  readonly layout: WritePlan;
  /** How many batches may be written at once. */
  readonly writers: number;
  /** How many search indexes its end will make. */
  readonly missingIndexes: number;
  /** Writes one packed batch in one transaction. @throws StoreError `write-failed`; nothing of the batch is stored then. */
  readonly write: (packed: Packed) => Promise<Written>;
  /** Marks what the run found to be gone, moved or back. */
  readonly seen: (seen: Seen) => Promise<SeenChanges>;
  /** Notes how far the run is, for other processes that look at the catalogue meanwhile. */
  readonly tell: (counts: Readonly<Record<string, number>>) => void;
  /**
   * Ends the run: makes the indexes that a first or a bulk load left out, refreshes what the planner knows, and remembers how
   * long things took.
   *
   * @param stop leaves the indexes that are not made yet to the next run.
   */
  readonly end: (report: Report, onIndex?: OnIndex, stop?: AbortSignal) => Promise<void>;
}

/** Begins a run. A run of the same store that never came to its end is over then. */
export async function beginRun(store: Store, { bulk = false, about = {} }: BeginOptions = {}): Promise<Run> {
  const { client, features, columns, registry } = store;
  if (bulk) await deferIndexes(client);
  const { data: places } = await store.placesToAdd();
  const record = await store.runs.begin("add", { ...about, bulk });
  const { run, analyzerSet } = record;
  const keptSets = new Set<number>();
  return {
    layout: { features, places, run, analyzerSet },
    writers: store.writers,
    missingIndexes: (await missingIndexes(client)).length,
    write: async (packed) => {
      const { sets } = packed.about as PackedAbout;
      const fresh = [...sets].filter(([number]) => !keptSets.has(number));
      if (fresh.length > 0) {
        const lists = fresh.map(([, set]) => set);
        await keepSets(client, lists, registry, await createDigest());
        for (const [number] of fresh) keptSets.add(number);
      }
      const written = await store.write((writer) => writePacked(writer, packed, features, columns));
      record.count(written.counts);
      store.noteChanges(Object.values(written.counts).reduce((sum, one) => sum + one, 0));
      return written;
    },
    seen: async (seen) => {
      const sources = [places.machine, ...places.mounts, places.bucket].map(({ source }) => source);
      const changes = await noteSeen(client, seen, { run, sources });
      record.count({ ...changes });
      return changes;
    },
    tell: record.tell,
    end: async (report, onIndex, stop) => {
      await settle(client, columns);
      await record.end(report, onIndex, stop);
    },
  };
}
