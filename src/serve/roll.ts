/** A song for a piano roll: a head in JSON, then columns of its notes, all little-endian. */
import { annotateSong } from "../annotation/annotate-song.ts";
import { partsAbout } from "../hearing/about/parts.ts";
import { drumFlags } from "../hearing/drums/drum-view.ts";
import { parts } from "../hearing/parts/parts.ts";
import { lastNoteEnd, onsetOrder } from "../hearing/views.ts";
import { pitchOf, type Song, velocityOf } from "../midi/song.ts";
import { noteSeconds } from "../midi/tempo.ts";

/** Bit 0 of a note's flags: it is a drum. */
const drumBit = 1;

/**
 * The bytes of `/files/{hash}/notes`: the length of the head as uint32; the head, padded with spaces to a multiple of four; then for all
 * notes, in order of onset, columns of onsets and lengths in seconds (float32), pitches, velocities, parts and flags (uint8). The head
 * has `notes`, `seconds`, `parts`, and tables of chords, bars, sections, keys and beats, each at its seconds.
 */
export function rollOf(song: Song, path: string | undefined): Uint8Array {
  const { beats, bars, chords, keys, sections } = annotateSong(song, path === undefined ? {} : { path });
  const { ofNote } = parts(song);
  const head = {
    notes: song.notes.length,
    seconds: lastNoteEnd(song).seconds,
    parts: partsAbout(song).map(({ name, channel, program, role, drums, notes }) => ({
      name,
      channel,
      program,
      role,
      drums,
      notes,
    })),
    beats: beats.map(({ seconds, downbeat }) => [seconds, downbeat ? 1 : 0]),
    bars: bars.map(({ seconds }) => seconds),
    chords: chords.map(({ seconds, duration, chord, numeral }) => ({
      at: seconds,
      for: duration,
      name: chord,
      numeral,
    })),
    keys: keys.map(({ seconds, key }) => ({ at: seconds, key })),
    sections: sections.map(({ seconds, duration, section }) => ({ at: seconds, for: duration, name: section })),
  };
  const text = new TextEncoder().encode(JSON.stringify(head));
  const padded = Math.ceil(text.length / 4) * 4;
  const count = song.notes.length;
  const bytes = new Uint8Array(4 + padded + count * 12);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, padded, true);
  bytes.fill(0x20, 4, 4 + padded);
  bytes.set(text, 4);
  const from = 4 + padded;
  const { onset, duration } = noteSeconds(song);
  const isDrum = drumFlags(song);
  const order = onsetOrder(song);
  for (let n = 0; n < count; n++) {
    const note = order[n]!;
    const info = song.notes.info[note]!;
    view.setFloat32(from + n * 4, onset[note]!, true);
    view.setFloat32(from + (count + n) * 4, duration[note]!, true);
    bytes[from + count * 8 + n] = pitchOf(info);
    bytes[from + count * 9 + n] = velocityOf(info);
    bytes[from + count * 10 + n] = Math.min(255, ofNote[note]!);
    bytes[from + count * 11 + n] = isDrum[note] === 1 ? drumBit : 0;
  }
  return bytes;
}
