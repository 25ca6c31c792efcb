/** Where in the tick grid the beats lie: at the ticks' own quarters in written music, anywhere in a recorded one. */

import { pitchOf, type Song } from "../../midi/song.ts";
import { drumFlags } from "../drums/drum-view.ts";
import { fineGrid, type GridPhase } from "./grid-phase.ts";

/** A grid this close to the ticks, in quarters, is the ticks' own. */
const onTicks = 0.001;
/**
 * Evidence, in the unit of `weights`, for the ticks' own quarter where the grid is the ticks': much in written music,
 * some in a performance that was quantised, whose beat may be on any sixteenth of the ticks (3 songs of POP909).
 */
const ticksWeight = { written: 10, quantised: 2 };
/**
 * Music is written when this share of its durations are multiples of an eighth or a twelfth of a quarter, within so many
 * quarters: a tick of 480.
 */
const writtenShare = 0.6;
const nearMultiple = 0.0025;
/**
 * Weights of the shares of a place among the places of a beat, fitted once by softmax regression on POP909 with its
 * annotated beats, synthetic songs, lieder and folk tunes, and rounded; `bun run eval rhythm` prints the beats' F1.
 */
const weights = { onsets: 0.5, lengths: 1.4, basses: 1.8, bassLengths: 2.3, loudness: 0.9, long: 0.6, longer: 0.4 };
const bassBelow = 48;
const kinds = Object.values(weights);

/**
 * Tick, at least 0 and below `unit`, of the beats of a grid whose beats are `unit` ticks apart: the offset that the
 * onsets share, and of the sixteenths (or triplets) of a beat the one with the most basses, long and loud notes.
 */
export function beatPhase(song: Song, { grids }: GridPhase, unit: number): number {
  const { notes, ticksPerQuarter } = song;
  const fine = fineGrid(grids);
  const step = ticksPerQuarter / fine.parts;
  const offset = fine.offset * ticksPerQuarter;
  const places = Math.max(1, Math.round(unit / step));
  let exact = 0;
  const sums = new Float64Array(places * kinds.length);
  const isDrum = drumFlags(song);
  for (let note = 0; note < notes.length; note++) {
    const turns = (notes.onset[note]! - offset) / unit;
    const place = (Math.round((turns - Math.floor(turns)) * places) % places) * kinds.length;
    const info = notes.info[note]!;
    const quarters = notes.duration[note]! / ticksPerQuarter;
    if (isExact(quarters)) exact++;
    const isBass = pitchOf(info) < bassBelow;
    const velocity = (info >> 12) & 127;
    sums[place]! += 1;
    sums[place + 1]! += Math.min(2, quarters);
    if (isBass && isDrum[note] === 0) sums[place + 2]! += 1;
    if (isBass) sums[place + 3]! += Math.min(4, quarters);
    sums[place + 4]! += velocity * velocity;
    if (quarters >= 0.9) sums[place + 5]! += 1;
    if (quarters >= 1.9) sums[place + 6]! += 1;
  }
  const evidence = new Float64Array(places);
  for (let kind = 0; kind < kinds.length; kind++) {
    let total = 0;
    for (let place = 0; place < places; place++) total += sums[place * kinds.length + kind]!;
    if (total === 0) continue;
    for (let place = 0; place < places; place++) {
      evidence[place]! += (kinds[kind]! * sums[place * kinds.length + kind]!) / total;
    }
  }
  // The place on the ticks' quarters: the first, or the last where the offset lies just before them.
  const isOnTicks = Math.min(offset, step - offset) < onTicks * ticksPerQuarter;
  const own = offset < step / 2 ? 0 : places - 1;
  if (isOnTicks) {
    evidence[own]! += exact > writtenShare * notes.length ? ticksWeight.written : ticksWeight.quantised;
  }
  const place = evidence.indexOf(Math.max(...evidence));
  return isOnTicks && place === own ? 0 : (offset + place * step) % unit;
}

const isExact = (quarters: number): boolean =>
  Math.abs(quarters - Math.round(quarters * 8) / 8) < nearMultiple ||
  Math.abs(quarters - Math.round(quarters * 12) / 12) < nearMultiple;
