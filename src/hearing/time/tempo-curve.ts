/** The tempo curve of tracked beats: how slow and how fast music without a tempo map is played. */
import { type Song, view } from "../../midi/song.ts";
import { secondsAt, tempoMap } from "../../midi/tempo.ts";
import { trackedBeats } from "./tracked-beats.ts";

/** Beats that a local tempo is the mean of: fingers are 10 to 30 ms early or late, which over 8 beats is less than 1 %. */
const window = 8;
/** A local tempo this close to the main one is the same: a steady player's beats differ so much. */
const steady = 0.06;

/** Tempos of tracked beats, in beats per minute. */
export interface TempoCurve {
  readonly initial: number;
  readonly slowest: number;
  readonly fastest: number;
}

/** The curve at the level of a main tempo in beats per minute; all three are that tempo where it is steady, or short. */
export function tempoCurve(song: Song, main: number): TempoCurve {
  const local = localTempos(song);
  if (local.length === 0) return { initial: main, slowest: main, fastest: main };
  const level = main / median(local);
  const near = (bpm: number): number => (Math.abs(bpm / main - 1) <= steady ? main : bpm);
  return {
    initial: near(local[0]! * level),
    // A long song has more of them than a call may have arguments.
    slowest: near(local.reduce((least, bpm) => Math.min(least, bpm)) * level),
    fastest: near(local.reduce((most, bpm) => Math.max(most, bpm)) * level),
  };
}

/** Mean tempo of each run of `window` beats. */
const localTempos: (song: Song) => readonly number[] = view((song) => {
  const map = tempoMap(song);
  const seconds = Array.from(trackedBeats(song), (tick) => secondsAt(map, tick));
  return seconds.slice(window).flatMap((end, n) => {
    const lasts = end - seconds[n]!;
    return lasts > 0 ? [(60 * window) / lasts] : [];
  });
});

/** The middle one of some values. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return (sorted[(sorted.length - 1) >> 1]! + sorted[sorted.length >> 1]!) / 2;
}
