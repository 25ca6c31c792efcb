/** Renewal: known contents get new values of some columns; everything else of their rows stays as it is. */

import { type Client, lifeOf } from "../../database/client.ts";
import { writeFailure } from "../../database/error.ts";
import type { Sql } from "../../database/sql.ts";
import { lockContents, transact } from "../../database/transaction.ts";
import type { Packed } from "../../pipeline/stage.ts";
import { kindOf } from "../../plugin/kinds.ts";
import type { Registry } from "../../plugin/registry.ts";
import { retellFailures } from "../adding/failures.ts";
import { isOfNames, mergeNames } from "../adding/merge-names.ts";
import type { RunRecord } from "../adding/run-record.ts";
import { settle } from "../adding/settle.ts";
import type { Store } from "../store.ts";
import { copyRows } from "../tables/copy-rows.ts";
import {
  type FeatureColumn,
  featureColumns,
  type PlanColumn,
  staged,
  stagedTables,
  type ToldColumn,
  toldColumns,
} from "../tables/plan.ts";
import { quoted } from "../tables/schema.ts";
import { ensureStaging } from "../tables/staging.ts";
import { retellSongFacts, songFactsId } from "./song-facts.ts";

/** Which columns a renewal writes; cloneable, so that workers can pack rows. */
export interface RenewalPlan {
  /** Columns of the analyzers that run. */
  readonly columns: readonly FeatureColumn[];
  /** All columns that index terms are made of; empty where the terms stay as they are. */
  readonly termColumns: readonly FeatureColumn[];
  /** Analyzers whose failures are told anew. */
  readonly analyzers: readonly string[];
  /** Columns of tempo and key, where they change, so that names are compared with them again. */
  readonly estimates: readonly FeatureColumn[];
  /** True when the rows of tracks, sections and so on are written too. */
  readonly hasSongFacts: boolean;
}

/** What a renewal of some analyzers writes. */
export function renewalPlan(registry: Registry, wanted: readonly string[]): RenewalPlan {
  const all = featureColumns(registry.fields);
  const owned = new Set(
    registry.analyzers
      .filter(({ analyzer }) => wanted.includes(analyzer.id))
      .flatMap(({ fields }) => fields.map(({ column }) => column)),
  );
  const columns = all.filter(({ column }) => owned.has(column));
  const termColumns = all.filter(({ kind }) => kindOf(kind).pattern !== undefined);
  const hasSongFacts = wanted.includes(songFactsId);
  // The MinHash gives terms too.
  const touchesTerms = hasSongFacts || columns.some(({ kind }) => kindOf(kind).pattern !== undefined);
  const isEstimate = ({ column }: FeatureColumn): boolean => isOfNames(column);
  return {
    columns,
    termColumns: touchesTerms ? termColumns : [],
    analyzers: wanted,
    estimates: columns.some(isEstimate) ? all.filter(isEstimate) : [],
    hasSongFacts,
  };
}

/** Analyzers that have to run so that the index terms of a content can be made anew. */
export const termAnalyzers = (registry: Registry, { termColumns }: RenewalPlan): readonly string[] =>
  registry.analyzers
    .filter(({ fields }) => fields.some(({ column }) => termColumns.some((one) => one.column === column)))
    .map(({ analyzer }) => analyzer.id);

/** Base columns that a renewal writes. */
export type RenewedColumn = ToldColumn<"content", "always" | "terms" | "song">["column"];

/** Columns of a staged row; those of features come last. */
export const renewedColumns = ({ columns, termColumns, hasSongFacts }: RenewalPlan): readonly PlanColumn[] => [
  ...renewedBase({ termColumns, hasSongFacts }),
  ...columns,
];

/** Those of them that every catalogue has. */
export const renewedBase = ({
  termColumns,
  hasSongFacts,
}: Pick<RenewalPlan, "termColumns" | "hasSongFacts">): readonly ToldColumn<"content", "always" | "terms" | "song">[] =>
  toldColumns(
    "content",
    "always",
    ...(termColumns.length > 0 ? ["terms" as const] : []),
    ...(hasSongFacts ? ["song" as const] : []),
  );

/** Makes this session's staging table for a renewal. */
async function stageRenewal(sql: Sql, plan: RenewalPlan, pooled: boolean): Promise<void> {
  const columns = renewedColumns(plan).map(({ column, type }) => `${quoted(column)} ${type}`);
  await sql.unsafe("drop table if exists stage_renewed");
  await sql.unsafe(`create temp table stage_renewed (${columns.join(", ")}) ${lifeOf(pooled)}`);
}

/** A run that computes the values of some analyzers anew, from its beginning to its end. */
export interface Renewal {
  /** How its rows are packed; cloneable, so that workers can. */
  readonly layout: RenewalPlan;
  /**
   * Writes one packed batch of renewed values in one transaction, and returns how many contents it renewed.
   *
   * @throws StoreError `write-failed`; nothing of the batch is written then.
   */
  readonly write: (packed: Packed) => Promise<number>;
  readonly end: RunRecord["end"];
}

/** Begins a renewal. @param wanted the analyzers whose values are computed anew. */
export async function beginRenewal(store: Store, wanted: readonly string[]): Promise<Renewal> {
  const { client, registry, features } = store;
  const record = await store.runs.begin("run", { analyzers: wanted });
  const layout = renewalPlan(registry, wanted);
  await client.eachSession((session, pooled) => stageRenewal(session, layout, pooled));
  return {
    layout,
    write: async (packed) => {
      const renewed = await renew(client, packed, layout, features);
      record.count({ renewed });
      store.noteChanges(renewed);
      return renewed;
    },
    end: (report, onIndex, stop) => endRenewal(store, record, report, onIndex, stop),
  };
}

/** Ends a run that changed known contents. */
export async function endRenewal(
  { client, columns }: Store,
  record: RunRecord,
  ...how: Parameters<RunRecord["end"]>
): Promise<void> {
  await settle(client, columns);
  await record.end(...how);
}

/** @param features all columns of features. */
async function renew(
  sql: Client,
  packed: Packed,
  plan: RenewalPlan,
  features: readonly FeatureColumn[],
): Promise<number> {
  const [rows = new Uint8Array(), ...others] = packed.buffers;
  const failures = others[stagedTables.indexOf("failure")] ?? new Uint8Array();
  const columns = renewedColumns(plan);
  const values = columns
    .filter(({ column }) => column !== "id")
    .map(({ column }) => `${quoted(column)} = s.${quoted(column)}`);
  try {
    return await transact(sql, async (tx) => {
      await ensureStaging(tx, features, sql.isPooled());
      await copyRows(tx, "stage_renewed", columns, rows);
      await copyRows(tx, "stage_failure", staged.failure, failures);
      await lockContents(tx, "stage_renewed");
      const { count } = await tx.unsafe(
        `update content c set ${values.join(", ")}, analyzed = now() from stage_renewed s where c.id = s.id`,
      );
      if (plan.hasSongFacts) await retellSongFacts(tx, others, "stage_renewed");
      await mergeNames(tx, plan.estimates, "select id from stage_renewed");
      await retellFailures(tx, "stage_renewed", plan.analyzers);
      return count;
    });
  } catch (error) {
    throw writeFailure(error);
  }
}
