/**
 * Decoding of beat chroma into major and minor triads: a chain of 24 triads and "no chord" (a conditional random field,
 * Lafferty et al. 2001), whose weights are learned as one and are the same for every root. A change costs by its place
 * in the bar. Decoding a larger vocabulary at once loses 5 to 6 points on triads; qualities are told apart afterwards.
 */
import { type ChordWeights, classes, noChord, weightsAt } from "./chord-features.ts";

/** Where the bars are. */
export interface Bars {
  /** Index of the first downbeat. */
  readonly firstDownbeat: number;
  readonly beatsPerBar: number;
}

/** Places in the bar at which changes have their own costs: downbeat, middle, elsewhere. */
export function placesOf({ firstDownbeat, beatsPerBar }: Bars, length: number): Uint8Array {
  const first = (beatsPerBar - (firstDownbeat % beatsPerBar)) % beatsPerBar;
  const places = new Uint8Array(length);
  for (let beat = 0; beat < length; beat++) {
    const place = (first + beat) % beatsPerBar;
    places[beat] = place === 0 ? 0 : place * 2 === beatsPerBar ? 1 : 2;
  }
  return places;
}

/** The class of every beat: the best path (Viterbi, linear in beats and classes). */
export function decode(scores: Float32Array, bars: Bars, weights: ChordWeights): Uint8Array {
  const length = scores.length / classes;
  const path = new Uint8Array(length);
  if (length === 0) return path;
  const from = new Uint8Array(length * classes);
  const best = Float64Array.from(scores.subarray(0, classes));
  const places = placesOf(bars, length);
  for (let beat = 1; beat < length; beat++) {
    const place = places[beat]!;
    const row = beat * classes;
    const leader = largest(best, noChord);
    const changed = best[leader]! - weights[weightsAt.changes + place]!;
    const begun = best[noChord]! - weights[weightsAt.silence + 3 + place]!;
    const ended = best[leader]! - weights[weightsAt.silence + place]!;
    const other = Math.max(changed, begun);
    const source = changed >= begun ? leader : noChord;
    for (let n = 0; n < classes; n++) {
      const moved = n === noChord ? ended : other;
      const stays = best[n]! >= moved;
      from[row + n] = stays ? n : n === noChord ? leader : source;
      best[n] = (stays ? best[n]! : moved) + scores[row + n]!;
    }
  }
  let now = largest(best, classes);
  for (let beat = length - 1; beat >= 0; beat--) {
    path[beat] = now;
    now = from[beat * classes + now]!;
  }
  return path;
}

function largest(values: ArrayLike<number>, count: number): number {
  let best = 0;
  for (let n = 1; n < count; n++) if (values[n]! > values[best]!) best = n;
  return best;
}
