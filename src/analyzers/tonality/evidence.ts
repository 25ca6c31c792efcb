/** What speaks for one key: the histograms of a song, seen from the key's tonic, as one vector. */
import { type WindowChroma, windowChroma } from "../../midi/chroma.ts";
import { type Song, view } from "../../midi/song.ts";
import { type TonalHistograms, tonalHistograms } from "./histograms.ts";
import { type Stretch, scaleStretches } from "./scales.ts";

type Histogram = Exclude<keyof TonalHistograms, "chords" | "changes">;

/** Histograms that are centred and scaled to length 1, as they are and of their square roots, which tell rare notes. */
const whole: readonly Histogram[] = [
  "durations",
  "presence",
  "basses",
  "firstThird",
  "beginning",
  "beginningBasses",
  "home",
  "homeBasses",
];
const roots: readonly Histogram[] = ["durations", "presence", "basses", "home"];
/** Histograms of single moments: shares, scaled down, so that regularisation keeps their weights small. */
const moments: readonly Histogram[] = ["firstBass", "opening", "lastBass", "lastTop", "lastSonority", "close"];
const momentScale = 0.15;
/** Shares of chords and of their changes are spread over 24 and 576 bins: scaled up. */
const chordScale = 2;

/** Names of the rotating parts of the vector, 12 values each, in order. */
export const evidenceParts: readonly string[] = [
  ...whole,
  ...roots.map((name) => `sqrt ${name}`),
  ...moments,
  "major triads",
  "minor triads",
];
const rotating = evidenceParts.length;
const changesAt = rotating * 12;
/** Length of a key's vector: the rotating parts, changes to the tonic's triad (24) and from it (24), the song's length. */
export const evidenceLength = changesAt + 48 + 1;

/** Windows of a song of middle length, and the number of doublings away from it that count. */
const middleWindows = 150;
const mostDoublings = 2;

/** Evidence of a song before a key is assumed: each rotating part twice in a row, so that any tonic reads on. */
export interface Evidence {
  readonly parts: Float64Array;
  readonly changes: Float64Array;
  /** Length of the song from -1 (short) to 1 (long). */
  readonly size: number;
}

/** Evidence of a song; undefined without pitched notes. */
export const evidence: (song: Song) => Evidence | undefined = view((song) => {
  const stretches = scaleStretches(song);
  return stretches.length > 0 ? evidenceOf(windowChroma(song), stretches) : undefined;
});

/** Evidence of some stretches of a song, the first of which is home. */
export function evidenceOf(windows: WindowChroma, stretches: readonly Stretch[]): Evidence {
  const histograms = tonalHistograms(windows, stretches, stretches[0]?.scale ?? 0);
  const parts = new Float64Array(rotating * 24);
  let at = 0;
  const put = (values: Float64Array): void => {
    parts.set(values, at);
    parts.set(values, at + 12);
    at += 24;
  };
  for (const name of whole) put(unit(histograms[name]));
  for (const name of roots) put(unit(histograms[name].map(Math.sqrt)));
  for (const name of moments) put(shares(histograms[name], momentScale));
  const chords = shares(histograms.chords, chordScale);
  put(chords.subarray(0, 12));
  put(chords.subarray(12));
  const length = (stretches.at(-1)?.to ?? 1) - (stretches[0]?.from ?? 0);
  const doublings = Math.log2(length / middleWindows) / mostDoublings;
  return { parts, changes: shares(histograms.changes, chordScale), size: Math.max(-1, Math.min(1, doublings)) };
}

/** Writes the vector of one key (mode * 12 + tonic) to `out`. */
export function seenFrom(
  { parts, changes, size }: Evidence,
  key: number,
  out: Float64Array | Float32Array,
  at = 0,
): void {
  const tonic = key % 12;
  let to = at;
  for (let part = tonic; part < parts.length; part += 24) {
    for (let degree = 0; degree < 12; degree++) out[to++] = parts[part + degree]!;
  }
  for (let mode = 0; mode < 24; mode += 12) {
    for (let degree = 0; degree < 12; degree++) {
      const chord = mode + ((degree + tonic) % 12);
      out[to] = changes[chord * 24 + key]!;
      out[to + 24] = changes[key * 24 + chord]!;
      to++;
    }
  }
  out[to + 24] = key < 12 ? 0 : size;
}

function unit(values: Float64Array): Float64Array {
  let mean = 0;
  for (const value of values) mean += value / 12;
  let squares = 0;
  for (const value of values) squares += (value - mean) ** 2;
  const length = Math.sqrt(squares);
  return length > 0 ? values.map((value) => (value - mean) / length) : new Float64Array(12);
}

function shares(values: Float64Array, scale: number): Float64Array {
  let sum = 0;
  for (const value of values) sum += value;
  return sum > 0 ? values.map((value) => (value * scale) / sum) : values;
}
