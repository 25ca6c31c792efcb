/** Which notes are drums, on channel 10 or elsewhere. */

import { channelOf, pitchOf, programOf, type Song, view } from "../../midi/song.ts";
import { trackNames } from "../../midi/text.ts";
import { drumChannel } from "../views.ts";
import { drumLikeness } from "./drum-likeness.ts";

/** Drum notes of a song. */
export interface Drums {
  /** Number of drum notes. */
  readonly count: number;
  /** Drum notes by pitch, 0-127. */
  readonly pitches: Int32Array;
}

/** Names of drum tracks. */
const drumNames =
  /\b(drums?|drumkit|drum ?kit|kit|percussion|perc|beats?|kick|snare|hi-?hats?|schlagzeug|batterie|bateria|bater[ií]a)\b/i;
/** Fewer notes look like anything. */
const fewestNotes = 4;
/**
 * Likeness that a track needs: with a name that says so, alone in its file as drum loops are, and among others, where
 * drums mostly have their channel.
 */
const namedLikeness = 0.2;
const aloneLikeness = 0.55;
const amongLikeness = 0.8;

/** One entry a track: 1 where all of it is drums although it is not on channel 10, by its name or by what it plays. */
export const drumTracks: (song: Song) => Uint8Array = view((song) =>
  Uint8Array.from(song.tracks, (_, track) => (offChannel(song, track) ? 1 : 0)),
);

/** Drum notes of a song: all of channel 10, and tracks that are drums by name, or by what they play. */
export const drums: (song: Song) => Drums = view((song) => {
  const pitches = new Int32Array(128);
  const wholes = drumTracks(song);
  let count = 0;
  for (let n = 0; n < song.tracks.length; n++) {
    const { firstNote, noteCount } = song.tracks[n]!;
    const whole = wholes[n] === 1;
    for (let note = firstNote; note < firstNote + noteCount; note++) {
      const info = song.notes.info[note]!;
      if (!whole && channelOf(info) !== drumChannel) continue;
      pitches[pitchOf(info)]! += 1;
      count++;
    }
  }
  return { count, pitches };
});

/** True for a track that plays drums although it is not on channel 10, as most drum loops of sample packs do. */
function offChannel(song: Song, track: number): boolean {
  const { firstNote, noteCount } = song.tracks[track]!;
  if (noteCount < fewestNotes) return false;
  const named = drumNames.test(trackNames(song)[track] ?? "");
  // A program that was chosen is an instrument, whatever the pitches; 0 is what nobody chose.
  if (!named && programOf(song.notes.info[firstNote]!) !== 0) return false;
  for (let note = firstNote; note < firstNote + noteCount; note++) {
    if (channelOf(song.notes.info[note]!) === drumChannel) return false;
  }
  const isAlone = song.tracks.every((other) => other.noteCount === 0 || other === song.tracks[track]);
  return drumLikeness(song, track) > (named ? namedLikeness : isAlone ? aloneLikeness : amongLikeness);
}
