/** Progress for programs: with --json, one JSON object a line on stderr. */

import { createPace } from "../../journeys/pace.ts";
import type { Rejection } from "../../pipeline/rejection.ts";
import type { Report } from "../../pipeline/report.ts";
import { jsonLine } from "../../text/plain.ts";
import type { Live } from "./line.ts";

/** Between two events of progress. */
const everyMilliseconds = 1000;

/** Live lines, and what is told of single files. */
export interface LiveEvents extends Live {
  readonly rejected: (rejection: Rejection, isKnown?: boolean) => void;
}

const rounded = (value: number): number => Math.round(value * 10) / 10;

/**
 * Events `progress` (the first at once, then one a second), `rejected` (each file that was refused) and `notice` (what a
 * person would be told).
 */
export function liveEvents(
  out: NodeJS.WritableStream,
  shareFound: () => number | undefined = () => undefined,
): LiveEvents {
  const paceOf = createPace(shareFound);
  let told = Number.NEGATIVE_INFINITY;
  const tell = (event: string, about: object): void => void out.write(`${jsonLine({ event, ...about })}\n`);
  let later: ReturnType<typeof setTimeout> | undefined;
  return {
    show: function show(report: Report): void {
      const now = performance.now();
      clearTimeout(later);
      if (now - told < everyMilliseconds) {
        // What is told last is where the run stands, also while it waits for a slow list.
        later = setTimeout(show, told + everyMilliseconds - now, report);
        return;
      }
      told = now;
      const { remaining = null, ...pace } = paceOf(report);
      tell("progress", {
        seconds: rounded(report.seconds["total"] ?? 0),
        found: pace.found,
        done: pace.done,
        filesPerSecond: rounded(pace.filesPerSecond),
        bytesPerSecond: Math.round(pace.bytesPerSecond),
        remainingSeconds: remaining === null ? null : rounded(remaining),
        counts: report.counts,
        slowest: report.slowest ?? null,
      });
    },
    say: (message) => tell("notice", { message }),
    clear: () => clearTimeout(later),
    rejected: (rejection, isKnown = false) => tell("rejected", { ...rejection, ...(isKnown && { before: true }) }),
  };
}
