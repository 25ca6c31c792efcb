/** Mutations that know the structure of a MIDI file: chunks, lengths, events, running status. */
import { SoundEvent } from "../src/midi/mend/sound-event.ts";
import { splice } from "./bytes.ts";
import type { Random } from "./random.ts";

const trackId = 0x4d54726b;
const chunkHead = 8;
/** Events that hurt: long lengths, ends too early, system messages, statuses that mean nothing, longest deltas. */
const hostile: readonly (readonly number[])[] = [
  [0, 0xff, 0x01, 0xff, 0xff, 0xff, 0x7f],
  [0, 0xff, 0x2f, 0],
  [0, 0xff, 0x2f, 0x7f],
  [0, 0xf0, 0x8f, 0xff, 0x7f],
  [0, 0xf7, 3, 1, 2, 3],
  [0, 0xf8],
  [0, 0xf2, 1],
  [0, 0xf4],
  [0, 0xff, 0x51, 3, 0, 0, 0],
  [0, 0xff, 0x51, 3, 0, 0, 1],
  [0, 0xff, 0x51, 2, 7, 7],
  [0, 0xff, 0x58, 4, 0, 255, 0, 0],
  [0, 0xff, 0x59, 2, 100, 9],
  [0, 0xff, 0x03, 4, 0x4d, 0x54, 0x72, 0x6b],
  [0xff, 0xff, 0xff, 0x7f, 0xb0, 1, 1],
  [0x80, 0x80, 0x80, 0x80, 0x80, 0, 0x90, 60, 1],
  [0, 60, 64],
  [0, 0x9f, 60, 127],
  [0, 0xc0, 128],
  [0, 0x4d, 0x54, 0x72, 0x6b, 0, 0, 0, 4],
];

/** Offsets of the tracks' chunks: wherever their id stands. */
function tracksOf(bytes: Uint8Array): number[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const tracks: number[] = [];
  for (let at = 0; at + chunkHead <= bytes.length; at++) if (view.getUint32(at) === trackId) tracks.push(at);
  return tracks;
}

/** Offsets of the first few hundred events of a track. */
function eventsOf(
  bytes: Uint8Array,
  track: number,
): { at: number; status: number; hasStatus: boolean; data: number }[] {
  const event = new SoundEvent();
  const events: { at: number; status: number; hasStatus: boolean; data: number }[] = [];
  let running = 0;
  for (let at = track + chunkHead; events.length < 300 && event.at(bytes, at, running, bytes.length); at = event.next) {
    if (event.status < 0xf0) running = event.status;
    events.push({ at, status: event.status, hasStatus: event.written !== 0, data: event.data });
    if (event.isEnd) break;
  }
  return events;
}

type Mutation = (bytes: Uint8Array, track: number, random: Random, other: Uint8Array) => Uint8Array;

const mutations: readonly Mutation[] = [
  // A length that lies.
  (bytes, track, random) => {
    const mutant = bytes.slice();
    const wrong = [0, 1, 0x7fffffff, 0xffffffff, random(bytes.length + 1), bytes.length][random(6)]!;
    new DataView(mutant.buffer).setUint32(track + 4, wrong);
    return mutant;
  },
  // A header that lies.
  (bytes, _, random) => {
    const mutant = bytes.slice();
    if (mutant.length < 14) return mutant;
    new DataView(mutant.buffer).setUint16(8 + 2 * random(3), [0, 1, 2, 0xffff, 0x8000, random(0x10000)][random(6)]!);
    if (random(4) === 0) new DataView(mutant.buffer).setUint32(4, random(40));
    return mutant;
  },
  // A track twice, or not at all.
  (bytes, track, random) => {
    const tracks = tracksOf(bytes);
    const next = tracks.find((at) => at > track) ?? bytes.length;
    return random(2) === 0 ? splice(bytes, track, next - track) : splice(bytes, track, 0, bytes.slice(track, next));
  },
  // A hostile event between events.
  (bytes, track, random) => {
    const events = eventsOf(bytes, track);
    const at = events.length > 0 ? events[random(events.length)]!.at : track + chunkHead;
    return splice(bytes, at, 0, Uint8Array.from(hostile[random(hostile.length)]!));
  },
  // A status that is missing, or another one.
  (bytes, track, random) => {
    const events = eventsOf(bytes, track).filter(({ hasStatus, status }) => hasStatus && status < 0xf0);
    if (events.length === 0) return bytes;
    const { data } = events[random(events.length)]!;
    if (random(2) === 0) return splice(bytes, data - 1, 1);
    const mutant = bytes.slice();
    mutant[data - 1] = 0x80 + random(128);
    return mutant;
  },
  // Events taken out, or said again.
  (bytes, track, random) => {
    const events = eventsOf(bytes, track);
    if (events.length < 3) return bytes;
    const first = random(events.length - 1);
    const last = first + 1 + random(Math.min(20, events.length - first - 1));
    const [from, to] = [events[first]!.at, events[last]!.at];
    return random(2) === 0 ? splice(bytes, from, to - from) : splice(bytes, from, 0, bytes.slice(from, to));
  },
  // The head of one file and the tail of another.
  (bytes, track, random, other) => {
    const from = random(other.length);
    return splice(bytes, track + random(bytes.length - track), bytes.length, other.slice(from));
  },
  // Wrapped, or behind junk.
  (bytes, _, random) =>
    splice(
      bytes,
      0,
      0,
      Uint8Array.from({ length: random(300) }, () => random(256)),
    ),
];

/** Changes the structure of a file once; `other` is a second file to take parts of. */
export function mutateStructure(file: Uint8Array, other: Uint8Array, random: Random): Uint8Array {
  const tracks = tracksOf(file);
  const track = tracks.length > 0 ? tracks[random(tracks.length)]! : 0;
  if (file.length < track + chunkHead) return file;
  return mutations[random(mutations.length)]!(file, track, random, other);
}
