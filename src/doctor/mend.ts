/** Mending a catalogue: what its check finds, values that are lost, moves that were stopped, and what dead processes left. */

import { checkCatalogue } from "../catalogue/care/check.ts";
import { mendCatalogue } from "../catalogue/care/mend.ts";
import type { Catalogue } from "../catalogue/catalogue.ts";
import { removeLeftovers } from "../database/folder/leftovers.ts";
import { isServer } from "../database/server/server.ts";
import { rerun } from "../journeys/rerun.ts";
import { alone, recoverAll, unfinishedIn } from "../organize/alone.ts";

/** One thing that was mended. */
export type Mended =
  /** Rows and indexes, by the names of the checks that found something. */
  | { readonly what: "tables"; readonly checks: readonly string[] }
  /** Values, from files that were read and analyzed again. */
  | { readonly what: "values"; readonly files: number }
  /** Moves that were stopped, by the number of their run: the catalogue says where their files lie. */
  | { readonly what: "moves"; readonly runs: readonly number[] }
  /** Files that stopped processes had left in the catalogue's folder, which are gone now. */
  | { readonly what: "leftovers"; readonly files: readonly string[] };

/**
 * Mends all that can be mended in a catalogue that was opened for writing, which settles what a stopped run left.
 *
 * @param onMended told each thing as soon as it is done.
 * @returns what was mended, in that order; nothing where all was well.
 * @throws StoreError `locked` when another process moves files of the catalogue.
 * @example
 * for (const one of await mendAll(db)) console.log(one.what);
 */
export async function mendAll(db: Catalogue, onMended: (one: Mended) => void = () => {}): Promise<readonly Mended[]> {
  const all: Mended[] = [];
  const did = (one: Mended): void => {
    all.push(one);
    onMended(one);
  };
  const { findings } = await checkCatalogue(db);
  const { names, renews } = await mendCatalogue(db.store, findings);
  if (names.length > 0) did({ what: "tables", checks: names });
  if (renews) did({ what: "values", files: (await rerun(db)).counts["renewed"] ?? 0 });
  if (unfinishedIn(db).length > 0) did({ what: "moves", runs: await alone(db, () => recoverAll(db)) });
  const left = isServer(db.url) ? [] : removeLeftovers(db.url);
  if (left.length > 0) did({ what: "leftovers", files: left });
  return all;
}
