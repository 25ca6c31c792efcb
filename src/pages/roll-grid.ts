/** Notes on a grid of steps and bars, which piano rolls and drum steps are drawn from. */
import { barNumbers, hasWrittenBars } from "../hearing/meter/bar-numbers.ts";
import { beatsOfBar, songMeter } from "../hearing/meter/song-meter.ts";
import { barAt, barCount, barMap, tickOfBar } from "../hearing/meter/written-meter.ts";
import { parts } from "../hearing/parts/parts.ts";
import { beatGrid } from "../hearing/time/beat-grid.ts";
import { onsetOrder } from "../hearing/views.ts";
import { pitchOf, type Song, velocityOf } from "../midi/song.ts";

/** One note. */
export interface GridNote {
  /** First step, counted from the beginning of the first bar, and the step at which it ends. */
  readonly from: number;
  readonly to: number;
  readonly pitch: number;
  readonly velocity: number;
  /** Index of its part. */
  readonly part: number;
  readonly isDrum: boolean;
}

/** A song on a grid. */
export interface RollGrid {
  readonly stepsPerBeat: number;
  readonly stepsPerBar: number;
  /** Bars, from the one in which the first note begins. */
  readonly bars: number;
  /** What a sequencer calls them. */
  readonly numbers: ArrayLike<number>;
  /** In order of onset. */
  readonly notes: readonly GridNote[];
}

/** Steps of a beat that may be chosen: sixteenths, and what holds triplets, then finer ones. */
const divisions = [4, 3, 6, 8] as const;
/** A division is chosen when so many onsets lie within so much of a beat of its steps. */
const shareOnSteps = 0.9;
const near = 0.04;

/** Where the bars are. */
interface BarLines {
  /** Ticks at which they begin, ascending, and at which the last one ends. */
  readonly ticks: Float64Array;
  /** Beats in each, as they are counted. */
  readonly beats: number;
}

/** The grid of a song, as many bars as are wanted of it; undefined for a song without notes. */
export function rollGrid(song: Song, mostBars = Number.POSITIVE_INFINITY): RollGrid | undefined {
  if (song.notes.length === 0) return undefined;
  const { ticks, beats } = hasWrittenBars(song) ? writtenLines(song, mostBars) : gridLines(song, mostBars);
  const bars = ticks.length - 1;
  if (bars < 1) return undefined;
  const { list, ofNote } = parts(song);
  const { onset, duration, info } = song.notes;
  const found: (Omit<GridNote, "from" | "to"> & { readonly begin: number; readonly end: number })[] = [];
  for (let note = 0; note < song.notes.length; note++) {
    const begin = barOf(ticks, onset[note]!);
    if (begin >= bars) continue;
    const part = ofNote[note]!;
    found.push({
      begin,
      end: barOf(ticks, onset[note]! + duration[note]!),
      pitch: pitchOf(info[note]!),
      velocity: velocityOf(info[note]!),
      part,
      isDrum: list[part]!.isDrum,
    });
  }
  const stepsPerBeat = divisionOf(found.map(({ begin }) => begin * beats));
  const stepsPerBar = stepsPerBeat * beats;
  return {
    stepsPerBeat,
    stepsPerBar,
    bars,
    numbers: barNumbers(song, ticks),
    notes: found
      .map(({ begin, end, ...note }) => {
        const from = Math.max(0, Math.round(begin * stepsPerBar));
        return { ...note, from, to: Math.max(from + 1, Math.round(end * stepsPerBar)) };
      })
      .sort((a, b) => a.from - b.from),
  };
}

/** What begins before a bar by less than this part of a quarter is in it, early, as bars are numbered. */
const early = 1 / 8;

/** The bars of the file, from the one in which the first note begins. */
function writtenLines(song: Song, mostBars: number): BarLines {
  const map = barMap(song);
  const start = song.notes.onset[onsetOrder(song)[0]!]! + song.ticksPerQuarter * early;
  const first = barAt(map, start).bar;
  const bars = Math.min(mostBars, Math.max(1, barCount(song) - first));
  return {
    ticks: Float64Array.from({ length: bars + 1 }, (_, bar) => tickOfBar(map, first + bar)),
    beats: beatsOfBar(songMeter(song)),
  };
}

/** The bars of the beat grid, where the file's say nothing. */
function gridLines(song: Song, mostBars: number): BarLines {
  const { tick, firstDownbeat, beatsPerBar } = beatGrid(song);
  const pickup = firstDownbeat % beatsPerBar;
  const offset = pickup > 0 ? beatsPerBar - pickup : 0;
  const bars = Math.min(mostBars, Math.ceil((tick.length - 1 + offset) / beatsPerBar));
  // Before the first beat and behind the last the grid goes on as it is there.
  const last = tick.length - 1;
  const tickOf = (beat: number): number => {
    if (beat < 0) return tick[0]! + beat * (tick[1]! - tick[0]!);
    return beat <= last ? tick[beat]! : tick[last]! + (beat - last) * (tick[last]! - tick[last - 1]!);
  };
  return {
    ticks: Float64Array.from({ length: bars + 1 }, (_, bar) => tickOf(bar * beatsPerBar - offset)),
    beats: beatsPerBar,
  };
}

/** A tick in bars of the page; at least their number for what lies behind them. */
function barOf(ticks: Float64Array, at: number): number {
  let low = 0;
  let high = ticks.length - 2;
  while (low < high) {
    const middle = (low + high + 1) >>> 1;
    if (ticks[middle]! <= at) low = middle;
    else high = middle - 1;
  }
  return low + (at - ticks[low]!) / (ticks[low + 1]! - ticks[low]!);
}

/** The coarsest division of the beat that the onsets lie on; sixteenths where they lie on none. */
function divisionOf(onsets: readonly number[]): number {
  const fits = (steps: number): boolean => {
    const on = onsets.filter((beat) => Math.abs(beat - Math.round(beat * steps) / steps) < near);
    return on.length >= shareOnSteps * onsets.length;
  };
  return divisions.find(fits) ?? 4;
}
