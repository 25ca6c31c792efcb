/** Windowed chroma: how long each pitch class sounds in each half second, and the lowest and the highest pitch there. */

import { pitchOf, type Song, view } from "../../midi/song.ts";
import { noteSeconds } from "../../midi/tempo.ts";
import { drumFlags } from "../drums/drum-view.ts";
import { windowTriads } from "./window-triads.ts";

/** Length of a window: about a beat, so that most windows hold one chord. */
const windowSeconds = 0.5;
/** A file that lasts longer than this many windows (an hour) has longer windows. */
const mostWindows = 7200;
/** A held note is heard for at most so long: a stuck or forgotten note is no music. */
const longestSeconds = 4;
/** A note of no duration is heard for so long. */
const shortestSeconds = 0.03;
/** A note that covers less of a window than this part is a neighbour's end, not its bass or top. */
const edgeShare = 0.2;
/** Less of a note than this part of a window is dropped: ends that overlap. */
const leastShare = 0.05;
/** Shares are multiples of 2^-12, so that sums of them are exact: the order of tracks changes nothing. */
const shareSteps = 4096;
/** No note sounds in a window. */
export const noPitch = 128;

/** Chroma of a song in windows of equal length; drums, also those off channel 10, are left out. */
export interface WindowChroma {
  /** Number of windows; 0 without pitched notes. */
  readonly length: number;
  /** Where the first window begins, in seconds: at the first pitched note. */
  readonly start: number;
  /** Length of a window in seconds. */
  readonly seconds: number;
  /** `length` rows of 12: windows that each pitch class (0 = C) sounds, added over the notes. */
  readonly chroma: Float32Array;
  /** Lowest pitch of each window, `noPitch` in silence. */
  readonly bass: Uint8Array;
  /** Highest pitch of each window, 0 in silence. */
  readonly top: Uint8Array;
  /** Best triad of each window: root + 12 if minor, `noTriad` in silence. */
  readonly triad: Uint8Array;
}

/** Windowed chroma of a song. */
export const windowChroma: (song: Song) => WindowChroma = view((song) => {
  const { info } = song.notes;
  const { onset, duration } = noteSeconds(song);
  const isDrum = drumFlags(song);
  let start = Number.POSITIVE_INFINITY;
  let end = 0;
  for (let n = 0; n < song.tracks.length; n++) {
    const { firstNote, noteCount } = song.tracks[n]!;
    for (let note = firstNote; note < firstNote + noteCount; note++) {
      if (isDrum[note] === 1) continue;
      const begin = onset[note]!;
      if (begin < start) start = begin;
      const stop = begin + heard(duration[note]!);
      if (stop > end) end = stop;
    }
  }
  if (end === 0) {
    const none = new Uint8Array(0);
    return {
      length: 0,
      start: 0,
      seconds: windowSeconds,
      chroma: new Float32Array(0),
      bass: none,
      top: none,
      triad: none,
    };
  }
  const seconds = Math.max(windowSeconds, (end - start) / mostWindows);
  const length = Math.max(1, Math.ceil((end - start) / seconds));
  const chroma = new Float32Array(length * 12);
  const bass = new Uint8Array(length).fill(noPitch);
  const top = new Uint8Array(length);
  for (let n = 0; n < song.tracks.length; n++) {
    const { firstNote, noteCount } = song.tracks[n]!;
    for (let note = firstNote; note < firstNote + noteCount; note++) {
      const packed = info[note]!;
      if (isDrum[note] === 1) continue;
      const pitch = pitchOf(packed);
      const pitchClass = pitch % 12;
      const from = (onset[note]! - start) / seconds;
      const to = from + heard(duration[note]!) / seconds;
      const last = Math.min(length - 1, Math.floor(to));
      for (let at = Math.floor(from); at <= last; at++) {
        const share = Math.min(to, at + 1) - Math.max(from, at);
        if (share <= leastShare) continue;
        chroma[at * 12 + pitchClass]! += Math.floor(share * shareSteps + 0.5) / shareSteps;
        if (share <= edgeShare) continue;
        if (pitch < bass[at]!) bass[at] = pitch;
        if (pitch > top[at]!) top[at] = pitch;
      }
    }
  }
  return { length, start, seconds, chroma, bass, top, triad: windowTriads(chroma, bass, noPitch) };
});

const heard = (seconds: number): number => Math.min(longestSeconds, Math.max(shortestSeconds, seconds));
