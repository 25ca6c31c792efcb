/** Counts as rows of bars: the largest first, the small ones together. */
import type { Bars } from "./plot.ts";

/** What one thing of one series counts. */
export interface RowCount {
  readonly label: string;
  readonly series: number;
  readonly count: number;
}

/** Rows with a value for each series, the largest first; what goes beyond `most` rows is added up as the last one. */
export function stackedRows(counts: readonly RowCount[], series: number, most: number): Bars["rows"] {
  const rows = new Map<string, number[]>();
  for (const { label, series: place, count } of counts) {
    const values = rows.get(label) ?? Array<number>(series).fill(0);
    if (place >= 0) values[place]! += count;
    rows.set(label, values);
  }
  const sorted = [...rows]
    .map(([label, values]) => ({ label, values }))
    .sort((a, b) => total(b.values) - total(a.values) || (a.label < b.label ? -1 : 1));
  if (sorted.length <= most) return sorted;
  const others = sorted.slice(most - 1);
  const sums = Array.from({ length: series }, (_, n) => others.reduce((sum, { values }) => sum + values[n]!, 0));
  return [...sorted.slice(0, most - 1), { label: `${others.length} others`, values: sums }];
}

/** All series of a row. */
export const total = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0);
