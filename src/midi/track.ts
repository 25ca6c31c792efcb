/** The hot loop: notes, controls and bends of one track into columns; what is rare or damaged goes to `event.ts`. */
import { readEvent } from "./event.ts";
import { closeOpenNotes } from "./notes.ts";
import type { Scratch } from "./scratch.ts";

/** Longest event of the loop: a delta of 3 bytes, status and two data bytes. */
const longestEvent = 6;
/** Shortest note: delta, pitch and velocity under running status. */
const shortestNote = 3;

/** High bits of the two data bytes in a word of status, data, data, any; set bits mean a byte over 127. */
const dataHighBits = 0x00808000;
const firstDataHighBit = 0x00800000;

/**
 * Reads events from the scratch's position up to its end-of-track, or to the byte offset `end`. Notes that are still
 * on are closed at the track's last tick.
 *
 * Measured on POP909 under bun (PERFORMANCE.md section 7): one 32-bit load per event, the note-on test first, and
 * columns in locals; branchless variants were slower. Two traps of JavaScriptCore, 2 to 4 times slower each: a second
 * `getInt32` in the loop, and a tick that was ever stored as a double (it then stops to inline `getInt32` for good).
 */
export function readTrack(scratch: Scratch, end: number): void {
  while (scratch.position < end && !scratch.ended) {
    readPlainEvents(scratch, end);
    if (scratch.position < end) readEvent(scratch, end);
  }
  closeOpenNotes(scratch);
}

/** Reads whole, sound channel events as long as it meets no other; leaves the position at the first other event. */
function readPlainEvents(scratch: Scratch, end: number): void {
  const { bytes, words, onset, duration, info, oldestOpen, newestOpen, programs, controls, pitchBends, firstNote } =
    scratch;
  let position = scratch.position;
  let tick = scratch.tick;
  let status = scratch.status;
  let note = scratch.noteCount;
  let closed = 0;
  let programsSeen = 0;
  // So near the end, or to a full column, the loop stops and the checked reader takes over: no check per note.
  const plainEnd = Math.min(end - longestEvent + 1, position + shortestNote * scratch.room());

  while (position < plainEnd) {
    let word = words.getInt32(position);
    let next = position + 1;
    let now: number;
    if (word >= 0) {
      now = (tick + (word >>> 24)) | 0;
      word <<= 8;
    } else if ((word & 0x800000) === 0) {
      now = (tick + (((word >>> 17) & 0x3f80) | ((word >>> 16) & 0x7f))) | 0;
      next = position + 2;
      word = (word << 16) | ((bytes[position + 4] as number) << 8);
    } else if ((word & 0x8000) === 0) {
      now = (tick + (((word >>> 10) & 0x1fc000) | ((word >>> 9) & 0x3f80) | ((word >>> 8) & 0x7f))) | 0;
      next = position + 3;
      word = (word << 24) | ((bytes[position + 4] as number) << 16) | ((bytes[position + 5] as number) << 8);
    } else break;
    if (now < 0) break;
    if (word >= 0) {
      if (status === 0) break;
      word = (status << 24) | (word >>> 8);
      next--;
    }

    const kind = word >>> 28;
    if (kind === 0x9 || kind === 0x8) {
      if ((word & dataHighBits) !== 0) break;
      const velocity = (word >>> 8) & 127;
      const key = ((word >>> 16) & 127) | ((word >>> 17) & 0x780);
      const open = oldestOpen[key] as number;
      if (kind === 0x9 && velocity !== 0) {
        if (open < firstNote) oldestOpen[key] = note;
        else {
          const newest = newestOpen[key] as number;
          duration[Math.max(newest, open)] = -2 - note;
          newestOpen[key] = note;
        }
        const program = programs[key >>> 7] as number;
        programsSeen |= program;
        onset[note] = now;
        duration[note] = -1;
        info[note] = key | (velocity << 12) | program;
        note++;
      } else if (open >= firstNote) {
        oldestOpen[key] = -2 - (duration[open] as number);
        duration[open] = now - (onset[open] as number);
        closed++;
      }
      position = next + 3;
    } else if (kind === 0xb) {
      if ((word & dataHighBits) !== 0) break;
      controls.push(now, ((word >>> 24) & 15) | ((word >>> 12) & 0x7f0) | ((word << 3) & 0x3f800));
      position = next + 3;
    } else if (kind === 0xe) {
      if ((word & dataHighBits) !== 0) break;
      pitchBends.push(now, ((word >>> 24) & 15) | ((word >>> 12) & 0x7f0) | ((word << 3) & 0x3f800));
      position = next + 3;
    } else if (kind === 0xa) {
      if ((word & dataHighBits) !== 0) break;
      position = next + 3;
    } else if (kind === 0xd) {
      if ((word & firstDataHighBit) !== 0) break;
      position = next + 2;
    } else break;
    tick = now;
    status = word >>> 24;
  }

  scratch.position = position;
  scratch.tick = tick;
  if (status !== 0) scratch.cancelledStatus = 0;
  scratch.status = status;
  scratch.noteCount = note;
  scratch.closedCount += closed;
  scratch.programsSeen |= programsSeen;
}
