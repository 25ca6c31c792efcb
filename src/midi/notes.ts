/** Pairing of note-ons and note-offs, first in first out per channel and pitch; programs of notes. */
import { MidiError } from "./diagnosis.ts";
import { sortedOrder } from "./radix.ts";
import { programUnset, type Scratch } from "./scratch.ts";

/** Opens a note; `key` is pitch | channel << 7. Throws a MidiError when the file has more notes than are read. */
export function openNote(scratch: Scratch, key: number, velocity: number): void {
  if (scratch.room() === 0) {
    const { maxNotes, position } = scratch;
    throw new MidiError("too-many-notes", `Cannot read more than ${maxNotes} notes: raise maxNotes`, position);
  }
  const note = scratch.noteCount++;
  const open = scratch.oldestOpen[key]!;
  if (open < scratch.firstNote) scratch.oldestOpen[key] = note;
  else {
    scratch.duration[Math.max(open, scratch.newestOpen[key]!)] = -2 - note;
    scratch.newestOpen[key] = note;
  }
  const program = scratch.programs[key >>> 7]!;
  scratch.programsSeen |= program;
  scratch.onset[note] = scratch.tick;
  scratch.duration[note] = -1;
  scratch.info[note] = key | (velocity << 12) | program;
}

/** Closes the oldest open note of a key; a note-off without a note means nothing. */
export function closeNote(scratch: Scratch, key: number): void {
  const open = scratch.oldestOpen[key]!;
  if (open < scratch.firstNote) return;
  scratch.oldestOpen[key] = -2 - scratch.duration[open]!;
  scratch.duration[open] = scratch.tick - scratch.onset[open]!;
  scratch.closedCount++;
}

/** Closes what still sounds at the track's last tick. */
export function closeOpenNotes(scratch: Scratch): void {
  const { firstNote, noteCount, onset, duration, tick } = scratch;
  const leftOn = noteCount - firstNote - scratch.closedCount;
  if (leftOn === 0) return;
  scratch.log.add("note-left-on", scratch.position, scratch.track, leftOn);
  for (let note = firstNote; note < noteCount; note++) {
    if (duration[note]! < 0) duration[note] = tick - onset[note]!;
  }
}

/**
 * Gives a program to the notes whose own track had set none on their channel: the one that any track had last set on
 * that channel up to the note's tick, as a synthesizer would play it; else 0. Many files set all programs in their
 * first track. In format 2 tracks are pieces of their own, so `shared` is false there.
 */
export function settlePrograms(scratch: Scratch, shared: boolean): void {
  if ((scratch.programsSeen & programUnset) === 0) return;
  const { info, onset, noteCount, programChanges } = scratch;
  if (!shared || programChanges.length === 0) {
    for (let note = 0; note < noteCount; note++) info[note] = info[note]! & ~programUnset;
    return;
  }
  const changes = changesByChannel(scratch);
  for (let note = 0; note < noteCount; note++) {
    const packed = info[note]!;
    if ((packed & programUnset) === 0) continue;
    const { tick, program } = changes[(packed >> 7) & 15]!;
    let low = 0;
    let high = tick.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (tick[middle]! <= onset[note]!) low = middle + 1;
      else high = middle;
    }
    info[note] = (packed & ~programUnset) | (low > 0 ? program[low - 1]! << 20 : 0);
  }
}

function changesByChannel({ programChanges }: Scratch): { tick: number[]; program: number[] }[] {
  const changes = Array.from({ length: 16 }, () => ({ tick: [] as number[], program: [] as number[] }));
  for (const index of sortedOrder(programChanges.tick.subarray(0, programChanges.length))) {
    const value = programChanges.value[index]!;
    const channel = changes[value & 15]!;
    channel.tick.push(programChanges.tick[index]!);
    channel.program.push(value >>> 4);
  }
  return changes;
}
