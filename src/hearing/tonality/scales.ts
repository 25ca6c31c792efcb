/** Scales: which diatonic scale holds from where to where, found by the best path over blocks of two seconds. */

import { type Song, view } from "../../midi/song.ts";
import { majorProfile, minorProfile } from "../../music/key-profiles.ts";
import { type WindowChroma, windowChroma } from "./chroma.ts";

/** Windows of a block, over which one scale is assumed. */
const blockWindows = 4;
/** Weight of a block's chroma against the cost of a change of scale: `bun run eval key` shows what they reach. */
const emphasis = 6;
const changeCost = 20;
/** Blocks that a stretch must last: a shorter one is a passing chord, and no home. */
const leastBlocks = 4;
/** Added to a profile before its logarithm, so that one foreign note does not rule a scale out. */
const floor = 0.01;

/** Logarithm of how usual each degree is in a major key or in its relative minor, whichever has more of it. */
const scaleProfile = Float64Array.from({ length: 12 }, (_, degree) =>
  Math.log(Math.max(majorProfile[degree]!, minorProfile[(degree + 3) % 12]!) + floor),
);

/** A stretch of windows in one scale. */
export interface Stretch {
  /** First window, and the window behind the last. */
  readonly from: number;
  readonly to: number;
  /** Tonic of the scale's major key. */
  readonly scale: number;
}

/** Stretches of one scale each, from the first window to the last; none without pitched notes. */
export const scaleStretches: (song: Song) => readonly Stretch[] = view((song) => {
  const windows = windowChroma(song);
  const found: Stretch[] = [];
  for (const stretch of stretchesOf(bestPath(scoresOf(windows)))) {
    const before = found.at(-1);
    const short = stretch.to - stretch.from < leastBlocks;
    if (before && (short || before.scale === stretch.scale)) found[found.length - 1] = { ...before, to: stretch.to };
    else if (before && before.to - before.from < leastBlocks)
      found[found.length - 1] = { ...stretch, from: before.from };
    else found.push(stretch);
  }
  return found.map(({ from, to, scale }) => ({
    from: from * blockWindows,
    to: Math.min(windows.length, to * blockWindows),
    scale,
  }));
});

/** How well each scale fits each block: rows of 12. */
function scoresOf({ length, chroma }: WindowChroma): Float64Array {
  const scores = new Float64Array(Math.ceil(length / blockWindows) * 12);
  // Twice in a row, so that any tonic reads on.
  const sums = new Float64Array(24);
  for (let row = 0, from = 0; row < scores.length; row += 12, from += blockWindows) {
    const to = Math.min(length, from + blockWindows) * 12;
    let all = 0;
    for (let pitchClass = 0; pitchClass < 12; pitchClass++) {
      let sum = 0;
      for (let at = from * 12 + pitchClass; at < to; at += 12) sum += chroma[at]!;
      sums[pitchClass] = sum;
      sums[pitchClass + 12] = sum;
      all += sum;
    }
    if (all === 0) continue;
    // Degree by degree, so that the sums of a transposed song are the same to the last bit.
    for (let tonic = 0; tonic < 12; tonic++) {
      let score = 0;
      for (let degree = 0; degree < 12; degree++) score += sums[tonic + degree]! * scaleProfile[degree]!;
      scores[row + tonic] = (emphasis * score) / all;
    }
  }
  return scores;
}

/** Best path through the scales, where every change costs the same (Viterbi 1967). */
function bestPath(scores: Float64Array): Uint8Array {
  const path = new Uint8Array(scores.length / 12);
  const from = new Uint8Array(scores.length);
  const total = new Float64Array(12);
  let best = 0;
  for (let row = 0; row < scores.length; row += 12) {
    const moved = total[best]! - changeCost;
    const last = best;
    best = 0;
    for (let scale = 0; scale < 12; scale++) {
      const stays = total[scale]! >= moved;
      from[row + scale] = stays ? scale : last;
      total[scale] = (stays ? total[scale]! : moved) + scores[row + scale]!;
      if (total[scale]! > total[best]!) best = scale;
    }
  }
  for (let block = path.length - 1; block >= 0; block--) {
    path[block] = best;
    best = from[block * 12 + best]!;
  }
  return path;
}

function stretchesOf(path: Uint8Array): readonly Stretch[] {
  const found: Stretch[] = [];
  for (let from = 0, to = 0; from < path.length; from = to) {
    while (to < path.length && path[to] === path[from]) to++;
    found.push({ from, to, scale: path[from]! });
  }
  return found;
}
