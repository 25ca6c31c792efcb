/** Numbers of bars as a sequencer shows them, so that a person finds the place: the first bar of the file is 1. */

import type { Song } from "../../midi/song.ts";
import { beatGrid } from "../time/beat-grid.ts";
import { songMeter } from "./song-meter.ts";
import { barMap } from "./written-meter.ts";

/** What begins before a bar by less than this part of a quarter is in it, early. */
const early = 1 / 8;
/** A bar of the grid is the file's own when it begins this near to one, in bars. */
const onBar = 0.05;

/**
 * Number of the bar at each of some ascending ticks: by the file's time signatures where they hold, else by the beat
 * grid. A pickup is a bar of its own. Where the beats had to be tracked, bars are counted from the first note.
 */
export function barNumbers(song: Song, ticks: Float64Array): Int32Array {
  return hasWrittenBars(song) ? writtenBars(song, ticks) : gridBars(song, ticks);
}

/** Whether the bars that the file's time signatures lay out are those of its notes. */
export const hasWrittenBars = (song: Song): boolean =>
  beatGrid(song).source === "map" && songMeter(song).source !== "detected";

function writtenBars(song: Song, ticks: Float64Array): Int32Array {
  const { tick, bar, numerator, ticksPerBeat } = barMap(song);
  const ahead = song.ticksPerQuarter * early;
  const numbers = new Int32Array(ticks.length);
  let segment = 0;
  for (let n = 0; n < ticks.length; n++) {
    const at = Math.max(0, ticks[n]!) + ahead;
    while (segment + 1 < tick.length && tick[segment + 1]! <= at) segment++;
    numbers[n] = bar[segment]! + Math.floor((at - tick[segment]!) / (ticksPerBeat[segment]! * numerator[segment]!)) + 1;
  }
  return numbers;
}

function gridBars(song: Song, ticks: Float64Array): Int32Array {
  const { source, tick, firstDownbeat, beatsPerBar } = beatGrid(song);
  const numbers = new Int32Array(ticks.length).fill(1);
  if (tick.length < 2) return numbers;
  const beatTicks = tick[1]! - tick[0]!;
  const downbeat = tick[0]! + firstDownbeat * beatTicks;
  const before = source === "map" ? Math.ceil(downbeat / (beatTicks * beatsPerBar) - onBar) : firstDownbeat > 0 ? 1 : 0;
  const ahead = song.ticksPerQuarter * early;
  let beat = 0;
  for (let n = 0; n < ticks.length; n++) {
    const at = ticks[n]! + ahead;
    while (beat + 2 < tick.length && tick[beat + 1]! <= at) beat++;
    // Behind the last beat the grid goes on as it was.
    const place = beat + Math.max(0, (at - tick[beat]!) / (tick[beat + 1]! - tick[beat]!));
    numbers[n] = Math.max(1, Math.floor((place - firstDownbeat) / beatsPerBar) + 1 + Math.max(0, before));
  }
  return numbers;
}
