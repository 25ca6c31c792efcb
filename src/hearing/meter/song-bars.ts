/** Bars of a song: which meters sound, how many bars there are, and what comes before the first downbeat. */
import type { Song } from "../../midi/song.ts";
import { meterOf } from "../../music/meter.ts";
import { beatGrid } from "../time/beat-grid.ts";
import { lastNoteEnd } from "../views.ts";
import { songMeter } from "./song-meter.ts";
import { barCount, barMap } from "./written-meter.ts";

/** A note before the first downbeat by less than this part of a beat plays on it, early. */
const early = 0.25;

/** Meters of the time signatures that hold while notes sound, in order of time. */
export function soundingMeters(song: Song): ReadonlySet<number> {
  const map = barMap(song);
  const end = lastNoteEnd(song).ticks;
  const sounding = new Set<number>();
  for (let n = 0; n < map.tick.length; n++) {
    const from = map.tick[n]!;
    const lasts = Math.min(map.tick[n + 1] ?? end, end) - from;
    if (lasts > 0) sounding.add(meterOf(map.numerator[n]!, map.denominator[n]!));
  }
  return sounding;
}

/** The meter at the start; 4/4 where the file says none. */
export function firstMeter(song: Song): number {
  const { numerator, denominator } = barMap(song);
  return meterOf(numerator[0]!, denominator[0]!);
}

/** Bars up to the end of the last note. */
export const barsIn = (song: Song): number =>
  song.notes.length === 0 ? 0 : songMeter(song).source === "detected" ? gridBars(song) : barCount(song);

/** Beats from the first onset to the first downbeat at or behind it. */
export function pickup(song: Song): number {
  const { tick, firstDownbeat, beatsPerBar } = beatGrid(song);
  let first = Number.POSITIVE_INFINITY;
  for (const { firstNote, noteCount } of song.tracks) {
    if (noteCount > 0) first = Math.min(first, song.notes.onset[firstNote]!);
  }
  let beat = 0;
  while (beat + 2 < tick.length && tick[beat + 1]! <= first) beat++;
  const place = beat + (first - tick[beat]!) / (tick[beat + 1]! - tick[beat]!);
  const before = (((firstDownbeat - place) % beatsPerBar) + beatsPerBar) % beatsPerBar;
  return before > beatsPerBar - early || before < early ? 0 : before;
}

/** Bars of the beat grid, an upbeat as one. */
function gridBars(song: Song): number {
  const { tick, firstDownbeat, beatsPerBar } = beatGrid(song);
  const beats = tick.length - 1 - firstDownbeat;
  return Math.max(1, Math.ceil(beats / beatsPerBar) + (pickup(song) > 0 ? 1 : 0));
}
