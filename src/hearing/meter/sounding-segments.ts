/** Stretches of one time signature in which notes sound, without the bars that are only a part of one. */
import { type Song, view } from "../../midi/song.ts";
import { lastNoteEnd } from "../views.ts";
import { barMap } from "./written-meter.ts";

/** A stretch of one time signature; times in ticks. */
export interface MeterSegment {
  readonly from: number;
  readonly ticks: number;
  readonly numerator: number;
  readonly denominator: number;
}

/** Ticks, in quarters, up to which lengths are one. */
const sameLength = 0.02;

/** Stretches of a song; of a song without notes the first one. */
export const soundingSegments: (song: Song) => readonly MeterSegment[] = view((song) => {
  const map = barMap(song);
  const end = lastNoteEnd(song).ticks;
  const all: MeterSegment[] = [];
  for (let n = 0; n < map.tick.length; n++) {
    const from = map.tick[n]!;
    const ticks = Math.min(map.tick[n + 1] ?? end, end) - from;
    if (ticks > 0 || (n === 0 && end === 0)) {
      all.push({ from, ticks, numerator: map.numerator[n]!, denominator: map.denominator[n]! });
    }
  }
  return all.length > 1 ? withoutParts(all, song.ticksPerQuarter) : all;
});

/**
 * Without a first stretch that is shorter than a bar of the next, a last one of at most a bar that is shorter than a bar of
 * the one before, and stretches that together are one bar of those around them.
 */
function withoutParts(all: readonly MeterSegment[], quarter: number): readonly MeterSegment[] {
  const near = sameLength * quarter;
  const barOf = ({ numerator, denominator }: MeterSegment): number => (numerator * 4 * quarter) / denominator;
  const kept: MeterSegment[] = [];
  for (let n = 0; n < all.length; n++) {
    const here = all[n]!;
    const next = all[n + 1];
    const before = kept.at(-1);
    if (!before && next && here.ticks < barOf(next) - near && here.ticks <= barOf(here) + near) continue;
    if (before && !next && here.ticks <= barOf(here) + near && barOf(here) < barOf(before) - near) continue;
    if (before) {
      let last = n;
      let sum = here.ticks;
      while (last + 1 < all.length && sum < barOf(before) - near) sum += all[++last]!.ticks;
      if (last > n && Math.abs(sum - barOf(before)) <= near && isSame(all[last + 1] ?? before, before)) {
        n = last;
        continue;
      }
    }
    kept.push(here);
  }
  return kept.length > 0 ? kept : all.slice(0, 1);
}

const isSame = (a: MeterSegment, b: MeterSegment): boolean =>
  a.numerator === b.numerator && a.denominator === b.denominator;
