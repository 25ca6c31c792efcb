/** What each bar of a song holds, small enough to compare bars with one another. */

import { pitchOf, type Song, view } from "../../midi/song.ts";
import { parts } from "../parts/parts.ts";
import { beatGrid } from "../time/beat-grid.ts";

/** Places of a bar that onsets are told apart by. */
const places = 16;
/** Songs with more bars are compared up to here: comparing is quadratic. */
const mostBars = 512;

/** Contents of the bars from the first one in which a note begins (a pickup is a bar of its own). */
export interface Bars {
  readonly length: number;
  /** Ticks of a bar, the mean where beats differ; 0 without notes. */
  readonly ticks: number;
  /** Pitch classes that begin in each bar, drums excluded: bit 0 is C. */
  readonly pitchClasses: Uint16Array;
  /** Sixteenths of each bar on which a pitched note begins: bit 0 is the downbeat. */
  readonly onsets: Uint16Array;
  /** The same of the drums. */
  readonly drums: Uint16Array;
}

/** Bars of a song, by its beat grid; at most 512. */
export const bars: (song: Song) => Bars = view((song) => {
  const { tick, firstDownbeat, beatsPerBar } = beatGrid(song);
  const beats = tick.length - 1;
  const pickup = firstDownbeat % beatsPerBar;
  const offset = pickup > 0 ? beatsPerBar - pickup : 0;
  const length = Math.min(mostBars, beats > 0 ? Math.ceil((beats + offset) / beatsPerBar) : 0);
  const pitchClasses = new Uint16Array(length);
  const onsets = new Uint16Array(length);
  const drums = new Uint16Array(length);
  const { list, ofNote } = parts(song);
  const { onset, info } = song.notes;
  for (const { firstNote, noteCount } of song.tracks) {
    let beat = 0;
    for (let note = firstNote; note < firstNote + noteCount; note++) {
      const at = onset[note]!;
      while (beat + 1 < beats && tick[beat + 1]! <= at) beat++;
      const exact = beat + offset + (at - tick[beat]!) / (tick[beat + 1]! - tick[beat]!);
      const place = Math.max(0, Math.round((exact * places) / beatsPerBar));
      const bar = Math.floor(place / places);
      if (bar >= length) continue;
      const bit = 1 << (place % places);
      if (list[ofNote[note]!]!.isDrum) drums[bar]! |= bit;
      else {
        onsets[bar]! |= bit;
        pitchClasses[bar]! |= 1 << (pitchOf(info[note]!) % 12);
      }
    }
  }
  return {
    length,
    ticks: beats > 0 ? ((tick[beats]! - tick[0]!) / beats) * beatsPerBar : 0,
    pitchClasses,
    onsets,
    drums,
  };
});

/** Harmony and melody change between sections more than the beat does. */
const pitchWeight = 2;

/** How alike two bars are, 0 to 1: mean of the shares of pitch classes (which count double), onsets and drum hits that both have. */
export function barLikeness({ pitchClasses, onsets, drums }: Bars, a: number, b: number): number {
  let sum = 0;
  let count = 0;
  for (const column of [pitchClasses, onsets, drums]) {
    const either = column[a]! | column[b]!;
    if (either === 0) continue;
    const weight = column === pitchClasses ? pitchWeight : 1;
    sum += (weight * bitCount(column[a]! & column[b]!)) / bitCount(either);
    count += weight;
  }
  // Two bars of rest are alike.
  return count > 0 ? sum / count : 1;
}

/** Bits set in a 16-bit word (parallel count; Warren, Hacker's Delight, 5-1). */
function bitCount(word: number): number {
  const pairs = word - ((word >>> 1) & 0x5555);
  const nibbles = (pairs & 0x3333) + ((pairs >>> 2) & 0x3333);
  const bytes = (nibbles + (nibbles >>> 4)) & 0x0f0f;
  return (bytes + (bytes >>> 8)) & 0x1f;
}
