/** Repetition: how much of the music comes again, and after how many bars. */
import { type Bars, barLikeness } from "./bars.ts";
import { lengths } from "./loop.ts";

/** Bars this alike are one bar again. */
const alike = 0.75;
/** Mean likeness at which the music repeats itself after some bars. */
const periodic = 0.7;

/** Bars after which the music repeats itself: 1, 2, 4, 8 or 16; null where it does not. */
export function phraseLength(all: Bars): number | null {
  const found = lengths.find((length) => {
    if (all.length < 2 * length) return false;
    let sum = 0;
    for (let bar = length; bar < all.length; bar++) sum += barLikeness(all, bar, bar - length);
    return sum / (all.length - length) >= periodic;
  });
  return found ?? null;
}

/** Share of the bars that are like an earlier one; null of fewer than two. */
export function repetition(all: Bars): number | null {
  if (all.length < 2) return null;
  const different: number[] = [];
  for (let bar = 0; bar < all.length; bar++) {
    if (!different.some((earlier) => barLikeness(all, bar, earlier) >= alike)) different.push(bar);
  }
  return 1 - different.length / all.length;
}
