/** Vectors in memory: the kernel, its twin and the formula agree, and what is kept is what the table has. */
import { afterAll, expect, test } from "bun:test";
import { readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { facetRanges, likenessTo } from "../../dsl/mod.ts";
import { core, open } from "../../mod.ts";
import { readVectors, writeVectors } from "../../src/catalogue/vectors/file.ts";
import { vectorsOf } from "../../src/catalogue/vectors/kept.ts";
import { kernelOn } from "../../src/catalogue/vectors/kernel/kernel.ts";
import type { Slab } from "../../src/catalogue/vectors/slab.ts";
import { Vectors } from "../../src/catalogue/vectors/vectors.ts";
import { sampleIn } from "../catalogues.ts";
import { emptyFolder } from "../cli/run.ts";
import { randomOf } from "../dsl/random.ts";

const folder = emptyFolder();
afterAll(folder.remove, 180_000);

/** Components of a song: most are 0, and some facets have nothing. */
function components(random: ReturnType<typeof randomOf>): Uint8Array {
  const all = Uint8Array.from({ length: 155 }, () => (random.chance(0.6) ? 0 : random.whole(0, 255)));
  for (const [from, to] of Object.values(facetRanges)) if (random.chance(0.2)) all.fill(0, from, to);
  return all;
}

function some(count: number): { readonly vectors: Vectors; readonly songs: readonly Uint8Array[] } {
  const random = randomOf(5);
  const songs = Array.from({ length: count }, () => components(random));
  const vectors = new Vectors();
  songs.forEach((song, n) => {
    vectors.add(BigInt(n * 3), song, 0, Math.ceil(count / 2));
  });
  return { vectors, songs };
}

test("the kernel, its twin and the formula find the same, in every facet", () => {
  const { vectors, songs } = some(3000);
  expect(vectors.slabs.length).toBe(2);
  const slab = vectors.slabs[0] as Slab;
  expect(kernelOn(new WebAssembly.Memory({ initial: 1 }))).toBeDefined();
  for (const facet of [...(Object.keys(facetRanges) as (keyof typeof facetRanges)[]), "all"] as const) {
    for (const least of [-1, 0, 0.3, 0.5, 0.75, 1]) {
      const reference = songs[7] as Uint8Array;
      const likeness = likenessTo(reference, facet);
      const wanted = songs.flatMap((song, n) => (likeness(song) >= least ? [[BigInt(n * 3), likeness(song)]] : []));
      const found: (readonly [bigint, number])[] = [];
      vectors.eachAlike(
        { facets: reference, facet },
        () => least,
        (id, score) => found.push([id, score]),
      );
      expect(found as unknown).toEqual(wanted);
      const by = new Set(facet === "all" ? Object.keys(facetRanges) : [facet]);
      const [own, twin]: [number[], number[]] = [[], []];
      slab.scan(
        { facets: reference, by },
        () => least,
        (row) => own.push(row),
      );
      slab.scan(
        { facets: reference, by },
        () => least,
        (row) => twin.push(row),
        false,
      );
      // They may differ where rounding decides, and only there.
      const differ = own.filter((row) => !twin.includes(row)).concat(twin.filter((row) => !own.includes(row)));
      expect(differ.filter((row) => Math.abs(likeness(songs[row] as Uint8Array) - least) > 2e-4)).toEqual([]);
    }
  }
});

test("the most alike are the first of all in order, and single ones are found by their ids", () => {
  const { vectors, songs } = some(2000);
  const likeness = likenessTo(songs[3] as Uint8Array, "all");
  const all = songs.map((song, n) => ({ id: BigInt(n * 3), score: likeness(song) })).filter(({ score }) => score > 0);
  const without = new Set([9n]);
  const wanted = all.filter(({ id }) => !without.has(id)).sort((a, b) => b.score - a.score);
  const compared = { facets: songs[3] as Uint8Array, facet: "all" } as const;
  for (const most of [1, 10, 300, 5000]) expect(vectors.best(compared, most, without)).toEqual(wanted.slice(0, most));
  const heard: bigint[] = [];
  vectors.eachOf([-1n, 0n, 1n, 9n, 5997n, 6000n], compared, (id) => heard.push(id));
  expect(heard).toEqual([0n, 9n, 5997n]);
});

test("a file of vectors is read as it was written, and one that is cut, changed or of another key is not", () => {
  const { vectors, songs } = some(500);
  const path = join(folder.path, "vectors");
  writeVectors(folder.path, "a key", vectors);
  const compared = { facets: songs[1] as Uint8Array, facet: "melody" } as const;
  expect(readVectors(folder.path, "a key")?.best(compared, 9, new Set())).toEqual(vectors.best(compared, 9, new Set()));
  expect(readVectors(folder.path, "another")).toBeUndefined();
  expect(readVectors(join(folder.path, "nowhere"), "a key")).toBeUndefined();
  const bytes = readFileSync(path);
  for (const wrong of [bytes.subarray(0, 3000), bytes.subarray(0, -1), Buffer.concat([bytes, bytes])]) {
    writeFileSync(path, wrong);
    expect(readVectors(folder.path, "a key")).toBeUndefined();
  }
});

test("vectors are kept until a transaction changes them, and tags change none", async () => {
  const db = await open(await sampleIn(join(folder.path, "sample")), { plugins: [core], mode: "write" });
  try {
    const first = await vectorsOf(db.store);
    expect(first.count).toBe(Number((await db.query<{ n: string }>("select count(*) as n from vector"))[0]?.n));
    await db.tag("", { add: ["kept"] }, { all: true });
    expect(await vectorsOf(db.store)).toBe(first);
    await db.query("delete from vector where content = (select min(content) from vector)");
    const second = await vectorsOf(db.store);
    expect(second.count).toBe(first.count - 1);
    // Small catalogues need no file.
    expect(statSync(join(folder.path, "sample", "vectors"), { throwIfNoEntry: false })).toBeUndefined();
  } finally {
    await db.close();
  }
}, 60_000);

test("the bytes of the kernel are those of its text", () => {
  const made = Bun.spawnSync([process.execPath, "tools/make-kernel.ts", "--print", "vectors"]);
  expect(made.stdout.toString()).toBe(readFileSync("src/catalogue/vectors/kernel/bytes.ts", "utf8"));
});
