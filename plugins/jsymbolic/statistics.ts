/** Sums and histograms as jSymbolic takes them. What is undefined is null, where jSymbolic gives 0 or -1. */

/** Running weight, mean and spread of values. */
export const summary = () => ({
  weight: 0,
  mean: 0,
  squares: 0,
  low: Number.POSITIVE_INFINITY,
  high: Number.NEGATIVE_INFINITY,
});
export type Summary = ReturnType<typeof summary>;

/** Adds a value by Welford's method: equal values have no spread at all. */
export function add(to: Summary, value: number, weight = 1): void {
  if (weight <= 0) return;
  const apart = value - to.mean;
  to.weight += weight;
  // The share first: of the first value it is 1, so that its mean is that value to the last bit.
  to.mean += apart * (weight / to.weight);
  to.squares += weight * apart * (value - to.mean);
  if (value < to.low) to.low = value;
  if (value > to.high) to.high = value;
}

export function summaryOf(values: Iterable<number>): Summary {
  const all = summary();
  for (const value of values) add(all, value);
  return all;
}

export const ratio = (part: number, whole: number): number | null => (whole > 0 ? part / whole : null);
export const mean = (of: Summary): number | null => (of.weight > 0 ? of.mean : null);
/** Sample standard deviation (n - 1). */
export const deviation = (of: Summary): number | null =>
  of.weight > 1 ? Math.sqrt(Math.max(0, of.squares) / (of.weight - 1)) : null;
export const range = (of: Summary): number | null => (of.weight > 0 ? of.high - of.low : null);

/** Counts with what jSymbolic asks of them. `values` says what a bin stands for; its index where it is not given. */
export function histogram(counts: ArrayLike<number>, values?: readonly number[]) {
  const standsFor = (bin: number): number => values?.[bin] ?? bin;
  const all = summary();
  let [present, first, second, low, high] = [0, -1, -1, -1, -1];
  for (let bin = 0; bin < counts.length; bin++) {
    const count = counts[bin]!;
    if (count === 0) continue;
    present++;
    add(all, standsFor(bin), count);
    if (low < 0) low = bin;
    high = bin;
    if (first < 0 || count > counts[first]!) [first, second] = [bin, first];
    else if (second < 0 || count > counts[second]!) second = bin;
  }
  const n = all.weight;
  const spread = deviation(all);
  const isSpread = spread !== null && spread > 0;
  let fourths = 0;
  for (let bin = low; isSpread && bin <= high; bin++) fourths += counts[bin]! * (standsFor(bin) - all.mean) ** 4;
  const at = (rank: number): number => {
    let bin = low;
    for (let passed = counts[bin]!; passed <= rank; passed += counts[bin]!) bin++;
    return standsFor(bin);
  };
  return {
    counts,
    total: n,
    present: n > 0 ? present : null,
    mean: mean(all),
    deviation: spread,
    range: range(all),
    low: n > 0 ? all.low : null,
    high: n > 0 ? all.high : null,
    /** Bins from the first to the last that are not empty. */
    bins: n > 0 ? high - low : null,
    mode: n > 0 ? standsFor(first) : null,
    prevalence: n > 0 ? counts[first]! / n : null,
    /** The second most common by the most common; 0 where there is no second. */
    relative: n > 0 ? (counts[second] ?? 0) / counts[first]! : null,
    /** Bins between the two. */
    distance: second < 0 ? null : Math.abs(first - second),
    /** Pearson's second coefficient. */
    skewness: isSpread && n > 2 ? (3 * (all.mean - (at((n - 1) >> 1) + at(n >> 1)) / 2)) / spread : null,
    /** Sample excess kurtosis. */
    kurtosis:
      isSpread && n > 3
        ? (n * (n + 1) * fourths) / ((n - 1) * (n - 2) * (n - 3) * spread ** 4) -
          (3 * (n - 1) ** 2) / ((n - 2) * (n - 3))
        : null,
  };
}
export type Histogram = ReturnType<typeof histogram>;

/** How many bins hold at least a share. */
export function common({ counts, total }: Histogram, share: number): number | null {
  let bins = 0;
  for (let bin = 0; bin < counts.length; bin++) if (counts[bin]! > 0 && counts[bin]! >= share * total) bins++;
  return total > 0 ? bins : null;
}

export function sumOf(bins: readonly number[], counts: ArrayLike<number>): number {
  let sum = 0;
  for (const bin of bins) sum += counts[bin]!;
  return sum;
}
