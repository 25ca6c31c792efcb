/** Principal components by subspace iteration: the directions in which vectors differ most. */
import { seeded } from "./random.ts";

const rounds = 24;

/**
 * Coordinates of vectors on their first two principal components, each scaled to a standard deviation of 1.
 *
 * @param vectors `count` rows of `width` components.
 */
export function principalPlane(vectors: Float32Array, count: number, width: number): Float64Array {
  const plane = new Float64Array(2 * count);
  if (count === 0) return plane;
  const mean = new Float64Array(width);
  for (let row = 0; row < count; row++) for (let n = 0; n < width; n++) mean[n]! += vectors[row * width + n]! / count;
  const covariance = new Float64Array(width * width);
  const centred = new Float64Array(width);
  for (let row = 0; row < count; row++) {
    for (let n = 0; n < width; n++) centred[n] = vectors[row * width + n]! - mean[n]!;
    for (let a = 0; a < width; a++) {
      const value = centred[a]!;
      if (value === 0) continue;
      for (let b = 0; b < width; b++) covariance[a * width + b]! += value * centred[b]!;
    }
  }
  const axes = axesOf(covariance, width);
  axes.forEach((axis, n) => {
    let squares = 0;
    for (let row = 0; row < count; row++) {
      let at = 0;
      for (let c = 0; c < width; c++) at += (vectors[row * width + c]! - mean[c]!) * axis[c]!;
      plane[row * 2 + n] = at;
      squares += at * at;
    }
    const deviation = Math.sqrt(squares / count) || 1;
    for (let row = 0; row < count; row++) plane[row * 2 + n]! /= deviation;
  });
  return plane;
}

/** The two eigenvectors of the largest eigenvalues, of length 1, their largest component positive. */
function axesOf(covariance: Float64Array, width: number): readonly Float64Array[] {
  const random = seeded(1);
  const axes = [0, 1].map(() => Float64Array.from({ length: width }, () => random() - 0.5));
  for (let round = 0; round < rounds; round++) {
    axes.forEach((axis, n) => {
      const next = new Float64Array(width);
      for (let a = 0; a < width; a++) {
        let sum = 0;
        for (let b = 0; b < width; b++) sum += covariance[a * width + b]! * axis[b]!;
        next[a] = sum;
      }
      if (n === 1) {
        const along = dot(next, axes[0]!);
        for (let a = 0; a < width; a++) next[a]! -= along * axes[0]![a]!;
      }
      const length = Math.sqrt(dot(next, next)) || 1;
      for (let a = 0; a < width; a++) axis[a] = next[a]! / length;
    });
  }
  for (const axis of axes) {
    const largest = axis.reduce((most, value) => (Math.abs(value) > Math.abs(most) ? value : most), 0);
    if (largest < 0) for (let a = 0; a < width; a++) axis[a] = -axis[a]!;
  }
  return axes;
}

const dot = (a: Float64Array, b: Float64Array): number => a.reduce((sum, value, n) => sum + value * b[n]!, 0);
