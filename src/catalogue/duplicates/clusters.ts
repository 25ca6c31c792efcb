/**
 * Clusters: contents that are the same at a level. Equal hashes join; resemblance joins what was found by bands, and is then
 * held to the middle of what came together, so that no chain of small steps joins strangers.
 */
import type { Level } from "../../../dsl/mod.ts";
import { sortedOrder } from "../../midi/radix.ts";
import type { Contents } from "./contents.ts";
import { type Sketches, samePairs } from "./sketches.ts";

/** What belongs together. */
export interface Clusters {
  /** The first content that has the same notes as each. */
  readonly byNotes: Int32Array;
  /** A content that stands for the whole cluster of each, at the level that was asked for. */
  readonly widest: Int32Array;
  /** Runs of a common figure in which not every pair was compared. */
  readonly cut: number;
}

/** Joins contents that are the same at a level or a closer one. */
export function clustersOf(contents: Contents, level: Level): Clusters {
  const alone = Int32Array.from({ length: contents.length }, (_, n) => n);
  if (level === "bytes") return { byNotes: alone, widest: alone, cut: 0 };
  const byNotes = firstOfEqual(contents.notes);
  if (level === "notes") return { byNotes, widest: byNotes, cut: 0 };
  // Equal hashes are no matter of degree.
  const units = createUnion(contents.length);
  const byMusic = firstOfEqual(contents.music);
  for (let n = 0; n < contents.length; n++) {
    units.join(byMusic[n] as number, n);
    units.join(byNotes[n] as number, n);
  }
  const { sketches } = contents;
  const found = createUnion(contents.length);
  const contentOf = (sketch: number): number => sketches.contents[sketch] as number;
  const some = onePerUnit(sketches, contents.length, units.root);
  const cut = samePairs(
    sketches,
    some,
    (a, b) => found.root(contentOf(a)) === found.root(contentOf(b)),
    (a, b) => found.join(contentOf(a), contentOf(b)),
  );
  for (const members of components(some, (sketch) => found.root(contentOf(sketch)))) {
    for (const star of starsOf(members, sketches)) {
      for (const sketch of star) units.join(contentOf(star[0] as number), contentOf(sketch));
    }
  }
  return { byNotes, widest: alone.map(units.root), cut };
}

/** The first sketch of each unit: the others resemble what it does. */
function onePerUnit(sketches: Sketches, length: number, root: (content: number) => number): Int32Array {
  const seen = new Uint8Array(length);
  return Int32Array.from({ length: sketches.length }, (_, n) => n).filter((sketch) => {
    const unit = root(sketches.contents[sketch] as number);
    if (seen[unit] === 1) return false;
    seen[unit] = 1;
    return true;
  });
}

/** Sketches that are connected, two or more. */
function* components(some: Int32Array, root: (sketch: number) => number): Iterable<readonly number[]> {
  const roots = some.map(root);
  const order = sortedOrder(roots);
  for (let from = 0, to = 0; from < order.length; from = to) {
    while (to < order.length && roots[order[to] as number] === roots[order[from] as number]) to++;
    if (to > from + 1) yield Array.from(order.subarray(from, to), (n) => some[n] as number);
  }
}

/** So many of a component say which member is its middle. */
const mostVoters = 200;

/**
 * Splits a component into stars (Aslam, Pelekhov and Rus 2004): the member that most others are the same as, with those;
 * then again among the rest. Each begins with its centre.
 */
function starsOf(members: readonly number[], { areSame }: Sketches): readonly (readonly number[])[] {
  const stars: (readonly number[])[] = [];
  let rest = members;
  while (rest.length > 1) {
    const voters = rest.slice(0, mostVoters);
    const votes = voters.map((one) => voters.reduce((sum, other) => sum + (areSame(one, other) ? 1 : 0), 0));
    const centre = voters[votes.indexOf(Math.max(...votes))] as number;
    const star = rest.filter((one) => one !== centre && areSame(centre, one));
    stars.push([centre, ...star]);
    const taken = new Set([centre, ...star]);
    rest = rest.filter((one) => !taken.has(one));
  }
  return stars;
}

/** The first index with the same 64-bit value as each; 0 is equal to nothing. A table with open addressing. */
function firstOfEqual(values: BigUint64Array): Int32Array {
  const { length } = values;
  const words = new Uint32Array(values.buffer, values.byteOffset, 2 * length);
  const mask = 2 ** Math.ceil(Math.log2(2 * length + 2)) - 1;
  const table = new Int32Array(mask + 1).fill(-1);
  return Int32Array.from({ length }, (_, n) => {
    const low = words[2 * n] as number;
    const high = words[2 * n + 1] as number;
    if (low === 0 && high === 0) return n;
    // The values are hashes: some of their bits are a place.
    for (let place = low & mask; ; place = (place + 1) & mask) {
      const first = table[place] as number;
      if (first === -1) {
        table[place] = n;
        return n;
      }
      if (words[2 * first] === low && words[2 * first + 1] === high) return first;
    }
  });
}

interface Union {
  readonly root: (one: number) => number;
  readonly join: (a: number, b: number) => void;
}

/** Union-find; the smallest index of a set is its root. */
function createUnion(length: number): Union {
  const parents = Int32Array.from({ length }, (_, n) => n);
  const root = (one: number): number => {
    let at = one;
    while (parents[at] !== at) {
      const above = parents[at] as number;
      parents[at] = parents[above] as number;
      at = above;
    }
    return at;
  };
  return {
    root,
    join: (a, b) => {
      const [x, y] = [root(a), root(b)];
      if (x < y) parents[y] = x;
      else parents[x] = y;
    },
  };
}
