/** Small MIDI files made of voices, with what a file may declare about them. */
import type { VoiceNotes } from "../../src/hearing/drums/voice-notes.ts";
import { parseSong, type Song } from "../../src/midi/mod.ts";

/** One voice of a file. */
export interface FilePart {
  readonly notes: VoiceNotes;
  /** 0-15. */
  readonly channel: number;
  /** 0-127; no program change without it. */
  readonly program?: number;
  readonly name?: string;
  /** Events before the notes, all at the start: status and data, without deltas. */
  readonly setUp?: readonly (readonly number[])[];
}

const ticksPerQuarter = 480;

/** A song as it is read from a file: a track for each part in format 1, all in one in format 0. */
export function songOf(parts: readonly FilePart[], format: 0 | 1 = 1): Song {
  const tracks = parts.map(eventsOf);
  const chunks = format === 1 ? tracks : [tracks.flat()];
  const head = [...bytesOf("MThd"), ...u32(6), 0, format, 0, chunks.length, ...u16(ticksPerQuarter)];
  return parseSong(Uint8Array.from([...head, ...chunks.flatMap(trackOf)]));
}

/** A system-exclusive event of bytes in hexadecimal digits, without F0 and F7. */
export const exclusive = (hex: string): readonly number[] => {
  const data = hex.split(" ").map((byte) => Number.parseInt(byte, 16));
  return [0xf0, data.length + 1, ...data, 0xf7];
};

interface Event {
  readonly tick: number;
  /** Releases come before notes that begin on their tick. */
  readonly rank: number;
  readonly bytes: readonly number[];
}

function eventsOf({ notes, channel, program, name, setUp = [] }: FilePart): Event[] {
  const first = (bytes: readonly number[]): Event => ({ tick: 0, rank: -1, bytes });
  const events: Event[] = setUp.map(first);
  if (name !== undefined) {
    const text = new TextEncoder().encode(name);
    events.unshift(first([0xff, 3, text.length, ...text]));
  }
  if (program !== undefined) events.push(first([0xc0 | channel, program]));
  for (let note = 0; note < notes.length; note++) {
    const tick = Math.max(0, Math.round(notes.onset[note]! * ticksPerQuarter));
    const lasts = Math.max(1, Math.round(notes.duration[note]! * ticksPerQuarter));
    const pitch = notes.pitch[note]!;
    events.push({ tick, rank: 1, bytes: [0x90 | channel, pitch, Math.max(1, notes.velocity[note]!)] });
    events.push({ tick: tick + lasts, rank: 0, bytes: [0x80 | channel, pitch, 64] });
  }
  return events;
}

function trackOf(events: readonly Event[]): number[] {
  const data: number[] = [];
  let now = 0;
  for (const { tick, bytes } of [...events].sort((a, b) => a.tick - b.tick || a.rank - b.rank)) {
    data.push(...quantity(tick - now), ...bytes);
    now = tick;
  }
  data.push(0, 0xff, 0x2f, 0);
  return [...bytesOf("MTrk"), ...u32(data.length), ...data];
}

const bytesOf = (text: string): number[] => Array.from(text, (letter) => letter.charCodeAt(0));
const u16 = (value: number): number[] => [(value >>> 8) & 255, value & 255];
const u32 = (value: number): number[] => [...u16(value >>> 16), ...u16(value & 0xffff)];

function quantity(ticks: number): number[] {
  const bytes = [ticks & 127];
  for (let left = ticks >>> 7; left > 0; left >>>= 7) bytes.unshift((left & 127) | 128);
  return bytes;
}
