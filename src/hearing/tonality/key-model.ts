/** How likely each key is, from the notes alone: a linear model of the evidence, and its softmax over the 24 keys. */
import { type Evidence, evidenceLength, seenFrom } from "./evidence.ts";

/** Number of keys: 12 major, 12 minor. */
export const keyCount = 24;

/**
 * Logarithms of the probabilities of the 24 keys under some weights: of the major mode, of the minor mode, and the two
 * biases.
 */
export function logProbabilities(seen: Evidence, weights: ArrayLike<number>): Float64Array {
  const scores = new Float64Array(keyCount);
  const vector = new Float64Array(evidenceLength);
  for (let key = 0; key < keyCount; key++) {
    seenFrom(seen, key, vector);
    const mode = key < 12 ? 0 : 1;
    const from = mode * evidenceLength;
    let sum = weights[2 * evidenceLength + mode]!;
    for (let n = 0; n < evidenceLength; n++) sum += vector[n]! * weights[from + n]!;
    scores[key] = sum;
  }
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
