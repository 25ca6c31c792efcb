/**
 * Sparse autocorrelation: how much weight recurs after each lag, from all pairs of onsets. For music of a few onsets a
 * second it finds the peaks of a 10 ms FFT autocorrelation at a fraction of its cost.
 */

/** Seconds of one bin. */
export const binSeconds = 0.01;
/** Lags from 0 up to 13 s: eight beats of 37 bpm. */
const bins = 1300;
/** Bins behind the last lag, so that smoothing has no edge. */
const margin = 64;
/** Part of the song that is looked at, in seconds from its first onset. */
const heard = 120;
/** Three passes of a box of 9 bins are close to a Gaussian of 45 ms; `kernelArea` is the area of one that peaks at 1. */
const boxReach = 4;
const kernelArea = 12.53;

/** Scratch of all calls in this thread; a result is a copy. */
const first = new Float64Array(bins + margin);
const second = new Float64Array(bins + margin);

/** Weighted events in time. */
export interface WeightedOnsets {
  readonly length: number;
  /** Seconds, ascending. */
  readonly seconds: Float64Array;
  readonly weight: Float64Array;
}

/**
 * Autocorrelation per lag of 10 ms, less what unrelated onsets of the same density would give, in parts of lag 0. All
 * zero for fewer than two onsets.
 */
export function lagHistogram({ length, seconds, weight }: WeightedOnsets): Float64Array {
  const result = new Float64Array(bins);
  let end = length;
  while (end > 0 && seconds[end - 1]! - seconds[0]! > heard) end--;
  if (end < 2) return result;
  first.fill(0);
  const farthest = (bins + 30) * binSeconds;
  let sum = 0;
  let squares = 0;
  for (let from = 0; from < end; from++) {
    const begin = seconds[from]!;
    const own = weight[from]!;
    sum += own;
    squares += own * own;
    for (let to = from + 1; to < end; to++) {
      const lag = seconds[to]! - begin;
      if (lag >= farthest) break;
      const place = lag / binSeconds;
      const bin = Math.floor(place);
      const both = own * weight[to]!;
      const share = place - bin;
      first[bin]! += both * (1 - share);
      first[bin + 1]! += both * share;
    }
  }
  smooth(first, second);
  smooth(second, first);
  smooth(first, second);
  const span = seconds[end - 1]! - seconds[0]! + 0.5;
  const expected = ((sum * sum) / span) * ((binSeconds * kernelArea) / span);
  const scale = span / Math.max(squares, 1e-9);
  for (let lag = 0; lag < bins; lag++) {
    result[lag] = ((second[lag]! * kernelArea) / Math.max(span - lag * binSeconds, 1) - expected) * scale;
  }
  return result;
}

function smooth(from: Float64Array, into: Float64Array): void {
  const width = 2 * boxReach + 1;
  let sum = 0;
  for (let bin = 0; bin <= boxReach; bin++) sum += from[bin]!;
  for (let bin = 0; bin < from.length; bin++) {
    into[bin] = sum / width;
    if (bin + boxReach + 1 < from.length) sum += from[bin + boxReach + 1]!;
    if (bin >= boxReach) sum -= from[bin - boxReach]!;
  }
}

/** Largest value within 1 % of a lag in seconds (one to four bins); 0 outside the histogram. */
export function peakAt(histogram: Float64Array, lag: number): number {
  const place = lag / binSeconds;
  const reach = Math.min(4, Math.max(1, Math.round(place * 0.01)));
  const middle = Math.round(place);
  if (middle - reach < 1 || middle + reach >= histogram.length) return 0;
  let peak = Number.NEGATIVE_INFINITY;
  for (let bin = middle - reach; bin <= middle + reach; bin++) peak = Math.max(peak, histogram[bin]!);
  return peak;
}
