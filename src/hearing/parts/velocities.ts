/** How loud the notes are. */
import { type Song, velocityOf } from "../../midi/song.ts";

/** Mean and standard deviation of the velocities of all notes, 1 to 127; null without notes. */
export function velocities({ notes: { length, info } }: Song): {
  readonly mean: number | null;
  readonly deviation: number | null;
} {
  if (length === 0) return { mean: null, deviation: null };
  let sum = 0;
  let squares = 0;
  for (let note = 0; note < length; note++) {
    const velocity = velocityOf(info[note] as number);
    sum += velocity;
    squares += velocity * velocity;
  }
  const mean = sum / length;
  return { mean, deviation: Math.sqrt(Math.max(0, squares / length - mean * mean)) };
}
