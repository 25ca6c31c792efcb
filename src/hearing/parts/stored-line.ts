/** Which notes of a melody or bass line are stored: the lines that a catalogue searches. */
import type { Line } from "./roles.ts";

/** Longer lines are cut. */
const mostNotes = 2048;
/** Fewer notes make no line. */
export const fewestNotes = 3;

/** The notes of a line that are stored, the first 2048; null where there are too few. */
export function storedLine({ length, note, pitch }: Line): Line | null {
  if (length < fewestNotes) return null;
  return length <= mostNotes
    ? { length, note, pitch }
    : { length: mostNotes, note: note.subarray(0, mostNotes), pitch: pitch.subarray(0, mostNotes) };
}
