/** What is told of each section of a song: one row of the catalogue's sections. */

import type { Song } from "../../midi/song.ts";
import { secondsAt, tempoMap } from "../../midi/tempo.ts";
import { bars } from "../form/bars.ts";
import { sectionTicks } from "../form/section-ticks.ts";
import { sections } from "../form/sections.ts";
import { heardChords, textOfChords } from "../harmony/heard-chords.ts";
import { barNumbers } from "../meter/bar-numbers.ts";
import { localKeys } from "../tonality/song-key.ts";
import { onsetOrder } from "../views.ts";

/** What begins before a bar by less than this part of it is in it, as `bars` counts: half of a 16th of the bar. */
const early = 1 / 32;

/** One section of `form`. */
export interface SectionAbout {
  /** Its number, from 1. */
  readonly n: number;
  /** Like sections have the same: A, B ... */
  readonly letter: string;
  /** Number of its first bar, from 1, as a sequencer shows it. */
  readonly bar: number;
  /** Its length in bars. */
  readonly bars: number;
  /** Notes that begin in it, drums included. */
  readonly notes: number;
  /** The same in a second. */
  readonly density: number | null;
  /** Key, mode * 12 + tonic, that holds longest in it; null where none is heard. */
  readonly key: number | null;
  /** Its progression, from the chord that sounds at its beginning on, as `chordText` writes it; null without chords. */
  readonly chords: string | null;
  /** Drums play in it. */
  readonly drums: boolean;
}

/** The sections of a song, in order. */
export function sectionsAbout(song: Song): readonly SectionAbout[] {
  const found = sections(song);
  if (found.length === 0) return [];
  const edges = sectionTicks(song);
  const numbers = barNumbers(song, edges);
  // The first section has all notes before the second.
  const passed = edges.map((edge, n) =>
    n === 0 ? 0 : notesBefore(song, edge - ((edge - edges[n - 1]!) / found[n - 1]!.bars) * early),
  );
  const drums = bars(song).drums;
  const map = tempoMap(song);
  return found.map(({ letter, bar, bars: length }, n) => {
    const [from, to] = [edges[n]!, edges[n + 1]!];
    const notes = passed[n + 1]! - passed[n]!;
    const seconds = secondsAt(map, to) - secondsAt(map, from);
    return {
      n: n + 1,
      letter,
      bar: numbers[n]!,
      bars: length,
      notes,
      density: seconds > 0 ? notes / seconds : null,
      key: keyIn(song, from, to),
      chords: chordsIn(song, from, to),
      drums: drums.subarray(bar, bar + length).some((hits) => hits > 0),
    };
  });
}

/** Notes that begin before a tick. */
function notesBefore(song: Song, tick: number): number {
  const order = onsetOrder(song);
  let low = 0;
  let high = order.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (song.notes.onset[order[middle]!]! < tick) low = middle + 1;
    else high = middle;
  }
  return low;
}

function keyIn(song: Song, from: number, to: number): number | null {
  let longest = 0;
  let found: number | null = null;
  for (const { tick, endTick, key } of localKeys(song)) {
    const lasts = Math.min(to, endTick) - Math.max(from, tick);
    if (lasts <= longest) continue;
    longest = lasts;
    found = key;
  }
  return found;
}

function chordsIn(song: Song, from: number, to: number): string | null {
  const heard = heardChords(song);
  let first = 0;
  while (first < heard.length && heard[first]!.endTick <= from) first++;
  let last = first;
  while (last < heard.length && heard[last]!.tick < to) last++;
  return last > first ? textOfChords(heard.slice(first, last)) : null;
}
