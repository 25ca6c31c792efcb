/** Tempo of a song: its events' where the notes lie on their grid, else inferred from the onsets. */
import type { Song } from "../../midi/song.ts";
import { beatQuarters, feltQuarters, songMeter } from "../meter/song-meter.ts";
import { type EventTempo, eventTempo } from "./event-tempo.ts";
import { gridPhase, mapIsSound } from "./grid-phase.ts";
import { tempoCurve } from "./tempo-curve.ts";
import { tappedTempo } from "./tracked-tempo.ts";

/** Tempo of a file that says none (SMF 1.0). */
export const defaultBpm = 120;
/**
 * Confidence in that default: of the annotated songs of POP909, Groove and the synthetic ones 15 to 23 % are within 4 % of
 * 120 bpm (the baseline of `bun run eval rhythm`).
 */
export const defaultConfidence = 0.15;
/** Confidence in a sound map: the part that no grid can show, and the part that grows with the resultant. */
const soundConfidence = { least: 0.7, byResultant: 0.3 };
/** Confidence in events that the notes contradict, where nothing can be inferred either. */
const unsoundConfidence = 0.1;
/** Confidence in a meter that was heard from which its beats are taken for what it says, and not for quarters. */
const sureMeter = 0.9;
/** Notes that a grid can be told from. */
const fewNotes = 8;
const uncheckedConfidence = 0.5;

/** A tempo in quarters per minute, and where it comes from. */
export interface SongTempo {
  readonly bpm: number;
  readonly source: "detected" | "event" | "default";
  readonly confidence: number;
  /** Beats per minute as people tap them (see `feltQuarters`). */
  readonly felt: number;
  /** Tempo where the song begins, and its extremes while it sounds. */
  readonly initial: number;
  readonly slowest: number;
  readonly fastest: number;
  /** What the events say; null where there are none. */
  readonly said: EventTempo | null;
}

/**
 * The main tempo (see `mapIsSound` and `tappedTempo`). Where no event says one and the notes lie on the ticks, the file was
 * written in quarters, and its seconds come from the default of 120 bpm alone: they show no tempo.
 *
 * @param octave a tempo in bpm whose octave is preferred when a tempo is inferred.
 */
export function songTempo(song: Song, octave?: number): SongTempo {
  const said = eventTempo(song);
  const isSound = mapIsSound(song);
  const inferred = isSound ? null : tappedTempo(song, octave);
  const meter = songMeter(song);
  if (inferred) {
    const quarters = meter.source === "event" || (meter.confidence ?? 0) >= sureMeter ? beatQuarters(meter) : 1;
    const { initial, slowest, fastest } = tempoCurve(song, inferred.bpm);
    return {
      bpm: inferred.bpm * quarters,
      source: "detected",
      confidence: inferred.confidence,
      felt: inferred.bpm,
      initial: initial * quarters,
      slowest: slowest * quarters,
      fastest: fastest * quarters,
      said,
    };
  }
  const bpm = said?.main ?? defaultBpm;
  return {
    bpm,
    source: said ? "event" : "default",
    confidence: said ? eventConfidence(song, isSound) : defaultConfidence,
    felt: bpm / feltQuarters(meter),
    initial: said?.initial ?? bpm,
    slowest: said?.slowest ?? bpm,
    fastest: said?.fastest ?? bpm,
    said,
  };
}

function eventConfidence(song: Song, isSound: boolean): number {
  if (song.notes.length < fewNotes) return uncheckedConfidence;
  const { least, byResultant } = soundConfidence;
  return isSound ? Math.min(1, least + byResultant * gridPhase(song).trust) : unsoundConfidence;
}
