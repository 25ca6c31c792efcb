/** The checked reader: any one event, however odd or damaged, byte by byte. The hot loop hands over to it. */
import { systemDataBytes } from "./mend/sound-event.ts";
import { readMeta } from "./meta.ts";
import { closeNote, endNotes, openNote } from "./notes.ts";
import { bendFlag, type Scratch } from "./scratch.ts";

/** Bytes of the longest legal variable-length quantity (SMF 1.0). */
const longestQuantity = 4;
/** Largest legal variable-length quantity (SMF 1.0). */
const largestQuantity = 0x0fffffff;
/** Meta type that ends a track. */
const endOfTrack = 0x2f;
/** Channel mode messages that end all notes of their channel (MIDI 1.0). */
const allSoundOff = 120;
const allNotesOff = 123;
const lastTick = 0x7fffffff;

/** Reads one event at the scratch's position, which is before `end`; always moves on by at least a byte. */
export function readEvent(scratch: Scratch, end: number): void {
  const start = scratch.position;
  const delta = readQuantity(scratch, end);
  if (delta < 0 || scratch.position >= end) {
    cutOff(scratch, start, end);
    return;
  }
  advance(scratch, delta, start);
  if (scratch.bytes[scratch.position]! < 0x80 && scratch.status === 0 && !reviveStatus(scratch, end)) return;

  const first = scratch.bytes[scratch.position]!;
  if (first >= 0x80) scratch.position++;
  if (first < 0xf0) readChannelMessage(scratch, first < 0x80 ? scratch.status : first, start, end);
  else if (first === 0xff || first === 0xf0 || first === 0xf7) readLongEvent(scratch, first, start, end);
  else {
    scratch.log.add("system-byte", scratch.position - 1, scratch.track);
    scratch.unsound = true;
    scratch.position = Math.min(scratch.position + systemDataBytes(first), end);
  }
}

/** Reads what has a length of its own: a meta event, or a system-exclusive one, which is skipped. */
function readLongEvent(scratch: Scratch, status: number, start: number, end: number): void {
  if (scratch.status !== 0) {
    scratch.cancelledStatus = scratch.status;
    scratch.status = 0;
  }
  const type = status === 0xff ? scratch.bytes[scratch.position++]! : -1;
  const length = scratch.position < end ? readQuantity(scratch, end) : -1;
  const data = scratch.position;
  if (type === endOfTrack && length >= 0) {
    scratch.ended = true;
    scratch.unsound ||= length > 0;
    scratch.position = Math.min(data + length, end);
  } else if (length < 0 || data + length > end) {
    cutOff(scratch, start, end);
  } else {
    scratch.position = data + length;
    if (type >= 0) readMeta(scratch, type, data, length);
    else scratch.others.push(scratch.tick, scratch.track, status, scratch.bytes.subarray(data, data + length));
  }
}

/**
 * Reads a variable-length quantity; -1 when it is cut off. One past the legal maximum says nothing believable and
 * counts as 0.
 */
function readQuantity(scratch: Scratch, end: number): number {
  const { bytes } = scratch;
  const start = scratch.position;
  let quantity = 0;
  let overflow = false;
  for (let position = start; position < end; position++) {
    const byte = bytes[position]!;
    overflow ||= quantity > largestQuantity >> 7;
    quantity = (quantity << 7) | (byte & 127);
    if (byte >= 0x80) continue;
    scratch.position = position + 1;
    if (scratch.position - start > longestQuantity) scratch.log.add("long-variable-length", start, scratch.track);
    scratch.unsound ||= overflow;
    return overflow ? 0 : quantity;
  }
  scratch.position = end;
  return -1;
}

/** Moves time on; past the last tick that an Int32 holds, time stands still. */
function advance(scratch: Scratch, delta: number, offset: number): void {
  if (scratch.tick + delta <= lastTick) scratch.tick += delta;
  else {
    scratch.tick = lastTick;
    scratch.log.add("tick-overflow", offset, scratch.track);
  }
}

/**
 * Finds a status for a data byte that has none: the running status from before a meta event, which many writers still
 * count on, or else the next status byte. False when there is none up to `end`.
 */
function reviveStatus(scratch: Scratch, end: number): boolean {
  if (scratch.cancelledStatus !== 0) {
    scratch.log.add("running-status-after-meta", scratch.position, scratch.track);
    scratch.status = scratch.cancelledStatus;
    scratch.cancelledStatus = 0;
    return true;
  }
  scratch.log.add("data-without-status", scratch.position, scratch.track);
  scratch.unsound = true;
  while (scratch.position < end && scratch.bytes[scratch.position]! < 0x80) scratch.position++;
  return scratch.position < end;
}

/** An event that the end of its track cuts off: nothing of it can be used. */
function cutOff(scratch: Scratch, start: number, end: number): void {
  scratch.log.add("truncated", start, scratch.track);
  scratch.cut = true;
  scratch.unsound = true;
  scratch.position = end;
}

/** Reads the data of a channel message; the position stands behind its status. */
function readChannelMessage(scratch: Scratch, status: number, start: number, end: number): void {
  const kind = status & 0xf0;
  const channel = status & 15;
  const position = scratch.position;
  const size = kind === 0xc0 || kind === 0xd0 ? 1 : 2;
  if (position + size > end) {
    cutOff(scratch, start, end);
    return;
  }
  scratch.status = status;
  scratch.cancelledStatus = 0;
  scratch.position = position + size;
  // The high bit of a pitch, controller or program is taken for a flipped bit; of a value, for one that is too large.
  const data = scratch.bytes[position]! & 127;
  const value = size === 2 ? Math.min(scratch.bytes[position + 1]!, 127) : 0;
  if (scratch.bytes[position]! > 127) badData(scratch, position);
  if (size === 2 && scratch.bytes[position + 1]! > 127) badData(scratch, position + 1);

  if (kind === 0x90 && value > 0) openNote(scratch, data | (channel << 7), value);
  else if (kind === 0x90 || kind === 0x80) closeNote(scratch, data | (channel << 7));
  else if (kind === 0xb0) {
    scratch.changes.push(scratch.tick, channel | (data << 4) | (value << 11));
    if (data === allSoundOff || data === allNotesOff) endNotes(scratch, channel);
  } else if (kind === 0xe0) scratch.changes.push(scratch.tick, channel | (data << 4) | (value << 11) | bendFlag);
  else if (kind === 0xc0) {
    scratch.programs[channel] = data << 20;
    scratch.programChanges.push(scratch.tick, channel | (data << 4));
  } else {
    const pressure = size === 2 ? Uint8Array.of(data, value) : Uint8Array.of(data);
    scratch.others.push(scratch.tick, scratch.track, status, pressure);
  }
}

function badData(scratch: Scratch, position: number): void {
  scratch.log.add("bad-data-byte", position, scratch.track);
  scratch.unsound = true;
}
