/** Which notes are drums, on channel 10 or elsewhere. */
import { channelOf, pitchOf, programOf, type Song, view } from "./song.ts";
import { trackNames } from "./text.ts";
import { drumChannel } from "./views.ts";

/** Drum notes of a song. */
export interface Drums {
  /** Number of drum notes. */
  readonly count: number;
  /** Drum notes by pitch, 0-127. */
  readonly pitches: Int32Array;
}

/** GM programs from here to 118 are drums that play melodies; a file that means them by name says so. */
const drumNames =
  /\b(drums?|drumkit|drum ?kit|kit|percussion|perc|beats?|kick|snare|hi-?hats?|schlagzeug|batterie|bateria|bater[ií]a)\b/i;
/** The range in which the General MIDI kit has its pieces that every beat uses. */
const kitLow = 35;
const kitHigh = 59;
/** Share of notes in the kit's core that a track off channel 10 needs, and the most different pitches. */
const coreShare = 0.8;
const mostPitches = 12;
/** Hits are short: the median is below this part of a quarter. */
const shortHit = 0.55;
/** Kick and snare, without which notes in that range are a bass line. */
const kicks = [35, 36];
const snares = [37, 38, 39, 40];
/** Bass lines step about between neighbours; beats repeat few pitches. */
const fewestNotes = 8;

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
  const pitches = new Int32Array(128);
  let core = 0;
  for (let note = firstNote; note < firstNote + noteCount; note++) {
    const info = song.notes.info[note]!;
    if (channelOf(info) === drumChannel) return false;
    const pitch = pitchOf(info);
    pitches[pitch]! += 1;
    if (pitch >= kitLow && pitch <= kitHigh) core++;
  }
  const named = drumNames.test(trackNames(song)[track] ?? "");
  // A program that was chosen is an instrument, whatever the pitches; 0 is what nobody chose.
  if (!named && programOf(song.notes.info[firstNote]!) !== 0) return false;
  if (core < noteCount * coreShare) return false;
  if (named) return true;
  const different = pitches.reduce((sum, hits) => sum + (hits > 0 ? 1 : 0), 0);
  const hits = (wanted: readonly number[]): number => wanted.reduce((sum, pitch) => sum + pitches[pitch]!, 0);
  const beat = hits(kicks) >= noteCount * 0.05 && hits(snares) >= noteCount * 0.05;
  if (different > mostPitches || !beat) return false;
  const durations = song.notes.duration.slice(firstNote, firstNote + noteCount).sort();
  return durations[noteCount >> 1]! <= song.ticksPerQuarter * shortHit;
}
