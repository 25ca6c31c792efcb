/** Shows the notes of a song as lines, so that a test reads like the notes. */
import { channelOf, pitchOf, programOf, type Song, velocityOf } from "../../src/midi/song.ts";

const letters = ["C", "C#", "D", "D#", "E", "F", "F#", "G", "G#", "A", "A#", "B"];

/** `C4 0+96` for each note: pitch, onset and duration in ticks. */
export const notesOf = ({ notes }: Song): string[] =>
  Array.from(notes.info, (info, note) => {
    const pitch = pitchOf(info);
    return `${letters[pitch % 12]}${Math.floor(pitch / 12) - 1} ${notes.onset[note]}+${notes.duration[note]}`;
  });

/** `channel:velocity:program` of each note. */
export const soundsOf = ({ notes }: Song): string[] =>
  Array.from(notes.info, (info) => `${channelOf(info)}:${velocityOf(info)}:${programOf(info)}`);

/** `code@offset` of each diagnosis, with `/track` inside a track and `*count` past one. */
export const damageOf = ({ diagnoses }: Song): string[] =>
  diagnoses.map(
    ({ code, offset, track, count }) =>
      `${code}@${offset}${track < 0 ? "" : `/${track}`}${count > 1 ? `*${count}` : ""}`,
  );
