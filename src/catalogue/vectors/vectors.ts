/** The vectors of all contents of a catalogue in memory, in order of their ids, and who is alike to a reference. */
import { type Facet, facetRanges, likenessTo } from "../../../dsl/mod.ts";
import { facetBytes, Slab, type SlabReference, slabRows } from "./slab.ts";

/** A content with its likeness, 0 to 1. */
export interface Alike {
  readonly id: bigint;
  readonly score: number;
}

/** What is compared, and in which facet. */
export interface Compared {
  /** 155 components. */
  readonly facets: ArrayLike<number>;
  readonly facet: Facet;
}

/** Vectors by id; they are added in the order of their ids. */
export class Vectors {
  readonly slabs: Slab[] = [];

  /** Contents that have vectors. */
  get count(): number {
    return this.slabs.reduce((sum, { rows }) => sum + rows, 0);
  }

  /** Adds a slab. @param capacity rows that it gets room for. */
  grow(capacity: number): Slab {
    const slab = new Slab(capacity);
    this.slabs.push(slab);
    return slab;
  }

  /** Adds a content. @param from where its 155 components begin. @param expected how many contents may come, for the first slab. */
  add(id: bigint, components: Uint8Array, from: number, expected = slabRows): void {
    const last = this.slabs.at(-1);
    const slab = last && last.rows < last.capacity ? last : this.grow(last ? slabRows : Math.min(slabRows, expected));
    slab.add(id, components, from);
  }

  /** Hears every content whose likeness is `least` or more. @param least asked again before every 65,536 contents. */
  eachAlike({ facets, facet }: Compared, least: () => number, hear: (id: bigint, score: number) => void): void {
    const likeness = likenessTo(facets, facet);
    const by = new Set(facet === "all" ? Object.keys(facetRanges) : [facet]);
    const reference: SlabReference = { facets: Uint8Array.from(facets), by };
    const components = new Uint8Array(facetBytes);
    for (const slab of this.slabs) {
      const exactly = (row: number): void => {
        slab.read(row, components);
        const score = likeness(components);
        if (score >= least()) hear(slab.ids[row] as bigint, score);
      };
      // What has nothing in common has a likeness of 0, and no kernel looks for that.
      if (least() <= 0) for (let row = 0; row < slab.rows; row++) exactly(row);
      else slab.scan(reference, least, exactly);
    }
  }

  /** Hears some contents with their likeness, those that have vectors. */
  eachOf(ids: readonly bigint[], { facets, facet }: Compared, hear: (id: bigint, score: number) => void): void {
    const likeness = likenessTo(facets, facet);
    const components = new Uint8Array(facetBytes);
    for (const id of ids) {
      const slab = this.slabs.find(({ ids: own, rows }) => rows > 0 && (own[rows - 1] as bigint) >= id);
      const row = slab ? rowOf(slab, id) : -1;
      if (!slab || row < 0) continue;
      slab.read(row, components);
      hear(id, likeness(components));
    }
  }

  /** The most alike, the most alike first; those that are not alike at all are none of them. */
  best(compared: Compared, most: number, without: ReadonlySet<bigint>): readonly Alike[] {
    let best: Alike[] = [];
    let least = Number.MIN_VALUE;
    // Sorted when there are twice as many as are wanted, which is seldom: what is less alike than the last is not kept.
    const settle = (): void => {
      best = best.sort((a, b) => b.score - a.score).slice(0, most);
      if (best.length === most) least = best.at(-1)?.score ?? least;
    };
    const take = (id: bigint, score: number): void => {
      if (without.has(id)) return;
      best.push({ id, score });
      if (best.length >= 2 * most) settle();
    };
    this.eachAlike(compared, () => least, take);
    settle();
    return best;
  }
}

/** Place of an id among the sorted ones of a slab; -1 where it is not there. */
function rowOf({ ids, rows }: Slab, id: bigint): number {
  let [low, high] = [0, rows - 1];
  while (low <= high) {
    const middle = (low + high) >> 1;
    const here = ids[middle] as bigint;
    if (here === id) return middle;
    if (here < id) low = middle + 1;
    else high = middle - 1;
  }
  return -1;
}
