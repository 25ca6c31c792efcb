/** Complexity: one number for how much a listener has to follow. */
import type { Song } from "../../midi/song.ts";
import { drums } from "../drums/drum-view.ts";
import { chroma, lastNoteEnd, onsetOrder } from "../views.ts";
import { polyphony } from "./polyphony.ts";

/** Onsets closer than this part of a quarter are one chord. */
const together = 1 / 16;
/** Where each part of the formula counts in full. */
const full = { pitchEntropy: Math.log2(12), rhythmEntropy: 3, densityPerQuarter: 8, polyphony: 8 };
/** Inter-onset intervals are told apart in 24ths of a quarter, which triplets and sixteenths share; longer ones are one. */
const rhythmClasses = 64;

/**
 * 25 points each for: the entropy of the pitch classes (of log2 12 bits), the entropy of the inter-onset intervals (of
 * 3 bits, intervals in 24ths of a quarter), onsets in a quarter note (of 8), and mean polyphony (of 8 notes). It counts
 * in quarters and ticks only, so a wrong or missing tempo does not change it. Null without notes. No published truth
 * exists for it; it orders files, and is no measure of worth.
 */
export function complexityOf(song: Song): number | null {
  const { length, onset } = song.notes;
  if (length === 0) return null;
  const order = onsetOrder(song);
  const intervals = new Float64Array(rhythmClasses);
  const gap = song.ticksPerQuarter * together;
  let onsets = 0;
  let before = Number.NEGATIVE_INFINITY;
  for (let n = 0; n < length; n++) {
    const at = onset[order[n] as number] as number;
    if (at - before < gap && onsets > 0) continue;
    if (onsets > 0) {
      const parts = Math.round(((at - before) * 24) / song.ticksPerQuarter);
      intervals[Math.min(rhythmClasses - 1, parts)]! += 1;
    }
    before = at;
    onsets++;
  }
  const quarters = Math.max(1, lastNoteEnd(song).ticks / song.ticksPerQuarter);
  const pitches = chroma(song).some((value) => value > 0) ? chroma(song) : drums(song).pitches;
  const parts = [
    entropy(pitches) / full.pitchEntropy,
    entropy(intervals) / full.rhythmEntropy,
    onsets / quarters / full.densityPerQuarter,
    polyphony(song).mean / full.polyphony,
  ];
  return parts.reduce((sum, part) => sum + 25 * Math.min(1, part), 0);
}

/** Shannon entropy of a histogram in bits. */
function entropy(histogram: Float64Array | Int32Array): number {
  let total = 0;
  for (const value of histogram) total += value;
  let bits = 0;
  for (const value of histogram) if (value > 0) bits -= (value / total) * Math.log2(value / total);
  return bits;
}
