/** Writes notes at times in seconds, as a sequencer records a human player. */
import { delta } from "./compose.ts";

/** One note of a take. */
export type TakeNote = readonly [seconds: number, pitch: number];

/** Division of a take: with 480 ticks a quarter of 120 bpm a second has 960 ticks. */
export const takeDivision = 480;

/** Events of notes that last 0.2 s each, in 960 ticks a second. */
export function take(notes: readonly TakeNote[], channel = 0): number[] {
  const events = notes.flatMap(([at, pitch]) => [
    { tick: Math.round(at * 960), bytes: [0x90 | channel, pitch, 80] },
    { tick: Math.round((at + 0.2) * 960), bytes: [0x80 | channel, pitch, 0] },
  ]);
  events.sort((a, b) => a.tick - b.tick);
  return events.flatMap(({ tick, bytes }, n) => [...delta(tick - (events[n - 1]?.tick ?? 0)), ...bytes]);
}

/** A bass on the beats, chords' notes between them, each beat up to 4 % early or late: no click, no grid. */
export function unclickedMarch(period: number, beats: number): readonly TakeNote[] {
  const pitches = [36, 64, 43, 64, 41, 69, 36, 69];
  let now = 0.4;
  return Array.from({ length: beats * 2 }, (_, n) => {
    now += (period / 2) * (1 + 0.04 * Math.sin(n * 1.7));
    return [now, n % 2 === 0 ? pitches[(n / 2) % 8]! : 76] as const;
  });
}
