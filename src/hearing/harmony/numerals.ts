/** Chords as Roman numerals, and how sure they are. */
import { romanNumeral, triadNumeral } from "../../music/chords.ts";
import type { HeardChord } from "./heard-chords.ts";

/** Roman numerals of chords, each in its key; undefined where no key is heard. */
export function numeralsOf(heard: readonly HeardChord[]): { full: string[]; triads: string[] } | undefined {
  const full: string[] = [];
  const triads: string[] = [];
  for (const { chord, key } of heard) {
    if (key === null) return undefined;
    full.push(romanNumeral(chord, key));
    triads.push(triadNumeral(chord, key));
  }
  return { full, triads };
}

/** Mean confidence of chords by how long they sound, at most 1. */
export function meanConfidence(heard: readonly HeardChord[]): number {
  let sure = 0;
  let ticks = 0;
  for (const { tick, endTick, confidence } of heard) {
    sure += confidence * (endTick - tick);
    ticks += endTick - tick;
  }
  return Math.min(1, sure / ticks);
}
