/** Loops: files that are a whole number of bars long, whatever rings over their end or rests before it. */
import type { Song } from "../../midi/song.ts";
import { drumFlags } from "../drums/drum-view.ts";
import { beatGrid } from "../time/beat-grid.ts";
import type { Bars } from "./bars.ts";

/** Loops have these lengths in bars; so has what music repeats itself by. */
export const lengths = [1, 2, 4, 8, 16] as const;
/** An end is on a bar line within this part of the loop, as far as an end of track goes that a program rounded. */
const tolerance = 0.02;
/** Part of a beat by which a note may come before its bar: less than a 32nd. */
const early = 0.09;
/** Part of a bar that pitched notes may sound over the end of the loop: releases and last chords do. */
const ringing = 0.5;
/** A chord that is held for bars ends this near to a bar line, in bars. */
const nearEnd = 0.06;
/** Ticks, in quarters, by which an end of track is no later than the last note's end. */
const sameEnd = 0.01;

/**
 * Bars of a file that is a loop. The end of track says how many where it stands on a bar line behind the last note; else
 * the bar in which the last note begins is the last one, except for a hit of drums on the bar line that closes a fill.
 */
export function loopLength(song: Song, { ticks }: Bars): number | null {
  if (ticks <= 0) return null;
  const { beatsPerBar } = beatGrid(song);
  const { first, last, lastIsDrum, end } = extent(song);
  const ahead = early / beatsPerBar;
  // A loop may begin with a rest or a pickup, but its file begins where it does; whole bars of rest are a count-in.
  const start = Math.floor(first / ticks + ahead) * ticks;
  const line = (last - start) / ticks;
  const closes = lastIsDrum && line >= 1 - ahead && Math.abs(line - Math.round(line)) <= ahead;
  const played = Math.floor(line + ahead) + (closes ? 0 : 1);
  const written = (song.endTick - start) / ticks;
  if (song.endTick > end + sameEnd * song.ticksPerQuarter) {
    const whole = Math.round(written);
    if (whole >= played && Math.abs(written - whole) <= tolerance * whole) return asLoop(whole);
  }
  const sounding = (end - start) / ticks;
  if (sounding <= played + ringing) return asLoop(played);
  // The last chord is held for some bars.
  const held = Math.round(sounding);
  return Math.abs(sounding - held) <= nearEnd ? asLoop(held) : null;
}

const asLoop = (bars: number): number | null => lengths.find((length) => length === bars) ?? null;

/** First and last onset, and the end of the last note that has a length of its own: drums end by themselves. */
function extent(song: Song): {
  readonly first: number;
  readonly last: number;
  /** All that begins last are drums. */
  readonly lastIsDrum: boolean;
  readonly end: number;
} {
  const { length, onset, duration } = song.notes;
  const isDrum = drumFlags(song);
  let first = Number.POSITIVE_INFINITY;
  let last = 0;
  let lastPitched = -1;
  let end = 0;
  for (let note = 0; note < length; note++) {
    const at = onset[note]!;
    first = Math.min(first, at);
    last = Math.max(last, at);
    if (isDrum[note] === 0) lastPitched = Math.max(lastPitched, at);
    end = Math.max(end, isDrum[note] === 1 ? at : at + duration[note]!);
  }
  return { first, last, lastIsDrum: lastPitched < last, end };
}
