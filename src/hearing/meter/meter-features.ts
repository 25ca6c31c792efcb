/** What the notes of a song say about its meter: how far onsets, lengths, basses and harmonies recur after each lag. */
import type { Song } from "../../midi/song.ts";
import { drumFlags } from "../drums/drum-view.ts";
import { bassLimit } from "./bass-limit.ts";

/** Places in a beat, which sixteenths and triplets share. */
const perBeat = 12;
/** Beats from the first onset that are looked at. */
const heard = 256;
/** Lags in beats: multiples of the bars of simple, compound and odd meters. */
const lags = [0.5, 0.75, 1, 1.5, 2, 2.5, 3, 3.5, 4, 4.5, 5, 6, 7, 8, 9, 10, 12, 16];
/** Onsets that count at one place, and basses; a length counts up to this many beats. */
const mostOnsets = 4;
const mostBasses = 2;
const longest = 4;
const kicks: readonly number[] = [35, 36];
const snares: readonly number[] = [38, 40];
/** Series: onsets, longest length, basses and kicks, backbeat (snares), new pitch classes in the bass and all voices. */
const series = 5;

/** Lengths of bars and beats, in quarters, whose lines are compared with the onsets of a clip. */
const lines = [1, 1.5, 2, 2.5, 3, 3.5, 4, 4.5, 5, 6] as const;
/** Of the series these are looked at on the lines: onsets, longest length, new pitch classes. */
const lined = [0, 1, 4] as const;
/** Beats from the file's start on whose lines count, and the length of a piece, in beats, at which they count half. */
const linedBeats = 32;
const halfShort = 16;
/** Pairs of onsets from which a recurrence is told apart from chance. */
const fewPairs = 4;

/** Number of features: each series at each lag and on each line, density, how short it is, and 1. */
export const meterFeatureCount = series * lags.length + (lined.length + 1) * lines.length + 3;

/** Working memory, reused from song to song: fresh arrays of this size would cost more than filling them. */
let values = new Float64Array(0);
let lowest = new Uint8Array(0);
let classes = new Uint16Array(0);
let filled = new Int32Array(0);

function reserve(places: number): void {
  if (lowest.length < places) {
    values = new Float64Array(places * series);
    lowest = new Uint8Array(places);
    classes = new Uint16Array(places);
    filled = new Int32Array(places);
  }
  values.fill(0, 0, places * series);
  lowest.fill(128, 0, places);
  classes.fill(0, 0, places);
}

/**
 * Autocorrelations (Toiviainen & Eerola, Autocorrelation in meter induction, 2006) of five series over the notes'
 * places, given in beats for each note of `song.notes`, each less the fewer onsets it is of. Only places with an onset are
 * multiplied. Then, less the longer the piece is, what lies on the lines of bars that begin where the file does. All
 * zero without notes.
 *
 * @param origin beat at which the file begins; undefined where beats were tracked.
 */
export function meterFeatures(song: Song, beatOf: Float64Array, origin?: number): Float64Array {
  const features = new Float64Array(meterFeatureCount);
  const { length, info } = song.notes;
  if (length === 0) return features;
  let first = Number.POSITIVE_INFINITY;
  for (let note = 0; note < length; note++) first = Math.min(first, beatOf[note]!);
  let last = 0;
  for (let note = 0; note < length; note++) {
    const beat = beatOf[note]! - first;
    if (beat <= heard && beat > last) last = beat;
  }
  const places = Math.round(last * perBeat) + perBeat;
  reserve(places);
  const low = bassLimit(song);
  const { duration } = song.notes;
  const isDrum = drumFlags(song);
  const quarter = song.ticksPerQuarter;
  let notes = 0;
  for (let note = 0; note < length; note++) {
    const place = ((beatOf[note]! - first) * perBeat + 0.5) | 0;
    if (place >= places) continue;
    notes++;
    const at = place * series;
    const pitch = info[note]! & 127;
    if (values[at]! < mostOnsets) values[at]! += 1;
    if (isDrum[note] === 1) {
      if (kicks.includes(pitch) && values[at + 2]! < mostBasses) values[at + 2]! += 1;
      if (snares.includes(pitch)) values[at + 3] = 1;
      continue;
    }
    const beats = duration[note]! / quarter;
    if (beats > values[at + 1]!) values[at + 1] = Math.min(beats, longest);
    if (pitch <= low && values[at + 2]! < mostBasses) values[at + 2]! += 1;
    if (pitch < lowest[place]!) lowest[place] = pitch;
    classes[place]! |= 1 << (pitch % 12);
  }
  addNovelty(places);
  correlate(places, features);
  const shortness = halfShort / (halfShort + last);
  if (origin !== undefined) addLines(places, Math.round((first - origin) * perBeat), shortness, features);
  features[meterFeatureCount - 3] = Math.log(notes / Math.max(1, last) + 1e-3);
  features[meterFeatureCount - 2] = shortness;
  features[meterFeatureCount - 1] = 1;
  return features;
}

/** How many pitch classes at each place were not heard in the last two beats, the lowest voice's counting twice. */
function addNovelty(places: number): void {
  const heardAt = new Int32Array(12).fill(-1000);
  for (let place = 0; place < places; place++) {
    const here = classes[place]!;
    if (here === 0) continue;
    let fresh = 0;
    for (let pitchClass = 0; pitchClass < 12; pitchClass++) {
      if ((here & (1 << pitchClass)) === 0) continue;
      if (place - heardAt[pitchClass]! > 2 * perBeat) fresh += pitchClass === lowest[place]! % 12 ? 2 : 1;
      heardAt[pitchClass] = place;
    }
    values[place * series + 4] = Math.min(longest, fresh);
  }
}

function correlate(places: number, features: Float64Array): void {
  const sums = new Float64Array(series);
  const squares = new Float64Array(series);
  let count = 0;
  for (let place = 0; place < places; place++) {
    if (values[place * series] === 0) continue;
    filled[count++] = place;
    for (let one = 0; one < series; one++) {
      const value = values[place * series + one]!;
      sums[one]! += value;
      squares[one]! += value * value;
    }
  }
  lags.forEach((beats, index) => {
    const lag = Math.round(beats * perBeat);
    if (lag >= places - 4) return;
    let [onsets, lengths, basses, snared, fresh] = [0, 0, 0, 0, 0];
    let pairs = 0;
    for (let n = 0; n < count && filled[n]! + lag < places; n++) {
      pairs++;
      const from = filled[n]! * series;
      const to = from + lag * series;
      if (values[to] === 0) continue;
      onsets += values[from]! * values[to]!;
      lengths += values[from + 1]! * values[to + 1]!;
      basses += values[from + 2]! * values[to + 2]!;
      snared += values[from + 3]! * values[to + 3]!;
      fresh += values[from + 4]! * values[to + 4]!;
    }
    const products = [onsets, lengths, basses, snared, fresh];
    const reliability = pairs / (pairs + fewPairs);
    for (let one = 0; one < series; one++) {
      const mean = sums[one]! / places;
      const variance = squares[one]! / places - mean * mean;
      if (variance <= 1e-9) continue;
      features[one * lags.length + index] = (reliability * (products[one]! / (places - lag) - mean * mean)) / variance;
    }
  });
}

/** How much more than elsewhere begins on the lines of each length of bar, from the file's start on. */
function addLines(places: number, from: number, shortness: number, features: Float64Array): void {
  const base = series * lags.length;
  const end = Math.min(places, linedBeats * perBeat);
  for (let index = 0; index < lines.length; index++) {
    const step = lines[index]! * perBeat;
    let hits = 0;
    let count = 0;
    for (let place = (step - (from % step)) % step; place < end; place += step, count++) {
      if (values[place * series]! > 0) hits++;
    }
    if (count > 1) features[base + lined.length * lines.length + index] = (shortness * hits) / count;
  }
  for (let one = 0; one < lined.length; one++) {
    let sum = 0;
    for (let place = 0; place < end; place++) sum += values[place * series + lined[one]!]!;
    if (sum === 0) continue;
    for (let index = 0; index < lines.length; index++) {
      const step = lines[index]! * perBeat;
      let onLines = 0;
      let count = 0;
      for (let place = (step - (from % step)) % step; place < end; place += step) {
        onLines += values[place * series + lined[one]!]!;
        count++;
      }
      if (count > 1) features[base + one * lines.length + index] = (shortness * onLines) / sum;
    }
  }
}
