/** Tracked beats of a song, whatever its tempo map says, and where its notes lie among them. */

import { type Song, view } from "../../midi/song.ts";
import { tempoMap, ticksAt } from "../../midi/tempo.ts";
import { lastNoteEnd } from "../views.ts";
import { tappedBeats } from "./tracked-tempo.ts";

/** A grid has no more beats than this, so that no file, however long its rests, makes one that does not fit. */
export const mostBeats = 1 << 17;

/**
 * Beats in ticks, fractional, found in the onsets, and beats of their neighbours' length before and behind them up to
 * the first onset and the last note's end. Empty without notes.
 */
export const trackedBeats: (song: Song) => Float64Array = view((song) => {
  if (song.notes.length === 0) return new Float64Array(0);
  const found = tappedBeats(song).slice(0, mostBeats);
  const { seconds: end } = lastNoteEnd(song);
  const tail = found.at(-1)! - found.at(-2)!;
  const behind = Math.min(mostBeats - found.length, Math.max(0, Math.ceil((end - found.at(-1)!) / tail - 1e-6)));
  const map = tempoMap(song);
  return Float64Array.from({ length: found.length + behind }, (_, beat) =>
    ticksAt(map, Math.max(0, found[beat] ?? found.at(-1)! + (beat - found.length + 1) * tail)),
  );
});

/** Beats, fractional, at the onset of each note, counted from the first of some beats in ascending ticks. */
export function onsetsInBeats({ notes, tracks }: Song, beats: Float64Array): Float64Array {
  const places = new Float64Array(notes.length);
  if (beats.length < 2) return places;
  for (const { firstNote, noteCount } of tracks) {
    let beat = 0;
    for (let note = firstNote; note < firstNote + noteCount; note++) {
      const onset = notes.onset[note]!;
      while (beat + 2 < beats.length && beats[beat + 1]! <= onset) beat++;
      places[note] = beat + (onset - beats[beat]!) / (beats[beat + 1]! - beats[beat]!);
    }
  }
  return places;
}
