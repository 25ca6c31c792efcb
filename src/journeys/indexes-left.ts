/** How long making the search indexes takes: guessed from the number of files, then from how far it is. */
import type { Report } from "../pipeline/report.ts";

/** Seconds a file for all indexes in one thread: a million took 390 s (docs/performance.md). */
const secondsPerFile = 0.00039;
/** On two cores as much as this share of what adding a file takes, also where the machine has other work. */
const shareOfAdding = 0.3;
/** From this share on, how far it is says more than the guess. */
const tellingShare = 0.15;
/** What is left is never told to be less than this share of what stands out: the guess may be too short. */
const leastLeft = 0.3;

/** Seconds that are left for indexes; 0 where none will be made. */
export type IndexesLeft = (report: Report, expectedFiles: number, filesPerSecond: number) => number;

/** Follows one run. */
export function createIndexesLeft(): IndexesLeft {
  let began: number | undefined;
  let guess = 0;
  return ({ counts, seconds }, expectedFiles, filesPerSecond) => {
    const { "indexes missing": missing = 0, indexes, "index permille": permille = 0 } = counts;
    if (indexes === undefined) {
      const each = Math.max(secondsPerFile, filesPerSecond > 0 ? shareOfAdding / filesPerSecond : 0);
      guess = missing > 0 ? expectedFiles * each : 0;
      return guess;
    }
    const at = seconds["total"] ?? 0;
    began ??= at;
    const made = permille / 1000;
    const whole = made >= tellingShare ? (at - began) / made : guess;
    return Math.max(whole - (at - began), leastLeft * (1 - made) * whole);
  };
}
