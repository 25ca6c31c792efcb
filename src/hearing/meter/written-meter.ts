/** Bars and beats as the file's time signatures lay them out: ticks to bar and beat, and back. */
import { type Song, view } from "../../midi/song.ts";
import { lastNoteEnd } from "../views.ts";

/** Stretches of one time signature; the first begins at tick 0, ticks strictly ascend. */
export interface BarMap {
  /** Tick where each segment begins; a bar begins there. */
  readonly tick: Int32Array;
  /** Number of the segment's first bar; the first bar of the file is 0. */
  readonly bar: Int32Array;
  readonly numerator: Uint8Array;
  readonly denominator: Uint16Array;
  /** Length of a beat (one denominator note) in ticks; fractional where the division says so. */
  readonly ticksPerBeat: Float64Array;
}

/** A place in the bars of a song. */
export interface BarPlace {
  /** Bar number from 0. */
  readonly bar: number;
  /** Beats (denominator notes) since the bar began, fractional. */
  readonly beat: number;
}

/**
 * Bars of a song by its time-signature events, 4/4 before the first. Of several on one tick the last wins. A new
 * signature begins a new bar, so a pickup written as a short bar comes out right; one that only repeats the signature
 * changes nothing.
 */
export const barMap: (song: Song) => BarMap = view((song) => {
  const events = song.timeSignatures;
  const capacity = events.tick.length + 1;
  const tick = new Int32Array(capacity);
  const numerator = new Uint8Array(capacity).fill(4, 0, 1);
  const denominator = new Uint16Array(capacity).fill(4, 0, 1);
  let last = 0;
  for (let event = 0; event < events.tick.length; event++) {
    const at = events.tick[event]!;
    if (events.numerator[event] === numerator[last] && events.denominator[event] === denominator[last]) continue;
    if (at > tick[last]!) tick[++last] = at;
    numerator[last] = events.numerator[event]!;
    denominator[last] = events.denominator[event]!;
  }
  const length = last + 1;
  const bar = new Int32Array(length);
  const ticksPerBeat = new Float64Array(length);
  for (let segment = 0; segment < length; segment++) {
    ticksPerBeat[segment] = (song.ticksPerQuarter * 4) / denominator[segment]!;
    if (segment === 0) continue;
    const ticksPerBar = ticksPerBeat[segment - 1]! * numerator[segment - 1]!;
    bar[segment] = bar[segment - 1]! + Math.ceil((tick[segment]! - tick[segment - 1]!) / ticksPerBar);
  }
  return {
    tick: tick.subarray(0, length),
    bar,
    numerator: numerator.subarray(0, length),
    denominator: denominator.subarray(0, length),
    ticksPerBeat,
  };
});

/** Bar and beat at a tick. */
export function barAt(map: BarMap, tick: number): BarPlace {
  const segment = lastUpTo(map.tick, tick);
  const beats = (tick - map.tick[segment]!) / map.ticksPerBeat[segment]!;
  const bars = Math.floor(beats / map.numerator[segment]!);
  return { bar: map.bar[segment]! + bars, beat: beats - bars * map.numerator[segment]! };
}

/** Tick, fractional where the division says so, of a beat in a bar; both count from 0. */
export function tickOfBar(map: BarMap, bar: number, beat = 0): number {
  const segment = lastUpTo(map.bar, bar);
  const beats = (bar - map.bar[segment]!) * map.numerator[segment]! + beat;
  return map.tick[segment]! + beats * map.ticksPerBeat[segment]!;
}

/** Bars that begin before the last note ends; 0 without notes. */
export const barCount: (song: Song) => number = view((song) => {
  const { ticks } = lastNoteEnd(song);
  if (song.notes.length === 0) return 0;
  const { bar, beat } = barAt(barMap(song), ticks);
  return Math.max(1, beat > 0 ? bar + 1 : bar);
});

function lastUpTo(starts: Int32Array, place: number): number {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >>> 1;
    if (starts[middle]! <= place) low = middle;
    else high = middle - 1;
  }
  return low;
}
