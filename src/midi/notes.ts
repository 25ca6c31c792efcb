/** Pairing of note-ons and note-offs, first in first out per channel and pitch; programs of notes. */
import { MidiError } from "./diagnosis.ts";
import { programUnset, type Scratch } from "./scratch.ts";
import { sharedPrograms } from "./shared-programs.ts";
import type { Song } from "./song.ts";

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

/** Gives a program to the notes whose own track had set none on their channel: the one that other tracks share with it. */
export function settlePrograms(song: Song, programsSeen: number): void {
  if ((programsSeen & programUnset) === 0) return;
  const { info, onset } = song.notes;
  const shared = sharedPrograms(song);
  song.tracks.forEach(({ firstNote, noteCount }, track) => {
    for (let note = firstNote; note < firstNote + noteCount; note++) {
      const packed = info[note]!;
      if ((packed & programUnset) === 0) continue;
      info[note] = (packed & ~programUnset) | (shared(track, (packed >> 7) & 15, onset[note]!) << 20);
    }
  });
}
