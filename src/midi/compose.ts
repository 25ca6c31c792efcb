/** Composes small songs from a notation that people read: for the tests of plugins. */
import { parseSong } from "./smf.ts";
import type { Song } from "./song.ts";

/** One part of a composed song: a track of its own. */
export interface ComposedPart {
  /** Pitch and length in turn: `C4 1/4 E4+G4 1/2 - 1/8`. */
  readonly notes: string;
  /** 0 to 15; 9 is the drum channel. */
  readonly channel?: number;
  /** General MIDI program, 0 to 127. */
  readonly program?: number;
  /** 1 to 127; 80 unless said. */
  readonly velocity?: number;
  /** Name of the track. */
  readonly name?: string;
}

const ticksPerQuarter = 480;

/**
 * A song of some parts that begin together, as it would be read from a file. Notes are pitch and length in turn: `+` joins
 * the pitches of a chord, `-` is a rest, C4 is 60, a length is a fraction of a whole note.
 *
 * @param options `bpm` is written as a tempo event; without it the song has none.
 * @throws RangeError for a note or a length that cannot be read.
 * @example
 * const song = composeSong("C4 1/4 E4 1/4 C4+E4+G4 1/2");
 * @example
 * composeSong([{ notes: "C4 1/1", program: 24 }, { notes: "C2 1/4 D2 1/4", channel: 9 }], { bpm: 90 });
 */
export function composeSong(parts: string | readonly ComposedPart[], options: { readonly bpm?: number } = {}): Song {
  const tracks = (typeof parts === "string" ? [{ notes: parts }] : parts).map((part, n) =>
    chunk("MTrk", [...(n === 0 ? tempoOf(options.bpm) : []), ...eventsOf(part), 0, 0xff, 0x2f, 0]),
  );
  const head = [...u16(tracks.length > 1 ? 1 : 0), ...u16(tracks.length), ...u16(ticksPerQuarter)];
  return parseSong(Uint8Array.from([...chunk("MThd", head), ...tracks.flat()]));
}

const tempoOf = (bpm: number | undefined): number[] =>
  bpm === undefined ? [] : [0, 0xff, 0x51, 3, ...u32(Math.round(60_000_000 / bpm)).slice(1)];

function eventsOf({ notes, channel = 0, program, velocity = 80, name }: ComposedPart): number[] {
  const events: number[] = [];
  if (name !== undefined) {
    const bytes = new TextEncoder().encode(name);
    events.push(0, 0xff, 3, ...variable(bytes.length), ...bytes);
  }
  if (program !== undefined) events.push(0, 0xc0 | channel, program);
  const words = notes.trim().split(/\s+/).filter(Boolean);
  let rest = 0;
  for (let n = 0; n < words.length; n += 2) {
    const ticks = ticksOf(words[n + 1] ?? "");
    if (words[n] === "-") {
      rest += ticks;
      continue;
    }
    const pitches = (words[n] as string).split("+").map(pitchNamed);
    for (const [at, pitch] of pitches.entries())
      events.push(...variable(at === 0 ? rest : 0), 0x90 | channel, pitch, velocity);
    for (const [at, pitch] of pitches.entries())
      events.push(...variable(at === 0 ? ticks : 0), 0x80 | channel, pitch, 0);
    rest = 0;
  }
  return events;
}

function ticksOf(length: string): number {
  const [, numerator = "", denominator = ""] = /^(\d+)\/(\d+)$/.exec(length) ?? [];
  const ticks = (ticksPerQuarter * 4 * Number(numerator)) / Number(denominator);
  if (numerator === "" || !(ticks > 0 && ticks < 2 ** 28))
    throw new RangeError(`Cannot read "${length}" as a length: expected a fraction of a whole note like 1/4, 3/8`);
  return Math.round(ticks);
}

const letters: Readonly<Record<string, number>> = { C: 0, D: 2, E: 4, F: 5, G: 7, A: 9, B: 11 };

function pitchNamed(name: string): number {
  const [, letter = "", sign = "", octave = ""] = /^([A-G])([#b]?)(-?\d)$/.exec(name) ?? [];
  const pitch =
    (letters[letter] ?? Number.NaN) + { "#": 1, b: -1, "": 0 }[sign as "#" | "b" | ""] + 12 * (Number(octave) + 1);
  if (pitch >= 0 && pitch <= 127) return pitch;
  throw new RangeError(`Cannot read "${name}" as a pitch: expected one like C4, F#3, Bb5`);
}

const chunk = (id: string, data: readonly number[]): number[] => [
  ...Array.from(id, (letter) => letter.charCodeAt(0)),
  ...u32(data.length),
  ...data,
];

/** A variable-length quantity. */
function variable(ticks: number): number[] {
  const bytes = [ticks & 127];
  for (let left = ticks >>> 7; left > 0; left >>>= 7) bytes.unshift((left & 127) | 128);
  return bytes;
}

const u16 = (value: number): number[] => [(value >>> 8) & 255, value & 255];
const u32 = (value: number): number[] => [...u16(value >>> 16), ...u16(value & 0xffff)];
