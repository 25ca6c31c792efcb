/** Bars of a song: which meters sound, how many bars there are, and what comes before the first downbeat. */
import type { Song } from "../../midi/song.ts";
import { meterOf } from "../../music/meter.ts";
import { beatGrid } from "../time/beat-grid.ts";
import { lastNoteEnd } from "../views.ts";
import { songMeter } from "./song-meter.ts";
import { soundingSegments } from "./sounding-segments.ts";
import { barAt, barCount, barMap, tickOfBar } from "./written-meter.ts";

/** A note before the first downbeat by less than this part of a beat plays on it, early. */
const early = 0.25;
/** Beats that a last note may sound over the last bar line. */
const ringing = 1;

/**
 * Meters of the time signatures that hold while notes sound, in order of time. Notation programs write a pickup, the short
 * last bar that goes with it, and a bar that a repeat divides as bars of their own: those are no meters.
 */
export function soundingMeters(song: Song): ReadonlySet<number> {
  return new Set(soundingSegments(song).map(({ numerator, denominator }) => meterOf(numerator, denominator)));
}

/** The meter at the start; 4/4 where the file says none. */
export function firstMeter(song: Song): number {
  const { numerator, denominator } = barMap(song);
  return meterOf(numerator[0]!, denominator[0]!);
}

/** Bars up to the end of the last note; what rings over a bar line by a beat or less adds none. */
export function barsIn(song: Song): number {
  if (song.notes.length === 0) return 0;
  if (songMeter(song).source === "detected") return gridBars(song);
  const count = barCount(song);
  const map = barMap(song);
  const line = tickOfBar(map, count - 1);
  const beats = barAt(map, lastNoteEnd(song).ticks).beat;
  return count > 1 && beats > 0 && beats <= ringing && lastOnset(song) < line ? count - 1 : count;
}

function lastOnset({ notes }: Song): number {
  let last = 0;
  for (let note = 0; note < notes.length; note++) last = Math.max(last, notes.onset[note]!);
  return last;
}

/** Beats from the first onset to the first downbeat at or behind it. */
export function pickup(song: Song): number {
  const { tick, firstDownbeat, beatsPerBar } = beatGrid(song);
  let first = Number.POSITIVE_INFINITY;
  for (const { firstNote, noteCount } of song.tracks) {
    if (noteCount > 0) first = Math.min(first, song.notes.onset[firstNote]!);
  }
  let beat = 0;
  while (beat + 2 < tick.length && tick[beat + 1]! <= first) beat++;
  const place = beat + (first - tick[beat]!) / (tick[beat + 1]! - tick[beat]!);
  const before = (((firstDownbeat - place) % beatsPerBar) + beatsPerBar) % beatsPerBar;
  return before > beatsPerBar - early || before < early ? 0 : before;
}

/** Bars of the beat grid, an upbeat as one. */
function gridBars(song: Song): number {
  const { tick, firstDownbeat, beatsPerBar } = beatGrid(song);
  const bars = Math.ceil((tick.length - 1 - firstDownbeat) / beatsPerBar);
  const line = tick[firstDownbeat + (bars - 1) * beatsPerBar];
  const beat = tick[1]! - tick[0]!;
  const over = line !== undefined && lastNoteEnd(song).ticks - line <= ringing * beat && lastOnset(song) < line;
  return Math.max(1, (over ? bars - 1 : bars) + (pickup(song) > 0 ? 1 : 0));
}
