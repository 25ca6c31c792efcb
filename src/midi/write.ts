/** writeSong: a song back to the bytes of a Standard MIDI File; the door to the package midi-file. */
import { type MidiEvent, writeMidi } from "midi-file";
import { channelOf, pitchOf, programOf, type Song, type TextEvents, velocityOf } from "./song.ts";

/** Longest delta that a variable-length quantity holds, in ticks (SMF 1.0). */
const longestDelta = 0x0fffffff;
/** Events encoded at a time: midi-file copies all it has written at every text and long delta, so slices keep it linear. */
const sliceSize = 256;
/** Header of the file, and of its only track. */
const sliceHeader = 14 + 8;

/** Order of the events of one tick: what holds for the notes, then ends of notes, then notes. */
const rank = { global: 0, noteOff: 1, channel: 2, noteOn: 3 };

interface Placed {
  readonly tick: number;
  readonly rank: number;
  readonly event: Event;
}

/** An event of midi-file without its delta. */
type Event = MidiEvent extends infer E ? (E extends MidiEvent ? Omit<E, "deltaTime"> : never) : never;

/**
 * Writes a song as a MIDI file of its own format. Notes, programs, tempos, signatures and texts come back as they are
 * from `parseSong`; controls and pitch bends stand in the first track that plays their channel, because a song does
 * not keep their track. Damage and unknown events are not written.
 */
export function writeSong(song: Song): Uint8Array {
  const tracks = song.tracks.map((track, index): Placed[] => {
    const placed = noteEvents(song, track.firstNote, track.firstNote + track.noteCount);
    return index === 0 ? [...tempoAndSignatureEvents(song), ...placed] : placed;
  });
  placeTexts(song.texts, tracks);
  placeChannelEvents(song, tracks);
  return joined([
    headerChunk(song),
    ...tracks.map((placed, index) => {
      placed.sort((a, b) => a.tick - b.tick || a.rank - b.rank);
      return trackChunk(placed, song.tracks[index]!.endTick);
    }),
  ]);
}

function noteEvents({ notes }: Song, first: number, behind: number): Placed[] {
  const placed: Placed[] = [];
  const programs = new Int16Array(16).fill(-1);
  for (let note = first; note < behind; note++) {
    const info = notes.info[note]!;
    const tick = notes.onset[note]!;
    const channel = channelOf(info);
    if (programs[channel] !== programOf(info)) {
      programs[channel] = programOf(info);
      placed.push({
        tick,
        rank: rank.noteOn,
        event: { type: "programChange", channel, programNumber: programOf(info) },
      });
    }
    const noteNumber = pitchOf(info);
    const velocity = velocityOf(info);
    placed.push({ tick, rank: rank.noteOn, event: { type: "noteOn", channel, noteNumber, velocity } });
    const end = {
      tick: tick + notes.duration[note]!,
      event: { type: "noteOff" as const, channel, noteNumber, velocity: 64 },
    };
    placed.push({ ...end, rank: end.tick > tick ? rank.noteOff : rank.noteOn });
  }
  return placed;
}

function tempoAndSignatureEvents({ tempos, timeSignatures, keySignatures }: Song): Placed[] {
  const placed: Placed[] = [];
  const place = (tick: number, event: Event): void => {
    placed.push({ tick, rank: rank.global, event });
  };
  tempos.tick.forEach((tick, index) => {
    place(tick, { type: "setTempo", microsecondsPerBeat: tempos.microsecondsPerQuarter[index]! });
  });
  timeSignatures.tick.forEach((tick, index) => {
    const numerator = timeSignatures.numerator[index]!;
    const denominator = timeSignatures.denominator[index]!;
    place(tick, { type: "timeSignature", numerator, denominator, metronome: 24, thirtyseconds: 8 });
  });
  keySignatures.tick.forEach((tick, index) => {
    place(tick, { type: "keySignature", key: keySignatures.fifths[index]!, scale: keySignatures.minor[index]! });
  });
  return placed;
}

function placeTexts({ tick, track, type, end, bytes }: TextEvents, tracks: readonly Placed[][]): void {
  tick.forEach((at, text) => {
    const data = bytes.subarray(text > 0 ? end[text - 1] : 0, end[text]);
    // Its text events take characters; as an unknown meta event the bytes stay what they are, and are written alike.
    const event: Event = { type: "unknownMeta", metatypeByte: type[text]!, data };
    tracks[track[text]!]?.push({ tick: at, rank: rank.global, event });
  });
}

function placeChannelEvents({ controls, pitchBends, notes, tracks: parsed }: Song, tracks: readonly Placed[][]): void {
  const home = new Int32Array(16).fill(-1);
  parsed.forEach((track, index) => {
    for (let note = track.firstNote; note < track.firstNote + track.noteCount; note++) {
      const channel = channelOf(notes.info[note]!);
      if (home[channel] === -1) home[channel] = index;
    }
  });
  const place = (tick: number, channel: number, event: Event): void => {
    const index = Math.max(0, home[channel]!);
    // Past the end of that track there is nothing left to control.
    if (tick <= parsed[index]!.endTick) tracks[index]!.push({ tick, rank: rank.channel, event });
  };
  controls.tick.forEach((tick, index) => {
    const info = controls.info[index]!;
    const channel = info & 15;
    place(tick, channel, { type: "controller", channel, controllerType: (info >> 4) & 127, value: info >> 11 });
  });
  pitchBends.tick.forEach((tick, index) => {
    const info = pitchBends.info[index]!;
    const channel = info & 15;
    place(tick, channel, { type: "pitchBend", channel, value: (info >> 4) - 8192 });
  });
}

function headerChunk({ format, division, tracks }: Song): Uint8Array {
  const time =
    division.kind === "metrical"
      ? { ticksPerBeat: division.ticksPerQuarter }
      : { framesPerSecond: Math.floor(division.framesPerSecond), ticksPerFrame: division.ticksPerFrame };
  const bytes = Uint8Array.from(writeMidi({ header: { format, numTracks: tracks.length, ...time }, tracks: [] }));
  new DataView(bytes.buffer).setUint16(10, tracks.length);
  return bytes;
}

function trackChunk(placed: readonly Placed[], endTick: number): Uint8Array {
  const parts: Uint8Array[] = [];
  let slice: MidiEvent[] = [];
  let tick = 0;
  const write = (event: Event, at: number): void => {
    // A delta that is too long for one event is bridged by events that say nothing.
    for (; at - tick > longestDelta; tick += longestDelta) {
      slice.push({ type: "sequencerSpecific", meta: true, data: new Uint8Array(0), deltaTime: longestDelta });
    }
    slice.push({ ...event, deltaTime: at - tick } as MidiEvent);
    tick = at;
    if (slice.length < sliceSize) return;
    parts.push(encoded(slice));
    slice = [];
  };
  for (const { tick: at, event } of placed) write(event, at);
  write({ type: "endOfTrack", meta: true }, Math.max(endTick, tick));
  parts.push(encoded(slice));
  const events = joined(parts);
  const head = Uint8Array.of(0x4d, 0x54, 0x72, 0x6b, 0, 0, 0, 0);
  new DataView(head.buffer).setUint32(4, events.length);
  return joined([head, events]);
}

function encoded(events: MidiEvent[]): Uint8Array {
  const header = { format: 0 as const, numTracks: 1, ticksPerBeat: 1 };
  return Uint8Array.from(writeMidi({ header, tracks: [events] })).subarray(sliceHeader);
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    bytes.set(part, offset);
    offset += part.length;
  }
  return bytes;
}
