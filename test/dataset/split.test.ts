import { expect, test } from "bun:test";
import { readShares, splitFiles } from "../../src/dataset/split.ts";
import { createDigest, hexOf } from "../../src/digest.ts";

const digest = await createDigest();
const hashes = Array.from({ length: 1000 }, (_, n) => hexOf(digest(`file ${n}`)));
/** Clusters of 1 to 12 files. */
const clusters = new Map(hashes.map((hash, n) => [hash, String(Math.floor(Math.sqrt(n * 12)))]));
const clusterOf = (hash: string): string | undefined => clusters.get(hash);
const shares = readShares("train=80, validation=10,test=10%");
const split = (seed: number, some = hashes) => splitFiles(some, clusterOf, shares, { seed, digest });

test("no cluster is in two splits, and splits are near their shares, whatever the seed", () => {
  for (let seed = 0; seed < 20; seed++) {
    const splits = split(seed);
    const homes = Map.groupBy(hashes, (hash) => clusterOf(hash));
    expect([...homes.values()].filter((some) => new Set(some.map((hash) => splits.get(hash))).size > 1)).toEqual([]);
    const largest = Math.max(...[...homes.values()].map(({ length }) => length));
    for (const { name, share } of shares) {
      const has = [...splits.values()].filter((one) => one === name).length;
      expect(has - share * 10).toBeLessThanOrEqual(largest);
      expect(share * 10 - has).toBeLessThanOrEqual((shares.length - 1) * largest);
    }
  }
});

test("the same files and seed give the same splits in any order; another seed gives others", () => {
  const plain = (splits: ReadonlyMap<string, string>) => hashes.map((hash) => splits.get(hash)).join();
  expect(plain(split(7, hashes.toReversed()))).toBe(plain(split(7)));
  expect(plain(split(8))).not.toBe(plain(split(7)));
});

test.each(["train", "train=0", "train=80,", "a=1,A=2", "=5", "train=x"])("%s is refused", (text) =>
  expect(() => readShares(text)).toThrow(/Cannot split/),
);
