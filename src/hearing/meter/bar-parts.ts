/**
 * Where notes lie in their bars: a bar has 48 parts, whatever its meter, so that bars of sixteenths and bars of triplets
 * can be compared.
 */

import { type Song, view } from "../../midi/song.ts";
import { gridSteps } from "../../music/patterns/grid.ts";
import { beatGrid, noteBeats } from "../time/beat-grid.ts";
import { beatKinds, nearest } from "./beat-kinds.ts";
import { beatQuarters, songMeter } from "./song-meter.ts";

/** How the bars of a song are divided. */
export interface BarDivision {
  readonly beatsPerBar: number;
  /** Parts of a beat in most music: its 4 sixteenths, 6 of a dotted quarter; 4 of an eighth. */
  readonly usual: number;
  /** The parts of other beats: 3 for triplets, 4 for four in the time of six; 0 where they are no parts of 48. */
  readonly others: number;
}

/** The division of a song's bars; undefined where they are too long for a part for each sixteenth. */
export const barDivision: (song: Song) => BarDivision | undefined = view((song) => {
  const { beatsPerBar } = beatGrid(song);
  const quarters = beatQuarters(songMeter(song));
  const usual = quarters === 1.5 ? 6 : 4;
  if (beatsPerBar * usual > gridSteps) return undefined;
  const others = quarters === 1 ? 3 : quarters === 1.5 ? 4 : 0;
  const fits = others > 0 && gridSteps % (beatsPerBar * others) === 0;
  return { beatsPerBar, usual, others: fits ? others : 0 };
});

/**
 * Places of some notes (indices in `song.notes`): 48 times the bar, counted from the first downbeat and negative before
 * it, and the part of the bar. Each is drawn to the nearest sixteenth or triplet of those that its beat has.
 */
export function barParts(song: Song, { usual, others }: BarDivision, notes: ArrayLike<number>): Int32Array {
  const noteBeat = noteBeats(song);
  const { tick, firstDownbeat, beatsPerBar } = beatGrid(song);
  // An onset up to half a part before a beat is on it, early.
  const early = 1 / (2 * usual);
  const beats = new Int32Array(notes.length);
  const places = new Float64Array(notes.length);
  for (let n = 0; n < notes.length; n++) {
    const place = noteBeat[notes[n]!]!;
    const beat = Math.min(tick.length, Math.max(0, Math.floor(place + early)));
    beats[n] = beat;
    places[n] = place - beat;
  }
  const kinds = beatKinds(beats, places, tick.length + 1, usual, others);
  const parts = new Int32Array(notes.length);
  for (let n = 0; n < notes.length; n++) {
    const beat = beats[n]!;
    const place = places[n]!;
    const onUsual = nearest(place, usual);
    const onOther = nearest(place, others);
    const kind = kinds[beat]!;
    const isOther = kind === 1 || (kind === 2 && Math.abs(place - onOther) < Math.abs(place - onUsual));
    parts[n] = Math.round(((beat - firstDownbeat + (isOther ? onOther : onUsual)) * gridSteps) / beatsPerBar);
  }
  return parts;
}
