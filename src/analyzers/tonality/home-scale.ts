/** The home scale: the diatonic scale in which a song begins for good, and the stretches that keep to it. */
import type { WindowChroma } from "../../midi/chroma.ts";
import { majorProfile, minorProfile } from "../../music/key-profiles.ts";

/** Windows of a block, over which one scale is assumed: two seconds. */
export const blockWindows = 4;
/** Weight of a block's chroma against the cost of a change of scale, and that cost (ANALYSIS: Viterbi beta 6, stay 20). */
const emphasis = 6;
const changeCost = 20;
/** Blocks that a stretch must last to be the home: an introduction elsewhere is none. */
const leastBlocks = 4;
/** Added to a profile before its logarithm, so that one foreign note does not rule a scale out. */
const floor = 0.01;

/** Logarithm of how usual each degree is in a major key or its relative minor, whichever has more of it. */
const scaleProfile = Float64Array.from({ length: 12 }, (_, degree) =>
  Math.log(Math.max(majorProfile[degree]!, minorProfile[(degree + 3) % 12]!) + floor),
);

/** Share of each pitch class in each block: rows of 12 that add up to 1, or are 0 in silence. */
export function blockChroma({ length, chroma }: WindowChroma): Float64Array {
  const blocks = Math.ceil(length / blockWindows);
  const shares = new Float64Array(blocks * 12);
  for (let window = 0; window < length; window++) {
    const row = Math.floor(window / blockWindows) * 12;
    for (let pitchClass = 0; pitchClass < 12; pitchClass++) shares[row + pitchClass]! += chroma[window * 12 + pitchClass]!;
  }
  for (let row = 0; row < shares.length; row += 12) {
    let sum = 0;
    for (let pitchClass = 0; pitchClass < 12; pitchClass++) sum += shares[row + pitchClass]!;
    if (sum > 0) for (let pitchClass = 0; pitchClass < 12; pitchClass++) shares[row + pitchClass]! /= sum;
  }
  return shares;
}

/**
 * Best path through `states` over rows of scores, where every change costs the same (Viterbi 1967).
 *
 * @param scores rows of `states` values, one row a step
 */
export function bestPath(scores: Float64Array, states: number, cost: number): Uint8Array {
  const steps = scores.length / states;
  const from = new Uint8Array(scores.length);
  let best = 0;
  const total = scores.slice(0, states);
  for (let state = 1; state < states; state++) if (total[state]! > total[best]!) best = state;
  for (let step = 1; step < steps; step++) {
    const row = step * states;
    const moved = total[best]! - cost;
    const last = best;
    best = 0;
    for (let state = 0; state < states; state++) {
      const stays = total[state]! >= moved;
      from[row + state] = stays ? state : last;
      total[state] = (stays ? total[state]! : moved) + scores[row + state]!;
      if (total[state]! > total[best]!) best = state;
    }
  }
  const path = new Uint8Array(steps);
  for (let step = steps - 1; step >= 0; step--) {
    path[step] = best;
    best = from[step * states + best]!;
  }
  return path;
}

/** One entry a block: 1 where the song is in its home scale. */
export function homeBlocks(shares: Float64Array): Uint8Array {
  const blocks = shares.length / 12;
  const scores = new Float64Array(blocks * 12);
  for (let row = 0; row < scores.length; row += 12) {
    for (let pitchClass = 0; pitchClass < 12; pitchClass++) {
      const share = emphasis * shares[row + pitchClass]!;
      if (share === 0) continue;
      for (let tonic = 0; tonic < 12; tonic++) {
        scores[row + tonic]! += share * scaleProfile[pitchClass >= tonic ? pitchClass - tonic : pitchClass - tonic + 12]!;
      }
    }
  }
  const path = bestPath(scores, 12, changeCost);
  let home = path[0];
  for (let from = 0, to = 0; from < blocks; from = to) {
    while (to < blocks && path[to] === path[from]) to++;
    if (to - from < leastBlocks) continue;
    home = path[from];
    break;
  }
  return path.map((scale) => (scale === home ? 1 : 0));
}
