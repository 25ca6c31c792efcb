/** "Did you mean": the known word nearest to a typed one. */

/**
 * The candidate that the fewest typing slips (a letter wrong, missing, doubled, or two swapped) turn into `word`;
 * undefined when none is near enough to be a slip: one for words up to four letters, two for longer ones.
 */
export function suggest(word: string, candidates: Iterable<string>): string | undefined {
  const typed = word.toLowerCase();
  let best: string | undefined;
  let fewest = (typed.length <= 4 ? 1 : 2) + 1;
  for (const candidate of candidates) {
    if (Math.abs(candidate.length - typed.length) >= fewest) continue;
    const slips = distance(typed, candidate.toLowerCase());
    // A two-letter name is one slip away from half of all short words.
    if (slips >= fewest || slips >= candidate.length - 1) continue;
    best = candidate;
    fewest = slips;
  }
  return best;
}

/** Optimal string alignment distance (Damerau-Levenshtein without editing a swapped pair again). */
export function distance(a: string, b: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      let cost = Math.min(at(last, j) + 1, at(row, j - 1) + 1, at(last, j - 1) + same);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        cost = Math.min(cost, at(beforeLast, j - 2) + 1);
      }
      row.push(cost);
    }
    beforeLast = last;
    last = row;
  }
  return at(last, b.length);
}

const at = (row: readonly number[], index: number): number => row[index] ?? Number.POSITIVE_INFINITY;
