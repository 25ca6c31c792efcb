/** The rhythm of a line, bar by bar. */
import type { Song } from "../../midi/song.ts";
import { gridSteps } from "../../music/patterns/grid.ts";
import { barDivision, barParts } from "../meter/bar-parts.ts";
import { mostDifferent } from "../meter/bar-words.ts";
import type { Line } from "./roles.ts";
import { fewestNotes } from "./stored-line.ts";

/** The different bars of a line by its onsets; null where it has too few notes. */
export function rhythmOf(song: Song, { length, note }: Line): number[] | null {
  const division = barDivision(song);
  if (length < fewestNotes || !division) return null;
  const masks = new Set<number>();
  let bar = Number.NEGATIVE_INFINITY;
  let part = -1;
  let mask = 0;
  const places = barParts(song, division, note);
  for (let n = 0; n < places.length; n++) {
    const place = places[n]!;
    const here = Math.floor(place / gridSteps);
    if (here !== bar) {
      if (masks.size === mostDifferent) break;
      if (mask > 0) masks.add(mask);
      bar = here;
      part = -1;
      mask = 0;
    }
    // Onsets ascend, so a part that is hit twice is so by neighbours.
    if (place - here * gridSteps === part) continue;
    part = place - here * gridSteps;
    mask += 2 ** part;
  }
  if (masks.size < mostDifferent) masks.add(mask);
  return [...masks];
}
