/** How fast a run goes, and how long it still takes. */
import type { Report } from "../pipeline/report.ts";
import { doneOf, filesOf } from "./counts.ts";
import { createIndexesLeft } from "./indexes-left.ts";

/** Where a run stands. */
export interface Pace {
  /** Files that came; with `done` of them settled: stored, known, or refused. */
  readonly found: number;
  readonly done: number;
  readonly filesPerSecond: number;
  readonly bytesPerSecond: number;
  /** Seconds until all is done; undefined while nobody knows how much there is. */
  readonly remaining: number | undefined;
}

/** Speed is that of the latest so many seconds: what is known goes by faster than what is new. */
const windowSeconds = 15;
/** Before that nothing is said of what remains. */
const firstSeconds = 2;
/** Nor before this share of the files that came is done: the first are done by cold threads. */
const firstShare = 0.01;

/** Measures the pace of one run. @param shareFound the share of what is expected that was found, where it is known. */
export function createPace(shareFound: () => number | undefined): (report: Report) => Pace {
  const moments: { readonly at: number; readonly done: number; readonly bytes: number; readonly share: number }[] = [];
  const indexesLeft = createIndexesLeft();
  /** The latest moment at which nothing was done yet. */
  let idle = 0;
  return (report) => {
    const at = report.seconds["total"] ?? 0;
    const found = filesOf(report);
    const done = Math.min(found, doneOf(report));
    const bytes = report.counts["bytes"] ?? 0;
    const come = shareFound();
    const share = come === undefined || found === 0 ? 0 : come * (done / found);
    moments.push({ at, done, bytes, share });
    while (moments.length > 2 && at - (moments[1]?.at ?? at) >= windowSeconds) moments.shift();
    if (done === 0) idle = at;
    // Opening the catalogue and warming up says nothing of how fast files go.
    const from =
      at < windowSeconds + idle
        ? { at: done === 0 ? 0 : idle, done: 0, bytes: 0, share: 0 }
        : (moments[0] as (typeof moments)[number]);
    const seconds = Math.max(at - from.at, 0.001);
    const speed = (share - from.share) / seconds;
    const filesPerSecond = (done - from.done) / seconds;
    const later = indexesLeft(report, come ? found / come : found, done / Math.max(at - idle, 0.001));
    const isMaking = report.counts["indexes"] !== undefined;
    const isKnown = come !== undefined && speed > 0 && at >= firstSeconds && done >= firstShare * found;
    return {
      found,
      done,
      filesPerSecond,
      bytesPerSecond: (bytes - from.bytes) / seconds,
      remaining: isMaking ? later : isKnown ? (1 - share) / speed + later : undefined,
    };
  };
}
