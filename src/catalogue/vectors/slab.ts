/**
 * Vectors of up to a million contents in memory, laid out so that a kernel of WebAssembly compares them: 25 ms a million, where
 * TypeScript takes 200. Which rows may be alike is told to the rounding of 32-bit floats; whoever asks compares those exactly.
 */
import { facetRanges } from "../../../dsl/mod.ts";
import { kernelOn } from "./kernel/kernel.ts";

/** Contents that a slab holds. */
export const slabRows = 1 << 20;
/** Bytes of a row: facets, each of a multiple of eight components, then one over the length of each as a 32-bit float. */
export const rowBytes = 192;
/** Components of a song as the catalogue stores them, one byte each. */
export const facetBytes = 155;

/** Where rows begin; before them stand the reference and what the kernel found (kernel/vectors.wat). */
const firstRow = 1 << 19;
const out = 512;
const referenceWeights = 352;
/** Rows in one call of the kernel: what it finds has room before the first row. */
const scanned = 1 << 16;
const lengths = 176;
/** Of rounding in 32-bit floats, with room to spare. */
const slack = 1e-4;

/** Facets: where their components are stored, and where in a row. */
const facets: { readonly from: number; readonly to: number; readonly at: number }[] = [];
for (const [from, to] of Object.values(facetRanges)) {
  const last = facets.at(-1);
  facets.push({ from, to, at: last ? last.at + Math.ceil((last.to - last.from) / 8) * 8 : 0 });
}

/** What rows are compared with. */
export interface SlabReference {
  /** 155 components. */
  readonly facets: Uint8Array;
  /** Names of the facets that count, as in `facetRanges`. */
  readonly by: ReadonlySet<string>;
}

/** One slab. */
export class Slab {
  readonly ids: BigInt64Array;
  readonly capacity: number;
  readonly #memory: WebAssembly.Memory;
  #rows = 0;

  /** @param capacity rows that it gets room for, `slabRows` at most. */
  constructor(capacity: number) {
    this.capacity = capacity;
    this.#memory = new WebAssembly.Memory({ initial: (firstRow + capacity * rowBytes + 0xffff) >>> 16 });
    this.ids = new BigInt64Array(capacity);
  }

  /** Rows that it holds. */
  get rows(): number {
    return this.#rows;
  }

  /** All rows as bytes, to be written to a file, or read from one before `filled`. */
  get bytes(): Uint8Array {
    return new Uint8Array(this.#memory.buffer, firstRow, this.capacity * rowBytes);
  }

  /** Says that rows and ids were read from a file. */
  filled(rows: number): void {
    this.#rows = rows;
  }

  /** Adds a row. @param from where its 155 components begin. */
  add(id: bigint, components: Uint8Array, from: number): void {
    const at = firstRow + this.#rows * rowBytes;
    const bytes = new Uint8Array(this.#memory.buffer, at, rowBytes);
    const weights = new Float32Array(this.#memory.buffer, at + lengths, 4);
    facets.forEach((facet, n) => {
      let squares = 0;
      for (let k = facet.from; k < facet.to; k++) {
        const component = components[from + k] as number;
        bytes[facet.at + k - facet.from] = component;
        squares += component * component;
      }
      weights[n] = squares > 0 ? 1 / Math.sqrt(squares) : 0;
    });
    this.ids[this.#rows++] = id;
  }

  /** The components of a row, as they are stored. @param into 155 bytes. */
  read(row: number, into: Uint8Array): void {
    const bytes = this.bytes;
    for (const { from, to, at } of facets) {
      const begin = row * rowBytes + at;
      into.set(bytes.subarray(begin, begin + to - from), from);
    }
  }

  /**
   * Hears the rows whose likeness may be `least` or more, in their order.
   *
   * @param least asked again before every 65,536 rows.
   * @param withKernel false takes the loop in TypeScript, as a runtime without vectors does.
   */
  scan(reference: SlabReference, least: () => number, hear: (row: number) => void, withKernel = true): void {
    this.#place(reference);
    const scan = (withKernel && kernelOn(this.#memory)) || this.#scanInTurn;
    const found = new Uint32Array(this.#memory.buffer, out, scanned);
    for (let row = 0; row < this.#rows; row += scanned) {
      const end = Math.min(this.#rows, row + scanned);
      const count = scan(firstRow + row * rowBytes, firstRow + end * rowBytes, least() - slack);
      for (let n = 0; n < count; n++) hear(((found[n] as number) - firstRow) / rowBytes);
    }
  }

  #place({ facets: own, by }: SlabReference): void {
    const components = new Int16Array(this.#memory.buffer, 0, lengths).fill(0);
    const weights = new Float32Array(this.#memory.buffer, referenceWeights, 4);
    Object.keys(facetRanges).forEach((name, n) => {
      const { from, to, at } = facets[n] as (typeof facets)[number];
      components.set(own.subarray(from, to), at);
      const length = Math.hypot(...own.subarray(from, to));
      weights[n] = by.has(name) && length > 0 ? 1 / length : 0;
    });
  }

  /** The loop of kernel/vectors.wat, for runtimes without vectors: the same to rounding. */
  readonly #scanInTurn = (first: number, end: number, least: number): number => {
    const bytes = new Uint8Array(this.#memory.buffer);
    const own = new Int16Array(this.#memory.buffer, 0, lengths);
    const ownWeights = new Float32Array(this.#memory.buffer, referenceWeights, 4);
    const found = new Uint32Array(this.#memory.buffer, out, scanned);
    let count = 0;
    for (let row = first; row < end; row += rowBytes) {
      const weights = new Float32Array(this.#memory.buffer, row + lengths, 4);
      let sum = 0;
      let both = 0;
      for (let n = 0; n < facets.length; n++) {
        const weight = (weights[n] as number) * (ownWeights[n] as number);
        if (weight === 0) continue;
        const { from, to, at } = facets[n] as (typeof facets)[number];
        let products = 0;
        for (let k = at; k < at + to - from; k++) products += (bytes[row + k] as number) * (own[k] as number);
        sum += products * weight;
        both++;
      }
      if (both > 0 && sum >= least * both) found[count++] = row;
    }
    return count;
  };
}
