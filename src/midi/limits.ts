/** Limits: what a file may hold, so that none can hang a run or exhaust its memory. */
import { MidiError } from "./diagnosis.ts";
import type { Song } from "./song.ts";
import { secondsAt, tempoMap } from "./tempo.ts";

/** Limits of one file. Each has a default that no real music comes near; a file that passes one is rejected. */
export interface ParseOptions {
  /** Bytes; 64 MiB unless said. Code `too-large`. */
  readonly maxBytes?: number;
  /** Notes; 4 Mi (4,194,304) unless said, 12 bytes each. Code `too-many-notes`. */
  readonly maxNotes?: number;
  /** Events of one kind that are not notes (controls and bends, texts, tempos ...); 8 Mi unless said. Code `too-many-events`. */
  readonly maxEvents?: number;
  /** Tracks; 65,535 unless said, which is all that a header can count. Code `too-many-tracks`. */
  readonly maxTracks?: number;
  /** Ticks to the last event; 2,147,483,647 unless said, where time stands still anyway. Code `too-long`. */
  readonly maxTicks?: number;
  /** Seconds to the last event; a year of 366 days unless said: pauses of weeks are legal. Code `too-long`. */
  readonly maxSeconds?: number;
}

/** Every limit, decided. */
export type Limits = Required<ParseOptions>;

const mebi = 1024 * 1024;

/** The limits that hold unless an option says otherwise. */
export const defaultLimits: Limits = {
  maxBytes: 64 * mebi,
  maxNotes: 4 * mebi,
  maxEvents: 8 * mebi,
  maxTracks: 65_535,
  maxTicks: 0x7fffffff,
  maxSeconds: 366 * 24 * 60 * 60,
};

/** Slowest tempo that three bytes can say, in seconds of a quarter. */
const slowestQuarter = 16.777215;

/** Refuses a song that lasts too long; throws a MidiError `too-long`. */
export function checkLength(song: Song, { maxTicks, maxSeconds }: Limits): void {
  const { endTick } = song;
  if (endTick > maxTicks) {
    throw new MidiError("too-long", `Cannot read a file of ${endTick} ticks: the limit is ${maxTicks}; raise maxTicks`);
  }
  if ((endTick / song.ticksPerQuarter) * slowestQuarter <= maxSeconds) return;
  const seconds = Math.round(secondsAt(tempoMap(song), endTick));
  if (seconds > maxSeconds) {
    const message = `Cannot read a file of ${seconds} seconds: the limit is ${maxSeconds}; raise maxSeconds`;
    throw new MidiError("too-long", message);
  }
}
