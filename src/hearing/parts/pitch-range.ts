/** Pitch range: the lowest and highest note that is not a drum. */
import { channelOf, pitchOf, type Song } from "../../midi/song.ts";
import { drumChannel } from "../views.ts";

/** MIDI pitches; null when there is no pitched note. */
export function pitchRange(song: Song): { readonly low: number | null; readonly high: number | null } {
  let low = 128;
  let high = -1;
  for (let note = 0; note < song.notes.length; note++) {
    const info = song.notes.info[note]!;
    if (channelOf(info) === drumChannel) continue;
    const pitch = pitchOf(info);
    if (pitch < low) low = pitch;
    if (pitch > high) high = pitch;
  }
  return high < 0 ? { low: null, high: null } : { low, high };
}
