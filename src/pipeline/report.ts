/** Reports: what a run did. They add up, and stay small whatever the size of the run. */
import type { Rejection } from "./rejection.ts";

/** What a run did. */
export interface Report {
  /**
   * `in` items came from the source, `out` left the last stage (or were packed by the sink), `rejected` were refused;
   * `cancelled` is 1 when the run was stopped. The others are counted by stages.
   */
  readonly counts: Readonly<Record<string, number>>;
  readonly rejected: { readonly byCode: Readonly<Record<string, number>>; readonly first: readonly Rejection[] };
  /**
   * Seconds by stage, summed over all threads. `source` is time spent waiting for the source, `<sink>.wait` for the
   * sink, `total` wall time; a sink that writes beside the run tells its own time as `<sink>.write`.
   */
  readonly seconds: Readonly<Record<string, number>>;
  /** The item that one thread worked on longest; none before there was one. */
  readonly slowest?: Slowest;
}

/** An item, and how long its steps took. */
export interface Slowest {
  readonly path: string;
  readonly seconds: number;
}

/** Rejections that a report holds in full; of the others it knows the number by code. */
export const firstRejections = 100;

/** A report in the making. */
export interface Tally {
  readonly count: (name: string, by?: number) => void;
  readonly reject: (rejection: Rejection) => void;
  readonly spend: (stage: string, seconds: number) => void;
  /** Told of items that took long; the slowest is kept. */
  readonly slow: (item: Slowest) => void;
  /** The report so far. */
  readonly report: () => Report;
}

/** Begins a report; `total` counts from now. */
export function createTally(): Tally {
  const began = performance.now();
  const counts = new Map<string, number>([
    ["in", 0],
    ["out", 0],
    ["rejected", 0],
  ]);
  const byCode = new Map<string, number>();
  const seconds = new Map<string, number>();
  const first: Rejection[] = [];
  let slowest: Slowest | undefined;
  return {
    count: (name, by = 1) => add(counts, name, by),
    reject: (rejection) => {
      add(counts, "rejected", 1);
      add(byCode, rejection.code, 1);
      if (first.length < firstRejections) first.push(rejection);
    },
    spend: (stage, by) => add(seconds, stage, by),
    slow: (item) => {
      slowest = slowerOf(slowest, item);
    },
    report: () => ({
      counts: Object.fromEntries(counts),
      rejected: { byCode: Object.fromEntries(byCode), first: [...first] },
      seconds: { ...Object.fromEntries(seconds), total: (performance.now() - began) / 1000 },
      ...(slowest && { slowest }),
    }),
  };
}

/** Adds two reports up, as of two machines or two runs. */
export function addReports(a: Report, b: Report): Report {
  const slowest = slowerOf(a.slowest, b.slowest);
  return {
    counts: addRecords(a.counts, b.counts),
    rejected: {
      byCode: addRecords(a.rejected.byCode, b.rejected.byCode),
      first: [...a.rejected.first, ...b.rejected.first].slice(0, firstRejections),
    },
    seconds: addRecords(a.seconds, b.seconds),
    ...(slowest && { slowest }),
  };
}

const slowerOf = (a: Slowest | undefined, b: Slowest | undefined): Slowest | undefined =>
  a && b && a.seconds > b.seconds ? a : (b ?? a);

/** Adds to one entry of a map of sums. */
export function add(sums: Map<string, number>, name: string, by: number): void {
  sums.set(name, (sums.get(name) ?? 0) + by);
}

function addRecords(a: Readonly<Record<string, number>>, b: Readonly<Record<string, number>>): Record<string, number> {
  const sums = new Map(Object.entries(a));
  for (const [name, by] of Object.entries(b)) add(sums, name, by);
  return Object.fromEntries(sums);
}
