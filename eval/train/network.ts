/** Trains a network of one hidden layer for a yes or no: by Adam over small batches (Kingma & Ba 2015), from a seed. */
import type { Random } from "../../fuzz/random.ts";

/** One example: features, whether the answer is yes, and how much it counts. */
export interface Example {
  readonly features: Float64Array;
  readonly isYes: boolean;
  readonly weight: number;
}

/** How to train. */
export interface Training {
  readonly hidden: number;
  readonly epochs: number;
  readonly rate: number;
  /** Factor of the squared weights in the loss of one batch. */
  readonly ridge: number;
  readonly random: Random;
}

const batch = 64;

/**
 * Weights in one row: for each hidden unit its bias and its weights of the features, then the bias of the answer and its
 * weights of the hidden units. Hidden units are tanh; the answer is log odds.
 */
export function trainNetwork(
  examples: readonly Example[],
  { hidden, epochs, rate, ridge, random }: Training,
): Float64Array {
  const inputs = examples[0]?.features.length ?? 0;
  const size = hidden * (inputs + 1) + hidden + 1;
  const uniform = (): number => random(1_000_000) / 500_000 - 1;
  const weights = Float64Array.from({ length: size }, () => uniform() / Math.sqrt(inputs));
  const [first, second, slope] = [new Float64Array(size), new Float64Array(size), new Float64Array(size)];
  const active = new Float64Array(hidden);
  const order = Int32Array.from(examples.keys());
  const total = epochs * Math.ceil(order.length / batch);
  let step = 0;
  for (let epoch = 0; epoch < epochs; epoch++) {
    for (let place = order.length - 1; place > 0; place--) {
      const other = random(place + 1);
      [order[place], order[other]] = [order[other]!, order[place]!];
    }
    for (let begin = 0; begin < order.length; begin += batch) {
      slope.fill(0);
      const end = Math.min(order.length, begin + batch);
      for (let place = begin; place < end; place++)
        addSlope(examples[order[place]!]!, weights, active, slope, 1 / (end - begin));
      step++;
      const pace = rate * Math.min(1, 2 * (1 - step / (total + 1)));
      for (let n = 0; n < size; n++) {
        const down = slope[n]! + ridge * weights[n]!;
        first[n] = 0.9 * first[n]! + 0.1 * down;
        second[n] = 0.999 * second[n]! + 0.001 * down * down;
        weights[n]! -= (pace * first[n]!) / (1 - 0.9 ** step) / (Math.sqrt(second[n]! / (1 - 0.999 ** step)) + 1e-8);
      }
    }
  }
  return weights;
}

/** Adds the slope of one example's loss (log loss). */
function addSlope(
  { features, isYes, weight }: Example,
  weights: Float64Array,
  active: Float64Array,
  slope: Float64Array,
  share: number,
): void {
  const [inputs, hidden] = [features.length, active.length];
  const row = inputs + 1;
  const top = hidden * row;
  let score = weights[top]!;
  for (let unit = 0; unit < hidden; unit++) {
    let sum = weights[unit * row]!;
    for (let n = 0; n < inputs; n++) sum += features[n]! * weights[unit * row + 1 + n]!;
    active[unit] = Math.tanh(sum);
    score += active[unit]! * weights[top + 1 + unit]!;
  }
  const push = share * weight * (1 / (1 + Math.exp(-score)) - (isYes ? 1 : 0));
  slope[top]! += push;
  for (let unit = 0; unit < hidden; unit++) {
    slope[top + 1 + unit]! += push * active[unit]!;
    const inner = push * weights[top + 1 + unit]! * (1 - active[unit]! ** 2);
    slope[unit * row]! += inner;
    for (let n = 0; n < inputs; n++) slope[unit * row + 1 + n]! += inner * features[n]!;
  }
}
