import { expect, test } from "bun:test";
import { nearestNeighbours } from "../../src/plots/neighbours.ts";
import { principalPlane } from "../../src/plots/principal-components.ts";
import { seeded } from "../../src/plots/random.ts";
import { umap } from "../../src/plots/umap.ts";

const width = 40;
/** Groups of vectors about centres that are far from each other. */
function groups(each: number, count: number): Float32Array {
  const random = seeded(3);
  return Float32Array.from({ length: each * count * width }, (_, n) => {
    const group = Math.floor(n / width / each);
    return (n % width === group ? 3 : 0) + random() * 0.3;
  });
}

test("neighbours are those that looking at all would find", () => {
  const random = seeded(5);
  const vectors = Float32Array.from({ length: 60 * width }, () => random());
  const { index, most } = nearestNeighbours(vectors, 60, width, 5);
  for (let a = 0; a < 60; a++) {
    const far = (b: number): number =>
      vectors
        .subarray(a * width, (a + 1) * width)
        .reduce((sum, value, n) => sum + (value - vectors[b * width + n]!) ** 2, 0);
    const all = Array.from({ length: 60 }, (_, b) => b)
      .filter((b) => b !== a)
      .sort((x, y) => far(x) - far(y));
    expect([...index.subarray(a * most, (a + 1) * most)]).toEqual(all.slice(0, 5));
  }
});

test("principal components lie along what differs most", () => {
  const vectors = Float32Array.from([0, 0, 0, 10, 1, 0, 20, -1, 0, 30, 0, 0]);
  const plane = principalPlane(vectors, 4, 3);
  expect([0, 2, 4, 6].map((n) => Math.sign(plane[n + 2]! - plane[n]!)).slice(0, 3)).toEqual([1, 1, 1]);
});

test("groups stay together and apart, the same each time", () => {
  const [each, count] = [40, 4];
  const plane = umap(groups(each, count), each * count, width);
  expect(umap(groups(each, count), each * count, width)).toEqual(plane);
  const centre = (group: number, axis: number): number =>
    Array.from({ length: each }, (_, n) => plane[(group * each + n) * 2 + axis]!).reduce((sum, at) => sum + at, 0) /
    each;
  for (let n = 0; n < each * count; n++) {
    const far = Array.from({ length: count }, (_, group) =>
      Math.hypot(plane[n * 2]! - centre(group, 0), plane[n * 2 + 1]! - centre(group, 1)),
    );
    expect(far.indexOf(Math.min(...far))).toBe(Math.floor(n / each));
  }
});

test("no vectors, one, and equal ones", () => {
  expect(umap(new Float32Array(0), 0, width)).toHaveLength(0);
  expect([...umap(new Float32Array(width), 1, width)].every(Number.isFinite)).toBe(true);
  expect([...umap(new Float32Array(50 * width).fill(0.5), 50, width)].every(Number.isFinite)).toBe(true);
});
