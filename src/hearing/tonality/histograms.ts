/** Histograms that tell a song's key: pitch classes, basses, chords and their changes, how it begins and how it ends. */
import { noPitch, type WindowChroma } from "./chroma.ts";
import type { Stretch } from "./scales.ts";
import { noTriad } from "./window-triads.ts";

/** A pitch class that sounds for less of a window is not present in it. */
const presentShare = 0.15;
/** Windows that make the opening and the close. */
const edgeWindows = 4;
/** The beginning fades by e in so many seconds. */
const beginningSeconds = 20;

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

/** Histograms of some stretches of a song, of which those in `home` are its home; one stretch is its own home. */
export function tonalHistograms(windows: WindowChroma, stretches: readonly Stretch[], home: number): TonalHistograms {
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
  const first = stretches[0]?.from ?? 0;
  const end = stretches.at(-1)?.to ?? 0;
  for (const { from, to, scale } of stretches) addWindows(windows, from, to, first, end, scale === home, made);
  addChords(windows, first, end, made);
  return made;
}

function addWindows(
  { seconds, chroma, bass }: WindowChroma,
  from: number,
  to: number,
  first: number,
  end: number,
  home: boolean,
  made: TonalHistograms,
): void {
  const { durations, presence, basses, beginning, beginningBasses } = made;
  // Sums of shares are exact: what a part of the windows adds is a difference.
  if (home) addTo(made.home, durations, -1);
  if (home) addTo(made.homeBasses, basses, -1);
  const third = Math.ceil(first + (end - first) / 3);
  const fade = Math.exp(-seconds / beginningSeconds);
  let weight = fade ** (from - first);
  for (let window = from; window < to; window++) {
    if (window === third) made.firstThird.set(durations);
    const row = window * 12;
    for (let pitchClass = 0; pitchClass < 12; pitchClass++) {
      const share = chroma[row + pitchClass]!;
      if (share === 0) continue;
      durations[pitchClass]! += share;
      if (share > presentShare) presence[pitchClass]! += 1;
      beginning[pitchClass]! += weight * share;
    }
    const low = bass[window]!;
    if (low !== noPitch) {
      basses[low % 12]! += 1;
      beginningBasses[low % 12]! += weight;
    }
    weight *= fade;
  }
  if (third === to) made.firstThird.set(durations);
  if (home) addTo(made.home, durations, 1);
  if (home) addTo(made.homeBasses, basses, 1);
}

/** Adds one histogram of twelve to another, or takes it off. */
function addTo(to: Float64Array, other: Float64Array, sign: number): void {
  for (let n = 0; n < 12; n++) to[n]! += sign * other[n]!;
}

function addChords({ chroma, bass, top, triad }: WindowChroma, from: number, to: number, made: TonalHistograms): void {
  const { chords, changes } = made;
  let before = -1;
  let opened = 0;
  for (let window = from; window < to; window++) {
    const chord = triad[window]!;
    if (chord === noTriad) continue;
    chords[chord]! += 1;
    if (before >= 0 && before !== chord) changes[before * 24 + chord]! += 1;
    before = chord;
    if (opened < edgeWindows) {
      if (opened === 0 && bass[window] !== noPitch) made.firstBass[bass[window]! % 12] = 1;
      opened++;
      addPresent(chroma, window, made.opening);
    }
  }
  let closed = 0;
  for (let window = to - 1; window >= from && closed < edgeWindows; window--) {
    if (triad[window] === noTriad) continue;
    addPresent(chroma, window, made.close);
    if (closed++ > 0) continue;
    addPresent(chroma, window, made.lastSonority);
    if (bass[window] === noPitch) continue;
    made.lastBass[bass[window]! % 12] = 1;
    made.lastTop[top[window]! % 12] = 1;
  }
}

function addPresent(chroma: Float32Array, window: number, histogram: Float64Array): void {
  for (let pitchClass = 0; pitchClass < 12; pitchClass++) {
    if (chroma[window * 12 + pitchClass]! > presentShare) histogram[pitchClass]! += 1;
  }
}
