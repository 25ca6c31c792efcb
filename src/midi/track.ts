/** The hot loop: notes, controls and bends of one track into columns; what is rare or damaged goes to `event.ts`. */
import { readEvent } from "./event.ts";
import { closeOpenNotes } from "./notes.ts";
import type { Scratch } from "./scratch.ts";

/** Longest event of the loop: a delta of 3 bytes, status and two data bytes. */
const longestEvent = 6;
/** Controllers from here on are channel mode messages, some of which end notes. */
const firstMode = 120;
/** Shortest note: delta, pitch and velocity under running status. */
const shortestNote = 3;

/**
 * Reads events from the scratch's position up to its end-of-track, or to the byte offset `end`. Notes that are still
 * on are closed at the track's last tick.
 */
export function readTrack(scratch: Scratch, end: number): void {
  while (scratch.position < end && !scratch.ended) {
    readPlainEvents(scratch, end);
    if (scratch.position < end) readEvent(scratch, end);
  }
  closeOpenNotes(scratch);
}

/**
 * Reads whole, sound channel events as long as it meets no other; leaves the position at the first other event.
 *
 * Measured on POP909 under bun, this loop alone, by trying each: bytes take 17 us a file and one 32-bit load per event
 * 22; `push` on the control column costs 4 us, one array for all note columns 4 us. A tick that JavaScriptCore once saw
 * as a double (a sum past 2^31, a Math.min with a large number) doubled the time for good, so ticks stay int32.
 */
function readPlainEvents(scratch: Scratch, end: number): void {
  const { bytes, onset, duration, info, oldestOpen, newestOpen, programs, changes, firstNote } = scratch;
  const changeTick = changes.tick;
  const mostChanges = Math.min(changeTick.length, changes.most);
  const changeValue = changes.value;
  let change = changes.length;
  let position = scratch.position;
  let tick = scratch.tick;
  let status = scratch.status;
  let note = scratch.noteCount;
  let closed = 0;
  let programsSeen = 0;
  // So near the end, or to a full column, the loop stops and the checked reader takes over: no check per note.
  const plainEnd = Math.min(end - longestEvent + 1, position + shortestNote * scratch.room());

  while (position < plainEnd) {
    let next = position + 1;
    let now = bytes[position] as number;
    if (now >= 128) {
      const second = bytes[next++] as number;
      now = ((now & 127) << 7) | (second & 127);
      if (second >= 128) {
        const third = bytes[next++] as number;
        if (third >= 128) break;
        now = (now << 7) | third;
      }
    }
    now = (now + tick) | 0;
    if (now < 0) break;
    let kind = bytes[next] as number;
    if (kind >= 128) next++;
    else if (status === 0) break;
    else kind = status;

    const data = bytes[next] as number;
    const value = bytes[next + 1] as number;
    if ((data | value) >= 128) break;
    if (kind < 0xa0) {
      const key = data | ((kind & 15) << 7);
      const open = oldestOpen[key] as number;
      if (kind >= 0x90 && value !== 0) {
        if (open < firstNote) oldestOpen[key] = note;
        else {
          duration[Math.max(newestOpen[key] as number, open)] = -2 - note;
          newestOpen[key] = note;
        }
        const program = programs[kind & 15] as number;
        programsSeen |= program;
        onset[note] = now;
        duration[note] = -1;
        info[note] = key | (value << 12) | program;
        note++;
      } else if (open >= firstNote) {
        oldestOpen[key] = -2 - (duration[open] as number);
        duration[open] = now - (onset[open] as number);
        closed++;
      }
    } else if ((kind & 0xf0) === 0xb0 || (kind & 0xf0) === 0xe0) {
      if (change === mostChanges || (data >= firstMode && kind < 0xc0)) break;
      changeTick[change] = now;
      changeValue[change] = (kind & 15) | (data << 4) | (value << 11) | ((kind & 0x40) << 12);
      change++;
    } else break;
    position = next + 2;
    tick = now;
    status = kind;
  }

  changes.length = change;
  scratch.position = position;
  scratch.tick = tick;
  if (status !== 0) scratch.cancelledStatus = 0;
  scratch.status = status;
  scratch.noteCount = note;
  scratch.closedCount += closed;
  scratch.programsSeen |= programsSeen;
}
