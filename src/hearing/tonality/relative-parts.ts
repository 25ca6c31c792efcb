/**
 * Parts of a stretch in one scale that are in its major key or in its relative minor: a verse in A minor, a chorus in C
 * major. Found by the best path through the two, over the chords of the windows.
 */
import type { WindowChroma } from "./chroma.ts";
import { relativeWeights } from "./relative-weights.ts";
import type { Stretch } from "./scales.ts";

/** Windows that say as much as one of them would alone: chords last, and come back. */
const windowsPerWord = 4;
/** What a change costs, in nats: two songs in three hundred have one by chance. */
const changeCost = 7;
/** Windows that a part must last: 12 seconds, a verse of eight bars. */
const leastWindows = 24;

/** The stretch, or its parts where the key goes to the relative one and stays there. */
export function relativeParts({ triad }: WindowChroma, stretch: Stretch): readonly Stretch[] {
  const { from, to, scale } = stretch;
  if (to - from < 2 * leastWindows) return [stretch];
  const minor = bestPath(triad, from, to, scale);
  const found: Stretch[] = [];
  for (let begin = from, end = from; begin < to; begin = end) {
    while (end < to && minor[end - from] === minor[begin - from]) end++;
    if (end - begin < leastWindows) return [stretch];
    found.push({ from: begin, to: end, scale });
  }
  return found;
}

/** Whether each window is in minor (1): the best path of two states (Viterbi 1967). */
function bestPath(triad: Uint8Array, from: number, to: number, scale: number): Uint8Array {
  const cameFrom = new Uint8Array(2 * (to - from));
  let [major, minor] = [0, 0];
  for (let window = from; window < to; window++) {
    const odds = (relativeWeights[degreeOf(triad[window]!, scale)] ?? 0) / windowsPerWord;
    const at = 2 * (window - from);
    cameFrom[at] = minor - changeCost > major ? 1 : 0;
    cameFrom[at + 1] = major - changeCost > minor ? 0 : 1;
    const before = major;
    major = Math.max(major, minor - changeCost) - odds / 2;
    minor = Math.max(minor, before - changeCost) + odds / 2;
  }
  const path = new Uint8Array(to - from);
  let state = minor > major ? 1 : 0;
  for (let n = path.length - 1; n >= 0; n--) {
    path[n] = state;
    state = cameFrom[2 * n + state]!;
  }
  return path;
}

/** A triad above the tonic of a scale, root + 12 if minor; beyond the table in silence. */
export const degreeOf = (triad: number, scale: number): number =>
  triad < 24 ? (triad < 12 ? 0 : 12) + (((triad % 12) + 12 - scale) % 12) : 24;
