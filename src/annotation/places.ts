/** Second, bar and beat of ticks. */
import { barNumbers, hasWrittenBars } from "../hearing/meter/bar-numbers.ts";
import { beatQuarters } from "../hearing/meter/song-meter.ts";
import { barMap } from "../hearing/meter/written-meter.ts";
import { beatGrid } from "../hearing/time/beat-grid.ts";
import type { Song } from "../midi/song.ts";
import { secondsAt, tempoMap } from "../midi/tempo.ts";
import type { Place } from "./annotations.ts";

/** What begins before a beat by less than this part of a quarter is on it, as `barNumbers` counts. */
const early = 1 / 8;

/** Places of ascending ticks. */
export function placesOf(song: Song, ticks: Float64Array): readonly Place[] {
  const map = tempoMap(song);
  const bars = barNumbers(song, ticks);
  const beats = hasWrittenBars(song) ? writtenBeats(song, ticks) : gridBeats(song, ticks);
  return Array.from(ticks, (tick, n) => ({
    seconds: rounded(secondsAt(map, Math.max(0, tick)), 6),
    bar: bars[n] as number,
    beat: rounded(beats[n] as number, 4),
  }));
}

/** A number without the noise of its last digits. */
export const rounded = (value: number, digits: number): number => Number(value.toFixed(digits));

/** Beats since the written bar began, from 1. */
function writtenBeats(song: Song, ticks: Float64Array): Float64Array {
  const { tick, numerator, denominator, ticksPerBeat } = barMap(song);
  const ahead = song.ticksPerQuarter * early;
  let segment = 0;
  return ticks.map((at) => {
    const place = Math.max(0, at) + ahead;
    while (segment + 1 < tick.length && (tick[segment + 1] as number) <= place) segment++;
    const barTicks = (ticksPerBeat[segment] as number) * (numerator[segment] as number);
    const meter = { numerator: numerator[segment] as number, denominator: denominator[segment] as number };
    const since = ((place - (tick[segment] as number)) % barTicks) - ahead;
    return 1 + Math.max(0, since) / (beatQuarters(meter) * song.ticksPerQuarter);
  });
}

/** Beats of the grid since its bar began, from 1. */
function gridBeats(song: Song, ticks: Float64Array): Float64Array {
  const { tick, firstDownbeat, beatsPerBar } = beatGrid(song);
  if (tick.length < 2) return new Float64Array(ticks.length).fill(1);
  let beat = 0;
  return ticks.map((at) => {
    while (beat + 2 < tick.length && (tick[beat + 1] as number) <= at) beat++;
    const from = tick[beat] as number;
    const length = (tick[beat + 1] as number) - from;
    const ahead = (song.ticksPerQuarter * early) / length;
    const place = beat + (at - from) / length - firstDownbeat + ahead;
    return 1 + Math.max(0, (((place % beatsPerBar) + beatsPerBar) % beatsPerBar) - ahead);
  });
}
