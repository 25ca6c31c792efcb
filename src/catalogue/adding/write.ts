/** Writing packed batches: one transaction each; where a batch is refused, it is halved until the bad item stands alone. */

import type { Client } from "../../database/client.ts";
import { messageOf, StoreError, writeFailure } from "../../database/error.ts";
import type { Rejection } from "../../pipeline/rejection.ts";
import type { Packed } from "../../pipeline/stage.ts";
import { columnsOf, type FeatureColumn, stagedTables } from "../tables/plan.ts";
import { copyNew, type Merged, mergeRows, type Rows } from "./merge.ts";
import { insertRows, readRows } from "./rescue.ts";
import type { PackedAbout } from "./row-set.ts";
import { settle, settleSome } from "./settle.ts";
import type { Written } from "./written.ts";

/**
 * Writes a packed batch.
 *
 * @param features the columns of the packed rows.
 * @param known all columns of features that the catalogue has.
 * @throws StoreError `write-failed` when the database itself fails (disk full, connection lost); nothing of the batch
 * is stored then.
 */
export async function writePacked(
  sql: Client,
  packed: Packed,
  features: readonly FeatureColumn[],
  known: readonly FeatureColumn[],
): Promise<Written> {
  const { ends, items, music, sets: _sets, ...ids } = packed.about as PackedAbout;
  const endOf = (item: number, table: number): number =>
    item < 0 ? 0 : (ends[item * stagedTables.length + table] as number);
  const slice = (from: number, to: number): Rows =>
    Object.fromEntries(
      stagedTables.map((table, n) => [
        table,
        (packed.buffers[n] as Uint8Array).subarray(endOf(from - 1, n), endOf(to - 1, n)),
      ]),
    ) as Rows;
  const counts = { stored: 0, "copies stored": 0 };
  const rejected: Rejection[] = [];
  const account = (merged: Merged): void => {
    counts.stored += merged.contents;
    counts["copies stored"] += merged.copies;
    for (const path of merged.collisions) {
      rejected.push({ path, stage: "store", code: "id-collision", message: "Other bytes have the same 63-bit id" });
    }
  };

  const writeAll = async (): Promise<void> => {
    try {
      if (await copyNew(sql, slice(0, items), ids, features)) {
        account({ contents: music, copies: ids.copies.length, collisions: [] });
        const touched = [...new Set([...ids.contents, ...ids.unsettled])];
        return await settleSome(sql, `{${touched.join(",")}}`, known);
      }
    } catch (error) {
      // What came in since it was asked for, or what the database refuses: merging finds out.
      if (!isAboutData(error)) throw writeFailure(error);
    }
    await writeItems(0, items);
    await settle(sql, known);
  };
  const writeItems = async (from: number, to: number): Promise<void> => {
    try {
      account(await mergeRows(sql, slice(from, to), features));
    } catch (error) {
      if (!isAboutData(error)) throw writeFailure(error);
      if (to - from === 1) return refuse(slice(from, to));
      const middle = (from + to) >> 1;
      await writeItems(from, middle);
      await writeItems(middle, to);
    }
  };
  /** The one item that the database refuses: the reason comes from inserting it row by row. */
  const refuse = async (rows: Rows): Promise<void> => {
    try {
      account(await insertRows(sql, rows, features));
    } catch (error) {
      // Not about the item: the server is lost, or the disk is full.
      if (error instanceof StoreError) throw error;
      const copy = readRows(rows.copy, columnsOf("copy", features)).next().value as (string | null)[] | undefined;
      const path = copy?.[3] ?? "";
      rejected.push({ path, stage: "store", code: "refused-by-database", message: messageOf(error) });
    }
  };

  if (items > 0) await writeAll();
  return { counts, rejected };
}

/** Class 22 is bad data, 23 a broken constraint, 25P02 a COPY that failed before (PostgreSQL, appendix A). */
function isAboutData(error: unknown): boolean {
  const code = (error as { readonly code?: unknown }).code;
  return typeof code === "string" && (/^2[23]/.test(code) || code === "25P02");
}
