/** Variants of a song in which an analyzer has to infer what the file would otherwise say, as the corpus's strip.py makes them. */
import { noteSeconds, type Song } from "../src/midi/mod.ts";

const noTicks = new Int32Array(0);
const noTrack = new Uint16Array(0);
const noMeters = { tick: noTicks, track: noTrack, numerator: new Uint8Array(0), denominator: new Uint16Array(0) };

/** Without key signatures, time signatures and texts; the tempo map stays. */
export const stripped = (song: Song): Song => ({
  ...song,
  timeSignatures: noMeters,
  keySignatures: { tick: noTicks, track: noTrack, fifths: new Int8Array(0), minor: new Uint8Array(0) },
  texts: { ...song.texts, tick: noTicks, end: noTicks, track: noTrack, type: new Uint8Array(0) },
});

/** As stripped, and every note keeps its time in seconds under the default tempo: a take recorded without a click. */
export function retimed(song: Song): Song {
  const ticksPerSecond = 960;
  const seconds = noteSeconds(song);
  const onset = Int32Array.from(seconds.onset, (value) => Math.round(value * ticksPerSecond));
  const duration = onset.map(
    (begin, note) => Math.round((seconds.onset[note]! + seconds.duration[note]!) * ticksPerSecond) - begin,
  );
  let endTick = 0;
  for (let note = 0; note < onset.length; note++) endTick = Math.max(endTick, onset[note]! + duration[note]!);
  return {
    ...stripped(song),
    division: { kind: "metrical", ticksPerQuarter: 480 },
    ticksPerQuarter: 480,
    notes: { ...song.notes, onset, duration },
    tempos: { tick: noTicks, track: noTrack, microsecondsPerQuarter: noTicks },
    endTick,
  };
}

/** A retimed song under one tempo event of 120 bpm: a human performance recorded by a sequencer that nobody set. */
export const underDefaultTempo = (song: Song): Song => ({
  ...retimed(song),
  tempos: { tick: Int32Array.of(0), track: Uint16Array.of(0), microsecondsPerQuarter: Int32Array.of(500_000) },
});

/** A song without a tempo map, so many times faster. */
export const faster = (song: Song, by: number): Song => ({
  ...song,
  notes: {
    ...song.notes,
    onset: song.notes.onset.map((tick) => Math.round(tick / by)),
    duration: song.notes.duration.map((ticks) => Math.max(1, Math.round(ticks / by))),
  },
  endTick: Math.round(song.endTick / by),
});
