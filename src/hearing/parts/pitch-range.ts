/** Pitch range: the lowest and highest note that is not a drum. */
import { pitchOf, type Song } from "../../midi/song.ts";
import { drumFlags } from "../drums/drum-view.ts";

/** MIDI pitches; null when there is no pitched note. */
export function pitchRange(song: Song): { readonly low: number | null; readonly high: number | null } {
  const isDrum = drumFlags(song);
  let low = 128;
  let high = -1;
  for (let note = 0; note < song.notes.length; note++) {
    if (isDrum[note] === 1) continue;
    const pitch = pitchOf(song.notes.info[note]!);
    if (pitch < low) low = pitch;
    if (pitch > high) high = pitch;
  }
  return high < 0 ? { low: null, high: null } : { low, high };
}
