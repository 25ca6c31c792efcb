/** Histograms that tell a song's key: pitch classes, basses, chords and their changes, how it begins and how it ends. */
import { noPitch, type WindowChroma, windowChroma } from "../../midi/chroma.ts";
import { drumTracks } from "../../midi/drum-view.ts";
import { channelOf, pitchOf, type Song, view } from "../../midi/song.ts";
import { noteSeconds } from "../../midi/tempo.ts";
import { drumChannel } from "../../midi/views.ts";
import { blockChroma, blockWindows, homeBlocks } from "./home-scale.ts";

/** A note counts for so many seconds at most, and for so many at least. */
const longestSeconds = 4;
const shortestSeconds = 0.01;
/** A pitch class that sounds for less of a window is not present in it. */
const presentShare = 0.15;
/** Notes that begin so close to the first onset belong to the first sonority. */
const firstSeconds = 0.08;
/** Notes that end so close to the last end, or begin so close to the last onset, belong to the last sonority. */
const lastEndSeconds = 0.25;
const lastOnsetSeconds = 0.08;
/** Windows that make the opening and the close. */
const edgeWindows = 4;
/** The beginning fades by e in so many seconds. */
const beginningSeconds = 20;
/** What the bass adds to the chord that has it as root, as a part of all that sounds in the window. */
const bassBonus = 0.3;

/** Histograms of the pitched notes. Index 0 is C; chords are root + 12 if minor. */
export interface TonalHistograms {
  readonly durations: Float64Array;
  /** In how many windows each pitch class is present. */
  readonly presence: Float64Array;
  readonly basses: Float64Array;
  /** Durations in the first third of the windows, and fading from the beginning. */
  readonly firstThird: Float64Array;
  readonly beginning: Float64Array;
  readonly beginningBasses: Float64Array;
  /** Durations and basses in the stretches of the home scale. */
  readonly home: Float64Array;
  readonly homeBasses: Float64Array;
  /** Best triad of each window. */
  readonly chords: Float64Array;
  /** 24 rows of 24: how often one triad (row) goes to another. */
  readonly changes: Float64Array;
  readonly firstBass: Float64Array;
  readonly opening: Float64Array;
  readonly lastBass: Float64Array;
  readonly lastTop: Float64Array;
  readonly lastSonority: Float64Array;
  readonly close: Float64Array;
}

/** Histograms of a song; undefined without pitched notes. */
export const tonalHistograms: (song: Song) => TonalHistograms | undefined = view((song) => {
  const windows = windowChroma(song);
  if (windows.length === 0) return undefined;
  const twelve = (): Float64Array => new Float64Array(12);
  const made: TonalHistograms = {
    durations: twelve(),
    presence: twelve(),
    basses: twelve(),
    firstThird: twelve(),
    beginning: twelve(),
    beginningBasses: twelve(),
    home: twelve(),
    homeBasses: twelve(),
    chords: new Float64Array(24),
    changes: new Float64Array(576),
    firstBass: twelve(),
    opening: twelve(),
    lastBass: twelve(),
    lastTop: twelve(),
    lastSonority: twelve(),
    close: twelve(),
  };
  addNotes(song, windows.start, made);
  addWindows(windows, made);
  addChords(windows, made);
  return made;
});

function addNotes(song: Song, start: number, made: TonalHistograms): void {
  const { info } = song.notes;
  const { onset, duration } = noteSeconds(song);
  const drums = drumTracks(song);
  let lastOnset = -1;
  let lastEnd = -1;
  let first = noPitch;
  for (let n = 0; n < song.tracks.length; n++) {
    if (drums[n] === 1) continue;
    const { firstNote, noteCount } = song.tracks[n]!;
    for (let note = firstNote; note < firstNote + noteCount; note++) {
      const packed = info[note]!;
      if (channelOf(packed) === drumChannel) continue;
      const pitch = pitchOf(packed);
      const begin = onset[note]!;
      const seconds = Math.min(longestSeconds, Math.max(shortestSeconds, duration[note]!));
      made.durations[pitch % 12]! += seconds;
      if (begin > lastOnset) lastOnset = begin;
      if (begin + seconds > lastEnd) lastEnd = begin + seconds;
      if (pitch < first && begin <= start + firstSeconds) first = pitch;
    }
  }
  let low = noPitch;
  let high = 0;
  for (let n = 0; n < song.tracks.length; n++) {
    if (drums[n] === 1) continue;
    const { firstNote, noteCount } = song.tracks[n]!;
    // Notes of a track are in order of onset, and none is heard for longer than it counts.
    for (let note = firstNote + noteCount - 1; note >= firstNote; note--) {
      const begin = onset[note]!;
      if (begin < lastEnd - longestSeconds - lastEndSeconds && begin < lastOnset - lastOnsetSeconds) break;
      const packed = info[note]!;
      if (channelOf(packed) === drumChannel) continue;
      const end = begin + Math.min(longestSeconds, duration[note]!);
      if (begin < lastOnset - lastOnsetSeconds && end < lastEnd - lastEndSeconds) continue;
      const pitch = pitchOf(packed);
      if (pitch < low) low = pitch;
      if (pitch > high) high = pitch;
      made.lastSonority[pitch % 12] = 1;
    }
  }
  made.firstBass[first % 12] = 1;
  made.lastBass[low % 12] = 1;
  made.lastTop[high % 12] = 1;
}

function addWindows(windows: WindowChroma, made: TonalHistograms): void {
  const { length, seconds, chroma, bass } = windows;
  const atHome = homeBlocks(blockChroma(windows));
  const third = length / 3;
  const fade = Math.exp(-seconds / beginningSeconds);
  let weight = 1;
  for (let window = 0; window < length; window++) {
    const row = window * 12;
    const home = atHome[Math.floor(window / blockWindows)] === 1;
    for (let pitchClass = 0; pitchClass < 12; pitchClass++) {
      const share = chroma[row + pitchClass]!;
      if (share === 0) continue;
      if (share > presentShare) made.presence[pitchClass]! += 1;
      if (window < third) made.firstThird[pitchClass]! += share;
      made.beginning[pitchClass]! += weight * share;
      if (home) made.home[pitchClass]! += share;
    }
    const low = bass[window]!;
    if (low !== noPitch) {
      made.basses[low % 12]! += 1;
      made.beginningBasses[low % 12]! += weight;
      if (home) made.homeBasses[low % 12]! += 1;
    }
    weight *= fade;
  }
}

function addChords({ length, chroma, bass }: WindowChroma, made: TonalHistograms): void {
  let before = -1;
  let opened = 0;
  const closing: number[] = [];
  for (let window = 0; window < length; window++) {
    const row = window * 12;
    const chord = bestTriad(chroma, row, bass[window]!);
    if (chord < 0) continue;
    made.chords[chord]! += 1;
    if (before >= 0 && before !== chord) made.changes[before * 24 + chord]! += 1;
    before = chord;
    if (opened++ < edgeWindows) addPresent(chroma, row, made.opening);
    closing.push(row);
    if (closing.length > edgeWindows) closing.shift();
  }
  for (const row of closing) addPresent(chroma, row, made.close);
}

function addPresent(chroma: Float32Array, row: number, histogram: Float64Array): void {
  for (let pitchClass = 0; pitchClass < 12; pitchClass++) {
    if (chroma[row + pitchClass]! > presentShare) histogram[pitchClass]! += 1;
  }
}

/** The major or minor triad that covers most of what sounds in a window; -1 in silence. */
function bestTriad(chroma: Float32Array, row: number, low: number): number {
  let all = 0;
  for (let pitchClass = 0; pitchClass < 12; pitchClass++) all += chroma[row + pitchClass]!;
  if (all === 0) return -1;
  const bassRoot = low === noPitch ? -1 : low % 12;
  let best = 0;
  let most = -1;
  for (let root = 0; root < 12; root++) {
    const fifth = root < 5 ? root + 7 : root - 5;
    const bare = chroma[row + root]! + chroma[row + fifth]! + (root === bassRoot ? (bassBonus * all) / 2 : 0);
    const major = bare + chroma[row + (root < 8 ? root + 4 : root - 8)]!;
    const minor = bare + chroma[row + (root < 9 ? root + 3 : root - 9)]!;
    if (major > most) {
      most = major;
      best = root;
    }
    if (minor > most) {
      most = minor;
      best = root + 12;
    }
  }
  return best;
}
