/** The beat grid: where the beats and bars of a song lie, from its tempo map where that means something, else tracked. */

import { type Song, view } from "../../midi/song.ts";
import { secondsAt, tempoMap } from "../../midi/tempo.ts";
import { downbeatEvidence } from "../meter/downbeat.ts";
import { beatQuarters, beatsOfBar, songMeter } from "../meter/song-meter.ts";
import { firstOnset, lastNoteEnd } from "../views.ts";
import { beatPhase } from "./beat-phase.ts";
import { type GridPhase, gridPhase, mapIsSound } from "./grid-phase.ts";
import { mostBeats, onsetsInBeats, trackedBeats } from "./tracked-beats.ts";

/** Beats of a song. */
export interface BeatGrid {
  /** `map`: the file's tick grid, shifted to where its notes lie; `tracked`: found in the onsets. */
  readonly source: "map" | "tracked";
  /** How far the onsets lie on the file's tick grid, 0 to 1 (see `gridPhase`). */
  readonly trust: number;
  /** Beats in ticks, ascending, fractional, from the first onset or before it to the last note's end or behind it; at least 2. */
  readonly tick: Float64Array;
  /** Index in `tick` of the first downbeat. */
  readonly firstDownbeat: number;
  /** Beats of a bar: 4 in 4/4, 2 in 6/8, 7 in 7/8. */
  readonly beatsPerBar: number;
}

/** A file's bar begins on a beat of the grid when it is this close, in beats. */
const onBeat = 0.02;
/** Evidence, in shares of 4, by which the file's own bars are preferred to others; and the first note's bar. */
const saidAdvantage = 1;
const firstAdvantage = 0.15;

/**
 * Beats and downbeats of a song; empty, with 4 beats a bar, for a song without notes.
 *
 * @example
 * const { tick, firstDownbeat, beatsPerBar } = beatGrid(song);
 * const secondBar = tick[firstDownbeat + beatsPerBar];
 */
export const beatGrid: (song: Song) => BeatGrid = view((song) => {
  const phase = gridPhase(song);
  const meter = songMeter(song);
  if (song.notes.length === 0) {
    return { source: "map", trust: 0, tick: new Float64Array(0), firstDownbeat: 0, beatsPerBar: beatsOfBar(meter) };
  }
  const source = mapIsSound(song) ? "map" : "tracked";
  const tick = source === "map" ? mapBeats(song, phase) : trackedBeats(song);
  const beatsPerBar = beatsOfBar(meter);
  const evidence = downbeatEvidence(song, tick, beatsPerBar);
  const first = firstOnset(song);
  const begin = tick.findIndex((beat, n) => Math.abs(first - beat) < ((tick[n + 1] ?? beat) - beat) / 4);
  if (begin >= 0) evidence[begin % beatsPerBar]! += firstAdvantage;
  if (source === "map" && meter.from !== null) {
    // The beat nearest to where a bar of the file begins.
    const unit = beatQuarters(meter) * song.ticksPerQuarter;
    const beats = Math.round((meter.from - tick[0]!) / unit);
    const said = ((beats % beatsPerBar) + beatsPerBar) % beatsPerBar;
    if (Math.abs(tick[0]! + beats * unit - meter.from) < onBeat * unit) evidence[said]! += saidAdvantage;
  }
  return { source, trust: phase.trust, tick, firstDownbeat: largest(evidence), beatsPerBar };
});

/** Beats, fractional, at the onset of each note, counted from the first of the grid. */
export const noteBeats: (song: Song) => Float64Array = view((song) => onsetsInBeats(song, beatGrid(song).tick));

/**
 * Beats in seconds from the start of the file on: where the tempo map is trusted it tells beats before the first note,
 * too; tracked beats begin with the notes.
 */
export const beatTimes: (song: Song) => Float64Array = view((song) => {
  const { source, tick } = beatGrid(song);
  const map = tempoMap(song);
  const before: number[] = [];
  const step = source === "map" && tick.length > 1 ? tick[1]! - tick[0]! : 0;
  if (step > 0) {
    for (let at = tick[0]! - step; at > -step * onBeat && before.length < mostBeats; at -= step) before.push(at);
  }
  return Float64Array.from([...before.reverse(), ...tick], (at) => secondsAt(map, Math.max(0, at)));
});

/** Beats at equal distances in ticks, shifted to where the accents lie. */
function mapBeats(song: Song, phase: GridPhase): Float64Array {
  const unit = beatQuarters(songMeter(song)) * song.ticksPerQuarter;
  const shift = beatPhase(song, phase, unit);
  const from = Math.floor((firstOnset(song) - shift) / unit + onBeat);
  const to = Math.max(from + 1, Math.ceil((lastNoteEnd(song).ticks - shift) / unit));
  const beats = new Float64Array(Math.min(mostBeats, to - from + 1));
  for (let beat = 0; beat < beats.length; beat++) beats[beat] = shift + (from + beat) * unit;
  return beats;
}

const largest = (values: Float64Array): number => values.indexOf(Math.max(...values));
