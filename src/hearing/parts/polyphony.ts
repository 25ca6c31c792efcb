/** How many notes sound at once: in the whole song, and in each of its parts. */

import { sortedOrder } from "../../midi/radix.ts";
import { type Song, view } from "../../midi/song.ts";
import { drumFlags } from "../drums/drum-view.ts";
import { onsetOrder } from "../views.ts";
import { parts } from "./parts.ts";

/** Last tick that a column holds. */
const lastTick = 0x7fffffff;

/** No note begins on the last tick, so that each ends behind its onset. */
const beginOf = (onset: number): number => Math.min(onset, lastTick - 1);

/** How many notes sound at once. */
export interface Polyphony {
  /** Most notes that sound at one moment. */
  readonly max: number;
  /** Mean number of notes over the time in which any sounds; 0 without notes. */
  readonly mean: number;
}

/** Polyphony of all notes but drums. Time is counted in ticks; a note of no duration counts as one tick long. */
export const polyphony: (song: Song) => Polyphony = view((song) => sweep(song, false));

/** Polyphony of all notes, drums included. */
export const polyphonyWithDrums: (song: Song) => Polyphony = view((song) => sweep(song, true));

/** Most notes that sound at one moment in each of `parts(song).list`. */
export const partPolyphony: (song: Song) => Int32Array = view((song) => {
  const { list, ofNote } = parts(song);
  const { onset } = song.notes;
  const begins = onsetOrder(song);
  const { order, tick } = ends(song);
  const sounding = new Int32Array(list.length);
  const most = new Int32Array(list.length);
  let begun = 0;
  for (let ended = 0; ended < order.length; ended++) {
    const note = order[ended]!;
    while (begun < begins.length && beginOf(onset[begins[begun]!]!) < tick[note]!) {
      const part = ofNote[begins[begun++]!]!;
      sounding[part]! += 1;
      if (sounding[part]! > most[part]!) most[part] = sounding[part]!;
    }
    sounding[ofNote[note]!]! -= 1;
  }
  return most;
});

/** Ends of all notes, and the notes in their order. */
interface Ends {
  /** Tick at which each note ends, behind its onset. */
  readonly tick: Int32Array;
  /** Notes in order of their end. */
  readonly order: Int32Array;
}

const ends: (song: Song) => Ends = view(({ notes }) => {
  const tick = new Int32Array(notes.length);
  for (let note = 0; note < notes.length; note++) {
    tick[note] = Math.min(notes.onset[note]! + Math.max(1, notes.duration[note]!), lastTick);
  }
  return { tick, order: sortedOrder(tick) };
});

function sweep(song: Song, withDrums: boolean): Polyphony {
  const { onset, duration } = song.notes;
  const isDrum = drumFlags(song);
  const isCounted = (note: number): boolean => withDrums || isDrum[note] === 0;
  const begins = onsetOrder(song);
  const { order, tick } = ends(song);
  let max = 0;
  let sounding = 0;
  let ticks = 0;
  let busy = 0;
  let busySince = 0;
  let begun = 0;
  for (let ended = 0; ended < order.length; ended++) {
    const note = order[ended]!;
    if (!isCounted(note)) continue;
    while (begun < begins.length && beginOf(onset[begins[begun]!]!) < tick[note]!) {
      const next = begins[begun++]!;
      if (!isCounted(next)) continue;
      if (sounding++ === 0) busySince = beginOf(onset[next]!);
    }
    if (sounding > max) max = sounding;
    ticks += Math.max(1, duration[note]!);
    if (--sounding === 0) busy += tick[note]! - busySince;
  }
  return { max, mean: busy > 0 ? ticks / busy : 0 };
}
