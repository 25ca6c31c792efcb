/** Which notes are basses, by their rank among the notes of a song, so that a transposed song has the same ones. */
import { pitchOf, type Song, view } from "../../midi/song.ts";
import { drumFlags } from "../drums/drum-view.ts";

/** Basses are the lowest quarter of the notes, and what lies at most a whole tone above it. */
const bassShare = 0.25;
const above = 2;

/** Highest pitch of the basses of a song. */
export const bassLimit: (song: Song) => number = view((song) => {
  const { notes } = song;
  const isDrum = drumFlags(song);
  const count = new Int32Array(128);
  let all = 0;
  for (let note = 0; note < notes.length; note++) {
    if (isDrum[note] === 1) continue;
    count[pitchOf(notes.info[note]!)]! += 1;
    all++;
  }
  let pitch = 0;
  for (let sum = count[0]!; sum < all * bassShare; sum += count[pitch]!) pitch++;
  return pitch + above;
});
