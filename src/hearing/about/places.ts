/** Where in the music the symbols of its stored texts stand, so that a match can be told in bars. */

import type { Song } from "../../midi/song.ts";
import { placesText } from "../../music/places.ts";
import { toldChords } from "../harmony/heard-chords.ts";
import { barNumbers } from "../meter/bar-numbers.ts";
import { bassLine, type Line, melodyLine } from "../parts/roles.ts";
import { storedLine } from "../parts/stored-line.ts";

/** Bars of symbols, as `placesText` writes them; null where the field is. */
export interface PlacesAbout {
  /** One symbol a chord of `chords`. */
  readonly chords: string | null;
  /** One a note of the melody, which are one more than the letters of `melody` and `contour`, as many as of `degrees`. */
  readonly melody: string | null;
  /** One a note of the bass. */
  readonly bass: string | null;
}

/** Places of the chords, the melody and the bass that are stored. */
export function placesAbout(song: Song): PlacesAbout {
  const chords = toldChords(song);
  const { onset } = song.notes;
  const placesOf = (line: Line | null): string | null =>
    line && placesAt(song, line.length, (n) => onset[line.note[n]!]!);
  return {
    chords: chords.length > 0 ? placesAt(song, chords.length, (n) => chords[n]!.tick) : null,
    melody: placesOf(storedLine(melodyLine(song))),
    bass: placesOf(storedLine(bassLine(song))),
  };
}

function placesAt(song: Song, length: number, tickOf: (symbol: number) => number): string {
  const ticks = new Float64Array(length);
  for (let n = 0; n < length; n++) ticks[n] = tickOf(n);
  return placesText(barNumbers(song, ticks));
}
