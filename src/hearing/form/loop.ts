/** Loops: files that are a whole number of bars long. */
import type { Song } from "../../midi/song.ts";
import { beatGrid } from "../time/beat-grid.ts";
import { lastNoteEnd } from "../views.ts";
import type { Bars } from "./bars.ts";

/** Loops have these lengths in bars; so has what music repeats itself by. */
export const lengths = [1, 2, 4, 8, 16] as const;
/** A loop is as long as its bars within this share; its last note may end as early as within the last beat. */
const tolerance = 0.02;
/** Part of a beat by which the first note may come early. */
const early = 0.25;

/** Bars of a file that is a loop: what sounds, or the track itself, ends where a bar does. */
export function loopLength(song: Song, { ticks }: Bars): number | null {
  if (ticks <= 0) return null;
  const { beatsPerBar } = beatGrid(song);
  const first = song.tracks.reduce(
    (least, { firstNote, noteCount }) => (noteCount > 0 ? Math.min(least, song.notes.onset[firstNote]!) : least),
    Number.POSITIVE_INFINITY,
  );
  // A loop may begin with a rest or a pickup, but its file begins where it does; whole bars of rest are a count-in.
  const start = Math.floor(first / ticks + early / beatsPerBar) * ticks;
  const sounding = (lastNoteEnd(song).ticks - start) / ticks;
  const written = (song.endTick - start) / ticks;
  const found = lengths.find(
    (length) =>
      Math.abs(written - length) <= tolerance * length ||
      (sounding <= length * (1 + tolerance) && sounding >= length - 1 / beatsPerBar),
  );
  return found ?? null;
}
