/** Chords as Roman numerals, and how sure they are. */
import { romanNumeral, triadNumeral } from "../../music/chords.ts";
import type { HeardChord } from "./heard-chords.ts";

/**
 * Roman numerals of chords, each in its key, without repetition: a chord over another bass is the same numeral, and one
 * with a seventh is the same triad. Undefined where no key is heard.
 */
export function numeralsOf(heard: readonly HeardChord[]): { full: string[]; triads: string[] } | undefined {
  const full: string[] = [];
  const triads: string[] = [];
  for (const { chord, key } of heard) {
    if (key === null) return undefined;
    add(full, romanNumeral(chord, key));
    add(triads, triadNumeral(chord, key));
  }
  return { full, triads };
}

function add(numerals: string[], numeral: string): void {
  if (numerals.at(-1) !== numeral) numerals.push(numeral);
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
