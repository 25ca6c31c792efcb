/** Splits for training, validation and test: by clusters of the same music, so that nothing that is trained on is tested. */

import { rankOf } from "../catalogue/asking/by-lot.ts";
import type { Digest } from "../digest.ts";
import { AskedError } from "../errors.ts";

/** A split and how much of the whole it is to have, in any unit. */
export interface Share {
  readonly name: string;
  readonly share: number;
}

/** Reads `train=80,validation=10,test=10`. @throws AskedError where it cannot be read. */
export function readShares(text: string): readonly Share[] {
  const shares = text.split(",").map((part): Share => {
    const [, name, share] = /^\s*([\w-]+)\s*=\s*(\d+(?:\.\d+)?)\s*%?\s*$/.exec(part) ?? [];
    if (name === undefined || !(Number(share) > 0))
      throw new AskedError(
        "bad-split",
        `Cannot split by "${part}": expected NAME=SHARE, for example train=80,validation=10,test=10`,
      );
    return { name, share: Number(share) };
  });
  const twice = shares.find(
    ({ name }, n) => shares.findIndex((one) => one.name.toLowerCase() === name.toLowerCase()) < n,
  );
  if (twice) throw new AskedError("bad-split", `Cannot split: "${twice.name}" is named twice`);
  return shares;
}

/**
 * Gives each file a split. Clusters come in an order that the seed shuffles; each goes where most is missing of the share,
 * so that no split is over its share by more than the largest cluster. The same files and seed give the same splits,
 * whatever their order.
 *
 * @param hashes of the files, in hex.
 * @param clusterOf a name of the cluster of a file; undefined where it is like no other.
 */
export function splitFiles(
  hashes: readonly string[],
  clusterOf: (hash: string) => string | undefined,
  shares: readonly Share[],
  { seed, digest }: { readonly seed: number; readonly digest: Digest },
): ReadonlyMap<string, string> {
  const clusters = [...Map.groupBy(hashes, (hash) => clusterOf(hash) ?? hash).values()].map((members) => {
    const sorted = [...members].sort();
    return { members: sorted, rank: rankOf(digest, seed, sorted[0] ?? "") };
  });
  clusters.sort((a, b) => (a.rank < b.rank ? -1 : 1));
  const whole = shares.reduce((sum, { share }) => sum + share, 0);
  const splits = shares.map(({ name, share }) => ({ name, wanted: (share / whole) * hashes.length, has: 0 }));
  const found = new Map<string, string>();
  for (const { members } of clusters) {
    const neediest = splits.reduce((a, b) => (b.has / b.wanted < a.has / a.wanted ? b : a));
    neediest.has += members.length;
    for (const hash of members) found.set(hash, neediest.name);
  }
  return found;
}
