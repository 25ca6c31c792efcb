/** Gradient descent by Adam (Kingma & Ba 2015), for softmax regressions of a few hundred weights. */

/** How to descend. */
export interface Descent {
  readonly size: number;
  readonly epochs: number;
  readonly rate: number;
  /** Adds the gradient of the loss at some weights. */
  readonly gradient: (weights: Float64Array, into: Float64Array) => void;
}

/** Weights after all epochs from zero; the rate falls linearly over the last third. */
export function descend({ size, epochs, rate, gradient }: Descent): Float64Array {
  const weights = new Float64Array(size);
  const first = new Float64Array(size);
  const second = new Float64Array(size);
  const slope = new Float64Array(size);
  for (let epoch = 1; epoch <= epochs; epoch++) {
    slope.fill(0);
    gradient(weights, slope);
    const step = rate * Math.min(1, 3 * (1 - epoch / (epochs + 1)));
    for (let n = 0; n < size; n++) {
      first[n] = 0.9 * first[n]! + 0.1 * slope[n]!;
      second[n] = 0.999 * second[n]! + 0.001 * slope[n]! ** 2;
      weights[n]! -= (step * first[n]!) / (1 - 0.9 ** epoch) / (Math.sqrt(second[n]! / (1 - 0.999 ** epoch)) + 1e-9);
    }
  }
  return weights;
}

/** Softmax of scores. */
export function softmax(scores: Float64Array): Float64Array {
  const top = Math.max(...scores);
  const shares = scores.map((score) => Math.exp(score - top));
  const sum = shares.reduce((total, share) => total + share, 0);
  return shares.map((share) => share / sum);
}
