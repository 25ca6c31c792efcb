/** Small files made note by note, as sequencers and libraries write them. */
import { parseSong, type Song } from "../../src/midi/mod.ts";
import { type FileEvent, writeEvents } from "../laws/events.ts";

/** A note; times in quarters. */
export interface MadeNote {
  readonly onset: number;
  readonly length: number;
  readonly pitch: number;
  readonly velocity: number;
}

/** A track of a made file. */
export interface MadeTrack {
  readonly channel: number;
  readonly notes: readonly MadeNote[];
  readonly name?: string;
}

/** What a made file says beside its notes. */
export interface MadeHead {
  readonly ticksPerQuarter: number;
  readonly bpm?: number;
  /** Time signatures with the quarter where each begins. */
  readonly signatures?: readonly (readonly [quarter: number, numerator: number, denominator: number])[];
  /** Quarters at which the tracks end; at their last note's end unless said. */
  readonly end?: number;
}

const names = { track: 0x03, end: 0x2f, tempo: 0x51, signature: 0x58 };

/** Makes a file of format 1, or of format 0 where it has one track, and reads it. */
export function madeSong(tracks: readonly MadeTrack[], head: MadeHead): Song {
  const { ticksPerQuarter, end } = head;
  const ticks = (quarters: number): number => Math.round(quarters * ticksPerQuarter);
  const conductor: FileEvent[] = (head.signatures ?? []).map(([quarter, numerator, denominator]) =>
    meta(ticks(quarter), names.signature, [numerator, Math.log2(denominator), 24, 8]),
  );
  if (head.bpm !== undefined) {
    const length = Math.round(60_000_000 / head.bpm);
    conductor.unshift(meta(0, names.tempo, [length >> 16, (length >> 8) & 255, length & 255]));
  }
  const bodies = tracks.map(({ channel, notes, name }) => {
    const events: FileEvent[] = [];
    for (const { onset, length, pitch, velocity } of notes) {
      const from = ticks(onset);
      const to = Math.max(from + 1, ticks(onset + length));
      events.push(message(from, 0x90 | channel, pitch, velocity), message(to, 0x80 | channel, pitch, 64));
    }
    events.sort((a, b) => a.tick - b.tick || a.status - b.status);
    const last = Math.max(events.at(-1)?.tick ?? 0, end === undefined ? 0 : ticks(end));
    return [
      ...(name === undefined ? [] : [meta(0, names.track, Buffer.from(name))]),
      ...events,
      meta(last, names.end, []),
    ];
  });
  const [only] = bodies;
  const last = Math.max(0, ...conductor.map(({ tick }) => tick), end === undefined ? 0 : ticks(end));
  return parseSong(
    writeEvents(
      bodies.length === 1 && only
        ? { format: 0, division: ticksPerQuarter, tracks: [[...conductor, ...only].sort((a, b) => a.tick - b.tick)] }
        : { format: 1, division: ticksPerQuarter, tracks: [[...conductor, meta(last, names.end, [])], ...bodies] },
    ),
  );
}

const meta = (tick: number, type: number, data: ArrayLike<number>): FileEvent => ({
  tick,
  status: 0xff,
  type,
  data: Uint8Array.from(data),
});

const message = (tick: number, status: number, first: number, second: number): FileEvent => ({
  tick,
  status,
  type: -1,
  data: Uint8Array.of(first, second),
});
