/** Pairing of note-ons and note-offs, first in first out per channel and pitch; programs of notes. */
import { MidiError } from "./diagnosis.ts";
import { bendFlag, leftHanging, programUnset, type Scratch } from "./scratch.ts";
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

/**
 * Ends what sounds on a channel, as the controllers 120 and 123 do. A note that begins on their tick is the next one: a
 * device that sends nothing else ends one note by them and begins another.
 */
export function endNotes(scratch: Scratch, channel: number): void {
  const { firstNote, onset, duration, oldestOpen, tick } = scratch;
  if (scratch.noteCount - firstNote === scratch.closedCount) return;
  for (let key = channel << 7; key < (channel + 1) << 7; key++) {
    for (let open = oldestOpen[key]!; open >= firstNote && onset[open]! < tick; open = oldestOpen[key]!) {
      oldestOpen[key] = -2 - duration[open]!;
      duration[open] = tick - onset[open]!;
      scratch.closedCount++;
    }
  }
}

/**
 * Closes what still sounds at the track's last tick, or where one of the mode messages 124 to 127 ends all notes of its
 * channel (MIDI 1.0; General MIDI devices do not know them, so that they cut no note short that has an end of its own).
 */
export function closeOpenNotes(scratch: Scratch): void {
  const { firstNote, noteCount, onset, duration, info, tick } = scratch;
  const leftOn = noteCount - firstNote - scratch.closedCount;
  if (leftOn === 0) return;
  const modes = modeMessages(scratch);
  /** Where the notes of each key end, so that the next one of the key does not end before them. */
  const ends = new Map<number, number>();
  let hanging = 0;
  for (let note = firstNote; note < noteCount; note++) {
    const key = info[note]! & 0x7ff;
    if (duration[note]! >= 0) {
      if (modes.length > 0) ends.set(key, Math.max(ends.get(key) ?? 0, onset[note]! + duration[note]!));
      continue;
    }
    const earliest = Math.max(onset[note]! + 1, ends.get(key) ?? 0);
    const ended = modes[key >> 7]?.find((at) => at >= earliest);
    if (ended !== undefined) ends.set(key, ended);
    duration[note] = (ended ?? tick) - onset[note]!;
    if (ended !== undefined) continue;
    info[note] = info[note]! | leftHanging;
    hanging++;
  }
  if (hanging > 0) scratch.log.add("note-left-on", scratch.position, scratch.track, hanging);
  scratch.hanging += hanging;
}

/** Ticks of the first mode messages 124 to 127 of the track, by channel; so many that no file of music has more. */
function modeMessages({ changes }: Scratch): number[][] {
  const ticks: number[][] = [];
  for (let event = changes.firstOfTrack(); event < changes.length; event++) {
    const value = changes.value[event]!;
    if ((value & bendFlag) !== 0 || ((value >> 4) & 127) < firstModeOfAll) continue;
    ticks[value & 15] ??= [];
    if (ticks[value & 15]!.length < mostModes) ticks[value & 15]!.push(changes.tick[event]!);
  }
  return ticks;
}
const firstModeOfAll = 124;
const mostModes = 64;

/** A note that hangs may sound this much longer than the music, in quarters; else it ends with the music. */
const hangingQuarters = 16;

/**
 * Ends notes that are never released with the other notes of the song, where the track ends long after them: an
 * end-of-track or a late controller says nothing of how long a note sounds.
 */
export function settleHanging({ notes, ticksPerQuarter }: Song): void {
  const { length, onset, duration, info } = notes;
  const longest = hangingQuarters * ticksPerQuarter;
  let last = 0;
  for (let note = 0; note < length; note++) {
    const isHanging = (info[note]! & leftHanging) !== 0;
    last = Math.max(last, onset[note]! + (isHanging ? ticksPerQuarter : duration[note]!));
  }
  for (let note = 0; note < length; note++) {
    if ((info[note]! & leftHanging) === 0) continue;
    info[note] = info[note]! & ~leftHanging;
    if (onset[note]! + duration[note]! > last + longest) duration[note] = Math.floor(last - onset[note]!);
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
