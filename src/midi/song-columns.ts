/** Builds a song out of the parser's scratch: exact-size copies, so that the song may be kept. */
import type { Header } from "./chunks.ts";
import { type EventColumn, noNumbers, noTracks, type TextColumn } from "./event-column.ts";
import { isAscending, sortedOrder } from "./radix.ts";
import { readRiffInfo } from "./riff-info.ts";
import { bendFlag, type Scratch } from "./scratch.ts";
import type {
  KeySignatureEvents,
  OtherEvents,
  ProgramEvents,
  Song,
  TempoEvents,
  TextEvents,
  TimeSignatureEvents,
  Track,
} from "./song.ts";

/** Copies the columns of a file that was read. */
export function makeSong(scratch: Scratch, { format, division }: Header, tracks: readonly Track[]): Song {
  const { noteCount } = scratch;
  const riffInfo = readRiffInfo(scratch);
  let endTick = 0;
  for (const track of tracks) endTick = Math.max(endTick, track.endTick);
  return {
    format,
    division,
    ticksPerQuarter:
      division.kind === "metrical" ? division.ticksPerQuarter : (division.framesPerSecond * division.ticksPerFrame) / 2,
    tracks,
    notes: {
      length: noteCount,
      onset: scratch.onset.slice(0, noteCount),
      duration: scratch.duration.slice(0, noteCount),
      info: scratch.info.slice(0, noteCount),
    },
    tempos: tempos(scratch.tempos),
    timeSignatures: timeSignatures(scratch.timeSignatures),
    keySignatures: keySignatures(scratch.keySignatures),
    ...controlsAndBends(scratch.changes),
    programChanges: programChanges(scratch.programChanges),
    texts: texts(scratch),
    others: others(scratch),
    endTick,
    ...(riffInfo && { riffInfo }),
    diagnoses: scratch.log.list(),
  };
}

function tempos(column: EventColumn): TempoEvents {
  const { tick, track, value } = inTickOrder(column);
  return { tick, track, microsecondsPerQuarter: value };
}

function timeSignatures(column: EventColumn): TimeSignatureEvents {
  const { tick, track, value } = inTickOrder(column);
  const numerator = new Uint8Array(tick.length);
  const denominator = new Uint16Array(tick.length);
  for (let event = 0; event < tick.length; event++) {
    numerator[event] = value[event]! & 255;
    denominator[event] = 1 << (value[event]! >> 8);
  }
  return { tick, track, numerator, denominator };
}

function keySignatures(column: EventColumn): KeySignatureEvents {
  const { tick, track, value } = inTickOrder(column);
  const fifths = new Int8Array(tick.length);
  const minor = new Uint8Array(tick.length);
  for (let event = 0; event < tick.length; event++) {
    fifths[event] = (value[event]! & 255) - 7;
    minor[event] = value[event]! >> 8;
  }
  return { tick, track, fifths, minor };
}

const texts = ({ texts: column }: Scratch): TextEvents => textsIn(column);

function textsIn(column: TextColumn): TextEvents {
  const { length, tick, value } = column.events;
  const track = new Uint16Array(length);
  const type = new Uint8Array(length);
  for (let text = 0; text < length; text++) {
    track[text] = value[text]! & 0xffff;
    type[text] = value[text]! >> 16;
  }
  return {
    tick: tick.slice(0, length),
    track,
    type,
    end: column.end.slice(0, length),
    bytes: column.bytes.slice(0, column.byteLength),
  };
}

const noOthers: OtherEvents = {
  tick: noNumbers,
  track: noTracks,
  status: new Uint8Array(0),
  end: noNumbers,
  bytes: new Uint8Array(0),
};

function others({ others: column }: Scratch): OtherEvents {
  if (column.events.length === 0) return noOthers;
  const { type: status, ...events } = textsIn(column);
  return { ...events, status };
}

const programChanges = (column: EventColumn): ProgramEvents => whole(column);

function controlsAndBends(column: EventColumn): Pick<Song, "controls" | "pitchBends"> {
  const { tick, value, length } = column;
  let bends = 0;
  for (let event = 0; event < length; event++) bends += (value[event]! & bendFlag) === 0 ? 0 : 1;
  if (bends === 0)
    return { controls: whole(column), pitchBends: { tick: noNumbers, track: noTracks, info: noNumbers } };
  const track = column.tracks();
  const controls = room(length - bends);
  const pitchBends = room(bends);
  let control = 0;
  let bend = 0;
  for (let event = 0; event < length; event++) {
    if ((value[event]! & bendFlag) === 0) {
      controls.tick[control] = tick[event]!;
      controls.track[control] = track[event]!;
      controls.info[control++] = value[event]!;
    } else {
      pitchBends.tick[bend] = tick[event]!;
      pitchBends.track[bend] = track[event]!;
      pitchBends.info[bend++] = value[event]! & ~bendFlag;
    }
  }
  return { controls, pitchBends };
}

/** A column as it is, in file order. */
function whole(column: EventColumn): { tick: Int32Array; track: Uint16Array; info: Int32Array } {
  const { tick, value, length } = column;
  const track = column.tracks();
  if (length === 0) return { tick: noNumbers, track, info: noNumbers };
  return { tick: tick.slice(0, length), track, info: value.slice(0, length) };
}

function room(length: number): { tick: Int32Array; track: Uint16Array; info: Int32Array } {
  return { tick: new Int32Array(length), track: new Uint16Array(length), info: new Int32Array(length) };
}

/** Events of every track merged by tick; those of one tick keep the order of the file. */
function inTickOrder(column: EventColumn): { tick: Int32Array; track: Uint16Array; value: Int32Array } {
  const { tick, track, info: value } = whole(column);
  if (isAscending(tick)) return { tick, track, value };
  const order = sortedOrder(tick);
  return {
    tick: order.map((event) => tick[event]!),
    track: Uint16Array.from(order, (event) => track[event]!),
    value: order.map((event) => value[event]!),
  };
}
