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
 * A tonic whose major or minor key is less likely than the likeliest by more than this, in nats, has no mode either: what
 * tells the modes apart is never worth as much, and most of the work is saved.
 */
const hopeless = 14;
const allTonics: readonly number[] = Array.from({ length: 12 }, (_, tonic) => tonic);

/**
 * Logarithms of the probabilities of the 72 keys under some weights: those of each mode in turn, then the biases of the
 * modes. Keys without hope have minus infinity.
 */
export function logProbabilities(seen: Evidence, weights: ArrayLike<number>): Float64Array {
  const scores = new Float64Array(keyCount);
  const score = (mode: number, third: number, tonics: readonly number[]): void => {
    const own = scores.subarray(12 * mode, 12 * mode + 12);
    for (const tonic of tonics) own[tonic] = weights[modelModes * evidenceLength + mode]!;
    addProducts(seen, third, tonics, weights, mode * evidenceLength, own);
  };
  modesByThird.forEach(([parent], third) => {
    score(parent!, third, allTonics);
  });
  const least = Math.max(...scores.subarray(0, 24)) - hopeless;
  scores.fill(Number.NEGATIVE_INFINITY, 24);
  modesByThird.forEach(([, ...modes], third) => {
    const tonics = allTonics.filter((tonic) => scores[12 * third + tonic]! > least);
    for (const mode of modes) score(mode, third, tonics);
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
