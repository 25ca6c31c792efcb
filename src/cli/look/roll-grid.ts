/** Notes on a grid of steps and bars, which piano rolls and drum steps are drawn from. */
import { barNumbers } from "../../midi/bar-numbers.ts";
import { type BeatGrid, beatGrid } from "../../midi/beat-grid.ts";
import { parts } from "../../midi/parts.ts";
import { pitchOf, type Song, velocityOf } from "../../midi/song.ts";

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

/** The grid of a song, as many bars as are wanted of it; undefined for a song without notes. */
export function rollGrid(song: Song, mostBars = Number.POSITIVE_INFINITY): RollGrid | undefined {
  const grid = beatGrid(song);
  const { tick, firstDownbeat, beatsPerBar } = grid;
  if (song.notes.length === 0 || tick.length < 2) return undefined;
  const pickup = firstDownbeat % beatsPerBar;
  const offset = pickup > 0 ? beatsPerBar - pickup : 0;
  const bars = Math.min(mostBars, Math.ceil((tick.length - 1 + offset) / beatsPerBar));
  const lastBeat = bars * beatsPerBar;
  const { list, ofNote } = parts(song);
  const { onset, duration, info } = song.notes;
  const found: (Omit<GridNote, "from" | "to"> & { readonly begin: number; readonly end: number })[] = [];
  for (let note = 0; note < song.notes.length; note++) {
    const begin = beatAt(grid, onset[note]!) + offset;
    if (begin >= lastBeat) continue;
    const part = ofNote[note]!;
    found.push({
      begin,
      end: beatAt(grid, onset[note]! + duration[note]!) + offset,
      pitch: pitchOf(info[note]!),
      velocity: velocityOf(info[note]!),
      part,
      isDrum: list[part]!.isDrum,
    });
  }
  const stepsPerBeat = divisionOf(found.map(({ begin }) => begin));
  const starts = Float64Array.from(
    { length: bars },
    (_, bar) => tick[Math.max(0, Math.min(tick.length - 1, bar * beatsPerBar - offset))]!,
  );
  return {
    stepsPerBeat,
    stepsPerBar: stepsPerBeat * beatsPerBar,
    bars,
    numbers: barNumbers(song, starts),
    notes: found
      .map(({ begin, end, ...note }) => {
        const from = Math.max(0, Math.round(begin * stepsPerBeat));
        return { ...note, from, to: Math.max(from + 1, Math.round(end * stepsPerBeat)) };
      })
      .sort((a, b) => a.from - b.from),
  };
}

/** A tick in beats of the grid, which goes on behind its last beat as it was. */
function beatAt({ tick }: BeatGrid, at: number): number {
  let low = 0;
  let high = tick.length - 2;
  while (low < high) {
    const middle = (low + high + 1) >>> 1;
    if (tick[middle]! <= at) low = middle;
    else high = middle - 1;
  }
  return low + (at - tick[low]!) / (tick[low + 1]! - tick[low]!);
}

/** The coarsest division of the beat that the onsets lie on; sixteenths where they lie on none. */
function divisionOf(onsets: readonly number[]): number {
  const fits = (steps: number): boolean => {
    const on = onsets.filter((beat) => Math.abs(beat - Math.round(beat * steps) / steps) < near);
    return on.length >= shareOnSteps * onsets.length;
  };
  return divisions.find(fits) ?? 4;
}
