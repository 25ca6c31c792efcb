/** How likely each key is, from the notes alone: a linear model of the evidence, and its softmax over 72 keys. */
import { addProducts, type Evidence, evidenceLength } from "./evidence.ts";

/**
 * Modes of the model by their number in a key: major, minor, dorian, phrygian, lydian, mixolydian. Locrian has no stable
 * tonic triad, and nobody names a tune by it: it is never an answer.
 */
export const modelModes = 6;
/** Number of keys of the model, mode * 12 + tonic. */
export const keyCount = 12 * modelModes;
/** Modes by the third of their tonic triad, major and minor; the first of each has it as its parent. */
export const modesByThird: readonly (readonly number[])[] = [
  [0, 4, 5],
  [1, 2, 3],
];

/**
 * Logarithms of the probabilities of the 72 keys under some weights: those of each mode in turn, then the biases of the
 * modes.
 */
export function logProbabilities(seen: Evidence, weights: ArrayLike<number>): Float64Array {
  const scores = new Float64Array(keyCount);
  modesByThird.forEach((modes, third) => {
    for (const mode of modes) {
      scores.fill(weights[modelModes * evidenceLength + mode]!, 12 * mode, 12 * mode + 12);
      addProducts(seen, third, weights, mode * evidenceLength, scores, 12 * mode);
    }
  });
  return normalized(scores);
}

/** Takes the logarithm of the sum of the exponentials off each score, in place: they become log-probabilities. */
export function normalized(scores: Float64Array): Float64Array {
  const most = Math.max(...scores);
  let sum = 0;
  for (const score of scores) sum += Math.exp(score - most);
  const all = most + Math.log(sum);
  for (let n = 0; n < scores.length; n++) scores[n]! -= all;
  return scores;
}
