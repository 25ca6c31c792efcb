/** One-shots: files of one hit, one chord, or one strum, whose strings follow each other within a hand's movement. */
import { pitchOf, type Song } from "../../midi/song.ts";
import { noteSeconds } from "../../midi/tempo.ts";
import { onsetOrder } from "../views.ts";

/**
 * Longest time in seconds from one string to the next, and over all of them: slow strums of a guitar take 20 to 50 ms a
 * string (Freire & Nezio, Study of the tremolo technique and strumming on the acoustic guitar, 2013, report less for fast ones).
 */
const nextString = 0.07;
const allStrings = 0.6;
/** Onsets nearer than this, in seconds, are one. */
const together = 0.005;

/**
 * Whether all notes of a song are one event: they begin together, or one after the other as fast as a strum, each string
 * once, and sound on until the last has begun. A fast run is none, since its notes end.
 */
export function isOneShot(song: Song): boolean {
  const { length, info } = song.notes;
  if (length === 0) return false;
  const order = onsetOrder(song);
  const { onset, duration } = noteSeconds(song);
  const first = onset[order[0]!]!;
  const last = onset[order[length - 1]!]!;
  if (last - first > allStrings) return false;
  const pitches = new Set<number>();
  let before = first;
  for (let n = 0; n < length; n++) {
    const note = order[n]!;
    const at = onset[note]!;
    if (at - before > nextString) return false;
    if (last - first > together) {
      if (pitches.has(pitchOf(info[note]!)) || at + duration[note]! < last - together) return false;
      pitches.add(pitchOf(info[note]!));
    }
    before = at;
  }
  return true;
}
