/** Tempos of a song as rows: those of its tempo map where the notes lie on it, else what was inferred. */
import { mapIsSound } from "../hearing/time/grid-phase.ts";
import { songTempo } from "../hearing/time/song-tempo.ts";
import { lastNoteEnd } from "../hearing/views.ts";
import type { Song } from "../midi/song.ts";
import { tempoMap } from "../midi/tempo.ts";
import type { Place, TempoRow } from "./annotations.ts";
import { placesOf, rounded } from "./places.ts";

const microsecondsPerMinute = 60_000_000;

/** Tempos in order, each until the next; the last until the end of the last note. */
export function tempoRows(song: Song): readonly TempoRow[] {
  const end = lastNoteEnd(song);
  if (song.notes.length === 0) return [];
  const { bpm, source, confidence } = songTempo(song);
  const told = { source, confidence: confidence === null ? null : rounded(confidence, 4) };
  const map = tempoMap(song);
  const isMapped = source !== "detected" && mapIsSound(song);
  const held = isMapped ? [...map.tick.keys()].filter((n) => (map.tick[n] as number) < end.ticks || n === 0) : [0];
  const ticks = held.map((n) => map.tick[n] as number);
  const places = placesOf(song, Float64Array.from(ticks));
  return held.flatMap((n, index) => {
    const place = places[index] as Place;
    const until = places[index + 1]?.seconds ?? Math.max(place.seconds, end.seconds);
    const own = microsecondsPerMinute / (map.microsecondsPerQuarter[n] as number);
    const value = isMapped ? own : bpm;
    return value === null
      ? []
      : [{ ...place, duration: rounded(until - place.seconds, 6), bpm: rounded(value, 6), ...told }];
  });
}
