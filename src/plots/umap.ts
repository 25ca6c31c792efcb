/**
 * UMAP (McInnes, Healy and Melville 2018, arXiv:1802.03426): a plane on which neighbours stay neighbours. Exact
 * neighbours, the first two principal components to begin with, one seed: the same picture each time.
 */
import { nearestNeighbours } from "./neighbours.ts";
import { principalPlane } from "./principal-components.ts";
import { seeded } from "./random.ts";

const neighbours = 15;
const epochs = 200;
const negatives = 5;
/** The curve 1 / (1 + a d^2b) fitted to a minimal distance of 0.1 and a spread of 1, as in the reference implementation. */
const a = 1.577;
const b = 0.895;
/** Steps are cut here, as in the reference implementation. */
const longestStep = 4;
/** Halvings that find the width of a neighbourhood. */
const halvings = 40;

/** Edges of the graph of neighbours: parallel columns. */
interface Graph {
  readonly from: Int32Array;
  readonly to: Int32Array;
  /** 0 to 1. */
  readonly weight: Float64Array;
}

/**
 * Places vectors on a plane.
 *
 * @param vectors `count` rows of `width` components; some thousands of rows, since time grows with their square.
 * @returns x and y in turn, in no unit.
 */
export function umap(vectors: Float32Array, count: number, width: number): Float64Array {
  const plane = principalPlane(vectors, count, width);
  const random = seeded(7);
  for (let n = 0; n < plane.length; n++) plane[n] = plane[n]! * 4 + (random() - 0.5) * 0.01;
  // Below that neighbourhoods are all there is, and the principal components say it.
  if (count <= neighbours) return plane;
  settle(plane, graphOf(vectors, count, width), count, random);
  return plane;
}

/** Fuzzy neighbourhoods, joined: near for one of the two is near (a + b - ab). */
function graphOf(vectors: Float32Array, count: number, width: number): Graph {
  const { most, index, distance } = nearestNeighbours(vectors, count, width, neighbours);
  const joined = new Map<number, number>();
  for (let row = 0; row < count; row++) {
    const near = distance.subarray(row * most, (row + 1) * most);
    const nearest = near.find((value) => value > 0) ?? 0;
    const sigma = widthOf(near, nearest);
    for (let n = 0; n < most; n++) {
      const other = index[row * most + n]!;
      const weight = Math.exp(-Math.max(0, near[n]! - nearest) / sigma);
      const edge = Math.min(row, other) * count + Math.max(row, other);
      const before = joined.get(edge) ?? 0;
      joined.set(edge, before + weight - before * weight);
    }
  }
  const edges = [...joined].filter(([, weight]) => weight > 1 / epochs);
  return {
    from: Int32Array.from(edges, ([edge]) => Math.floor(edge / count)),
    to: Int32Array.from(edges, ([edge]) => edge % count),
    weight: Float64Array.from(edges, ([, weight]) => weight),
  };
}

/** The width under which the memberships of a neighbourhood add up to log2 of its size. */
function widthOf(near: Float64Array, nearest: number): number {
  const wanted = Math.log2(near.length);
  let [low, high] = [1e-6, 1000];
  for (let round = 0; round < halvings; round++) {
    const middle = Math.sqrt(low * high);
    let sum = 0;
    for (const distance of near) sum += Math.exp(-Math.max(0, distance - nearest) / middle);
    if (sum > wanted) high = middle;
    else low = middle;
  }
  return Math.sqrt(low * high);
}

const cut = (step: number): number => Math.max(-longestStep, Math.min(longestStep, step));

/** Stochastic gradient descent: edges pull, points met by chance push. */
function settle(plane: Float64Array, { from, to, weight }: Graph, count: number, random: () => number): void {
  const strongest = weight.reduce((most, value) => Math.max(most, value), 0);
  const every = weight.map((value) => strongest / value);
  const due = Float64Array.from(every);
  for (let epoch = 1; epoch <= epochs; epoch++) {
    const rate = 1 - (epoch - 1) / epochs;
    for (let edge = 0; edge < from.length; edge++) {
      if (due[edge]! > epoch) continue;
      due[edge]! += every[edge]!;
      const x = from[edge]! * 2;
      const y = to[edge]! * 2;
      const dx = plane[x]! - plane[y]!;
      const dy = plane[x + 1]! - plane[y + 1]!;
      const squared = dx * dx + dy * dy;
      const pull = squared > 0 ? (-2 * a * b * squared ** (b - 1)) / (1 + a * squared ** b) : 0;
      const stepX = cut(pull * dx) * rate;
      const stepY = cut(pull * dy) * rate;
      plane[x]! += stepX;
      plane[x + 1]! += stepY;
      plane[y]! -= stepX;
      plane[y + 1]! -= stepY;
      for (let n = 0; n < negatives; n++) push(plane, x, Math.floor(random() * count) * 2, rate);
    }
  }
}

function push(plane: Float64Array, x: number, other: number, rate: number): void {
  if (other === x) return;
  const dx = plane[x]! - plane[other]!;
  const dy = plane[x + 1]! - plane[other + 1]!;
  const squared = dx * dx + dy * dy;
  const force = (2 * b) / ((0.001 + squared) * (1 + a * squared ** b));
  plane[x]! += (squared > 0 ? cut(force * dx) : longestStep) * rate;
  plane[x + 1]! += (squared > 0 ? cut(force * dy) : longestStep) * rate;
}
