/** What the drums play in each bar, on a grid of 48 parts, a lane for each piece of the kit. */

import { pitchOf, type Song, view } from "../../midi/song.ts";
import { drumPieces } from "../../music/gm.ts";
import { gridSteps } from "../../music/patterns/grid.ts";
import { type BarDivision, barDivision, barParts } from "../meter/bar-parts.ts";
import { hit, laneWords, type PlayedBar, playedBars } from "../meter/bar-words.ts";
import { noteBeats } from "../time/beat-grid.ts";
import { drumFlags, drums } from "./drum-view.ts";

/** Lanes in the order in which they are written. */
export const lanes = ["kick", "snare", "clap", "rim", "hat", "openhat", "ride", "crash", "tom"] as const;
/** Pieces of the kit. */
export type Lane = (typeof lanes)[number];
/** Place of each lane in a bar's words. */
export const laneIndex = Object.fromEntries(lanes.map((lane, n) => [lane, n])) as Readonly<Record<Lane, number>>;

/** Bars of the drums. */
export interface DrumBars {
  /** Different bars that hold drums, in the order in which they are first heard: the words of all lanes. */
  readonly bars: readonly PlayedBar[];
  /** How they are divided; undefined where there are none. */
  readonly division: BarDivision | undefined;
  /** Hits near the thirds of a beat, and all others between beats. */
  readonly thirds: number;
  readonly quarters: number;
}

/** Drums of a song by bar. */
export const drumBars: (song: Song) => DrumBars = view((song) => {
  const division = drums(song).count > 0 ? barDivision(song) : undefined;
  const { notes, lane } = division ? laneNotes(song) : noNotes;
  if (!division || notes.length === 0) return { bars: [], division: undefined, thirds: 0, quarters: 0 };
  const places = barParts(song, division, notes);
  return { bars: differentBars(places, lane), division, ...betweenBeats(song, notes) };
});

/** The bars of hits at some places, in lanes. */
function differentBars(places: Int32Array, lane: Int8Array): readonly PlayedBar[] {
  let [first, last] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let n = 0; n < places.length; n++) {
    first = Math.min(first, places[n]!);
    last = Math.max(last, places[n]!);
  }
  const firstBar = Math.floor(first / gridSteps);
  const barWords = lanes.length * laneWords;
  const words = new Uint16Array((Math.floor(last / gridSteps) - firstBar + 1) * barWords);
  for (let n = 0; n < places.length; n++) {
    const place = places[n]! - firstBar * gridSteps;
    const bar = Math.floor(place / gridSteps);
    hit(words, bar * lanes.length + lane[n]!, place - bar * gridSteps);
  }
  return playedBars(words, barWords);
}

/** How near to a third a hit is on it, in beats: half of the distance between a third and a quarter of a beat. */
const nearThird = 1 / 24;
/** Hits nearer to a beat than this are on it. */
const nearBeat = 0.2;

function betweenBeats(song: Song, notes: Int32Array): Pick<DrumBars, "thirds" | "quarters"> {
  const beats = noteBeats(song);
  let [thirds, quarters] = [0, 0];
  for (const note of notes) {
    const beat = beats[note]!;
    const part = beat - Math.floor(beat);
    if (Math.min(Math.abs(part - 1 / 3), Math.abs(part - 2 / 3)) < nearThird) thirds++;
    else if (part > nearBeat && part < 1 - nearBeat) quarters++;
  }
  return { thirds, quarters };
}

/** Notes by index in `song.notes`, and the lane of each. */
interface LaneNotes {
  readonly notes: Int32Array;
  readonly lane: Int8Array;
}

const noNotes: LaneNotes = { notes: new Int32Array(0), lane: new Int8Array(0) };

/** The drum notes that have a lane. */
function laneNotes(song: Song): LaneNotes {
  const isDrum = drumFlags(song);
  const notes = new Int32Array(drums(song).count);
  const lane = new Int8Array(notes.length);
  let count = 0;
  for (let note = 0; note < isDrum.length; note++) {
    if (isDrum[note] === 0) continue;
    const own = laneOfPitch[pitchOf(song.notes.info[note]!)]!;
    if (own < 0) continue;
    notes[count] = note;
    lane[count++] = own;
  }
  return { notes: notes.subarray(0, count), lane: lane.subarray(0, count) };
}

/** Lane of each pitch, -1 for none. */
const laneOfPitch: Int8Array = new Int8Array(128).fill(-1);
for (const [pitch, piece] of drumPieces) {
  laneOfPitch[pitch] = (lanes as readonly string[]).indexOf(piece);
}
