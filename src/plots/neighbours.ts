/** The nearest neighbours of each vector, exactly: some thousands of vectors need no index. */

/** Neighbours of each of `count` vectors, `most` a vector, the nearest first; parallel columns. */
export interface Neighbours {
  readonly most: number;
  readonly index: Int32Array;
  readonly distance: Float64Array;
}

/** Components that are compared before it is looked whether the rest can matter. */
const stretch = 16;

/** Finds them by Euclidean distance; of equal ones the earlier vector comes first. */
export function nearestNeighbours(vectors: Float32Array, count: number, width: number, wanted: number): Neighbours {
  const most = Math.min(wanted, Math.max(0, count - 1));
  const index = new Int32Array(count * most).fill(-1);
  const distance = new Float64Array(count * most).fill(Number.POSITIVE_INFINITY);
  const keep = (of: number, other: number, squared: number): void => {
    const start = of * most;
    let place = start + most - 1;
    if (most === 0 || squared >= distance[place]!) return;
    while (place > start && distance[place - 1]! > squared) {
      distance[place] = distance[place - 1]!;
      index[place] = index[place - 1]!;
      place--;
    }
    distance[place] = squared;
    index[place] = other;
  };
  // The distance beyond which another vector is no neighbour of this one any more.
  const reach = (of: number): number => (most === 0 ? 0 : distance[(of + 1) * most - 1]!);
  for (let a = 0; a < count; a++) {
    for (let b = a + 1; b < count; b++) {
      const enough = Math.max(reach(a), reach(b));
      let squared = 0;
      for (let n = 0, x = a * width, y = b * width; n < width; ) {
        for (const end = Math.min(width, n + stretch); n < end; n++, x++, y++) {
          const difference = vectors[x]! - vectors[y]!;
          squared += difference * difference;
        }
        if (squared >= enough) break;
      }
      if (squared >= enough) continue;
      keep(a, b, squared);
      keep(b, a, squared);
    }
  }
  for (let n = 0; n < distance.length; n++) distance[n] = Math.sqrt(distance[n]!);
  return { most, index, distance };
}
