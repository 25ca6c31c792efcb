/** Some of the rows of a query, by lot: the same for rows alone and for rows with their files. */
import { contentId, type Digest, hexOf } from "../../digest.ts";
import type { Prepared } from "./prepare.ts";

/** Which lot is drawn. */
export interface Lot {
  readonly count: number;
  readonly seed: number;
  readonly digest: Digest;
}

/** A place in a shuffle that depends on nothing but the seed and the hash of the file. */
export const rankOf = (digest: Digest, seed: number, hash: string): string => hexOf(digest(`${seed}\n${hash}`));

/** The rows that the seed chooses, in their order. */
export function rowsByLot<Row extends { readonly hash: string }>(
  rows: readonly Row[],
  { count, seed, digest }: Lot,
): readonly Row[] {
  const ranked = rows.map(({ hash }) => ({ hash, rank: rankOf(digest, seed, hash) }));
  ranked.sort((a, b) => (a.rank < b.rank ? -1 : 1));
  const chosen = new Set(ranked.slice(0, count).map(({ hash }) => hash));
  return rows.filter(({ hash }) => chosen.has(hash));
}

/** The same query, of these contents alone. @param hashes in hex. */
export function onlyThese(prepared: Prepared, hashes: readonly string[]): Prepared {
  const ids = hashes.map((hash) => contentId(Buffer.from(hash, "hex")));
  const text = `(${prepared.where.text}) and c."id" = any('{${ids.join(",")}}'::int8[])`;
  return { ...prepared, where: { ...prepared.where, text } };
}
