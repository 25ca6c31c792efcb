/** Beat tracking by dynamic programming over onset clusters, for music that does not lie on its tick grid. */
import type { OnsetClusters } from "./onset-clusters.ts";

/** A beat lasts from this to this part of the expected period. */
const shortest = 0.64;
const longest = 2.1;
/** Beats without an onset of their own that may lie between two clusters, and what each costs. */
const mostSkipped = 2;
const skipCost = 0.3;
/** Cost of an interval that differs from the expected period, and from the interval before, in squared octaves. */
const tempoCost = 8;
const changeCost = 8;
const largestChange = 0.25;
/** Salience above which a cluster gains by being a beat. */
const threshold = 0.9;
/** Salience is a cluster's weight in parts of the mean of this many seconds to both sides, raised by the gap behind it. */
const neighbourhood = 4;
const gapWeight = 0.3;
const longestGap = 0.8;
/** A path begins late at this cost per period, up to four periods. */
const lateCost = 0.3;

/**
 * Beat times in seconds, ascending, for an expected beat period in seconds. Each cluster is reached from the earlier
 * one that gives the best sum of salience less deviations from the period and from the interval before (Ellis, Beat
 * Tracking by Dynamic Programming, 2007, with intervals as in Dixon 2001); one hypothesis a cluster is as good as
 * four. Empty without clusters.
 */
export function trackBeats(clusters: OnsetClusters, period: number): readonly number[] {
  const { length, seconds } = clusters;
  if (length === 0) return [];
  const salience = saliences(clusters);
  const score = new Float64Array(length);
  const octave = new Float64Array(length).fill(Math.log2(period));
  const before = new Int32Array(length).fill(-1);
  const intervals = new Uint8Array(length).fill(1);
  const low = period * shortest;
  const high = period * longest;
  const expected = Math.log2(period);
  for (let to = 0; to < length; to++) {
    const own = salience[to]! - threshold;
    score[to] = own - lateCost * Math.min(4, (seconds[to]! - seconds[0]!) / period);
    for (let from = to - 1; from >= 0; from--) {
      const passed = seconds[to]! - seconds[from]!;
      if (passed > high * (mostSkipped + 1)) break;
      if (passed < low) continue;
      for (let count = 1; count <= mostSkipped + 1; count++) {
        const interval = passed / count;
        if (interval < low) break;
        if (interval > high) continue;
        const here = Math.log2(interval);
        const off = here - expected;
        const change = here - octave[from]!;
        const total =
          score[from]! +
          own -
          tempoCost * off * off -
          changeCost * Math.min(change * change, largestChange) -
          skipCost * (count - 1);
        if (total <= score[to]!) continue;
        score[to] = total;
        octave[to] = here;
        before[to] = from;
        intervals[to] = count;
      }
    }
  }
  let best = length - 1;
  for (let cluster = length - 1; cluster >= 0 && seconds[cluster]! > seconds[length - 1]! - 2 * period; cluster--) {
    if (score[cluster]! > score[best]!) best = cluster;
  }
  const beats: number[] = [];
  for (let cluster = best; cluster >= 0; cluster = before[cluster]!) {
    beats.push(seconds[cluster]!);
    const from = before[cluster]!;
    if (from < 0) break;
    const interval = (seconds[cluster]! - seconds[from]!) / intervals[cluster]!;
    for (let skipped = 1; skipped < intervals[cluster]!; skipped++) beats.push(seconds[cluster]! - skipped * interval);
  }
  return beats.reverse();
}

function saliences({ length, seconds, weight }: OnsetClusters): Float64Array {
  const salience = new Float64Array(length);
  let from = 0;
  let to = 0;
  let sum = 0;
  for (let cluster = 0; cluster < length; cluster++) {
    while (to < length && seconds[to]! <= seconds[cluster]! + neighbourhood) sum += weight[to++]!;
    while (seconds[from]! < seconds[cluster]! - neighbourhood) sum -= weight[from++]!;
    const gap = cluster + 1 < length ? seconds[cluster + 1]! - seconds[cluster]! : longestGap;
    salience[cluster] = (weight[cluster]! * (to - from)) / Math.max(sum, 1e-9) + gapWeight * Math.min(gap, longestGap);
  }
  return salience;
}
