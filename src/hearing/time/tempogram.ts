/**
 * A tempogram: how strongly onsets recur at each tempo, by the spectra of stretches of a song (Grosche, Müller and Kurth,
 * Cyclic tempogram, 2010). Stretches are added up by strength alone, so that beats may drift from one to the next.
 */
import FFT from "fft.js";
import type { WeightedOnsets } from "./lag-histogram.ts";

/** Samples of onset strength a second, and the deviation of an onset in samples: 24 ms. */
const rate = 50;
const blur = 1.2;
/** Samples of a stretch, from one to the next, and of its spectrum, which zeros make finer: 10 s, 5 s, 0.05 Hz. */
const stretch = 512;
const hop = 256;
const size = 1024;
/** How much multiples of a tempo count for it, and its half: beats are divided, and bars are made of them. */
const multiples = [
  [1, 1],
  [2, 0.7],
  [3, 0.4],
  [4, 0.4],
  [1 / 2, 0.5],
] as const;
/** Ratio of successive beat lengths that are looked at. */
const step = 1.01;

/** What a spectrum needs, made at first use: most runs of the command hear nothing. */
let made: ReturnType<typeof makeTools> | undefined;
function makeTools() {
  const fft = new FFT(size);
  const spectrum: number[] = fft.createComplexArray();
  const samples: number[] = new Array(size).fill(0);
  const bell = Float64Array.from({ length: stretch }, (_, n) => 0.5 - 0.5 * Math.cos((2 * Math.PI * n) / stretch));
  return { fft, spectrum, samples, bell };
}

/** Beat lengths that are peaks of a tempogram, the strongest first, with their strength in parts of the strongest. */
export interface TempogramPeaks {
  /** Seconds. */
  readonly period: readonly number[];
  readonly strength: readonly number[];
}

/** Peaks among beats that last from one to another number of seconds; empty where none stands out. */
export function tempogramPeaks(onsets: WeightedOnsets, shortest: number, longest: number): TempogramPeaks {
  const strengths = tempogram(onsets);
  const strengthAt = (frequency: number): number => {
    const place = (frequency * size) / rate;
    const bin = Math.floor(place);
    return strengths[bin]! * (1 - (place - bin)) + strengths[bin + 1]! * (place - bin);
  };
  const steps = Math.floor(Math.log(longest / shortest) / Math.log(step)) + 1;
  const periods = Array.from({ length: steps }, (_, n) => shortest * step ** n);
  const sums = periods.map((period) => multiples.reduce((sum, [by, part]) => sum + part * strengthAt(by / period), 0));
  const peaks = sums.flatMap((sum, n) => (n > 0 && sum >= sums[n - 1]! && sum > (sums[n + 1] ?? sum) ? [n] : []));
  peaks.sort((a, b) => sums[b]! - sums[a]!);
  return {
    period: peaks.map((n) => periods[n]!),
    strength: peaks.map((n) => sums[n]! / sums[peaks[0]!]!),
  };
}

/** Magnitude at each frequency, summed over stretches, each in parts of its own energy. */
function tempogram({ length, seconds, weight }: WeightedOnsets): Float64Array {
  made ??= makeTools();
  const { fft, spectrum, samples, bell } = made;
  const onsets = onsetStrength({ length, seconds, weight });
  const mean = onsets.reduce((sum, one) => sum + one, 0) / onsets.length;
  const sums = new Float64Array(size / 2);
  for (let from = 0; from + stretch <= onsets.length; from += hop) {
    for (let n = 0; n < stretch; n++) samples[n] = (onsets[from + n]! - mean) * bell[n]!;
    fft.realTransform(spectrum, samples);
    let energy = 1e-9;
    for (let bin = 1; bin < sums.length; bin++) energy += spectrum[2 * bin]! ** 2 + spectrum[2 * bin + 1]! ** 2;
    for (let bin = 0; bin < sums.length; bin++) {
      sums[bin]! += Math.sqrt((spectrum[2 * bin]! ** 2 + spectrum[2 * bin + 1]! ** 2) / energy);
    }
  }
  return sums;
}

/** Weights of onsets as a signal, half a stretch of silence before the first one and behind the last. */
function onsetStrength({ length, seconds, weight }: WeightedOnsets): Float64Array {
  const begin = seconds[0]! - stretch / rate / 2;
  const signal = new Float64Array(Math.ceil((seconds[length - 1]! - begin) * rate) + stretch);
  for (let onset = 0; onset < length; onset++) {
    const place = (seconds[onset]! - begin) * rate;
    const middle = Math.floor(place);
    for (let at = middle - 2; at <= middle + 3; at++) {
      signal[at]! += weight[onset]! * Math.exp(-0.5 * ((at - place) / blur) ** 2);
    }
  }
  return signal;
}
