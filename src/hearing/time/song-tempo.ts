/** Tempo of a song: its events' where the notes lie on their grid, else inferred from the onsets. */
import type { Song } from "../../midi/song.ts";
import { type EventTempo, eventTempo } from "./event-tempo.ts";
import { gridPhase, mapIsSound } from "./grid-phase.ts";
import { inferredTempo, inferTempo } from "./tempo-inference.ts";

/** Tempo of a file that says none (SMF 1.0). */
export const defaultBpm = 120;
/** Beats of a file in quarters of 120: whole, dotted and triplet ones, and how near to them a tempo is rounded. */
const levels = [1 / 4, 1 / 3, 3 / 8, 1 / 2, 2 / 3, 3 / 4, 1, 4 / 3, 3 / 2, 2, 8 / 3, 3];
const nearLevel = 0.015;
/** Confidence in a sound map: the part that no grid can show, and the part that grows with the resultant. */
const soundConfidence = { least: 0.7, byResultant: 0.3 };
/** Confidence in events that the notes contradict, where nothing can be inferred either. */
const unsoundConfidence = 0.1;
/** Notes that a grid can be told from. */
const fewNotes = 8;
const uncheckedConfidence = 0.5;

/** A tempo, and where it comes from. */
export interface SongTempo {
  readonly bpm: number | null;
  readonly source: "detected" | "event" | "default";
  readonly confidence: number | null;
  /** What the events say; null where there are none. */
  readonly said: EventTempo | null;
}

/**
 * The main tempo (see `mapIsSound` and `inferTempo`).
 *
 * @param octave a tempo in bpm whose octave is preferred when a tempo is inferred.
 */
export function songTempo(song: Song, octave?: number): SongTempo {
  const said = eventTempo(song);
  const isSound = mapIsSound(song);
  const inferred = said && isSound ? null : octave === undefined ? inferredTempo(song) : inferTempo(song, octave);
  const heard = inferred && isSound ? ofDefault(inferred.bpm) : inferred?.bpm;
  return {
    bpm: heard ?? said?.main ?? null,
    source: inferred ? "detected" : said ? "event" : "default",
    confidence: inferred ? inferred.confidence : said ? eventConfidence(song, isSound) : null,
    said,
  };
}

/**
 * A tempo heard in a file that says none and whose notes lie on its ticks: they run at 120 quarters a minute, so the beat is
 * a simple part or multiple of that, and what the onsets told is rounded to it.
 */
function ofDefault(bpm: number): number {
  const near = levels.find((level) => Math.abs(bpm / (defaultBpm * level) - 1) < nearLevel);
  return near === undefined ? bpm : defaultBpm * near;
}

function eventConfidence(song: Song, isSound: boolean): number {
  if (song.notes.length < fewNotes) return uncheckedConfidence;
  const { least, byResultant } = soundConfidence;
  return isSound ? Math.min(1, least + byResultant * gridPhase(song).trust) : unsoundConfidence;
}
