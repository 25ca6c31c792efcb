/**
 * Conditional logit: which of some candidates is right, each seen as a vector, with weights that depend on the
 * candidate's class (McFadden 1974). Trained by L-BFGS (Nocedal 1980) on the penalised log-likelihood; deterministic.
 */

/** Training data: one item a choice. */
export interface Choice {
  /** `classes.length` vectors, one after the other. */
  readonly vectors: Float32Array;
  /** Index of the candidate that is right. */
  readonly right: number;
  readonly weight: number;
}

/** What to fit. */
export interface Shape {
  /** Class of each candidate; the first class has no bias of its own. */
  readonly classes: readonly number[];
  /** Length of a candidate's vector. */
  readonly length: number;
  /** Weight of the squared weights in the loss (mean over the choices). */
  readonly l2: number;
}

const mostSteps = 80;
const memory = 10;
/** Training stops when a step lowers the loss by less. */
const tolerance = 1e-7;

/** Weights of each class in turn, then the biases of the classes. */
export function train(choices: readonly Choice[], shape: Shape): Float64Array {
  const { classes, length, l2 } = shape;
  const count = Math.max(...classes) + 1;
  const size = count * (length + 1);
  const all = choices.reduce((sum, { weight }) => sum + weight, 0);
  const scores = new Float64Array(classes.length);
  return minimize(size, (weights, gradient) => {
    gradient.fill(0);
    let loss = 0;
    for (const { vectors, right, weight } of choices) {
      score(weights, vectors, shape, scores);
      logSoftmax(scores);
      const share = weight / all;
      loss -= share * (scores[right] as number);
      for (let candidate = 0; candidate < classes.length; candidate++) {
        const error = share * (Math.exp(scores[candidate] as number) - (candidate === right ? 1 : 0));
        if (Math.abs(error) < 1e-9) continue;
        const to = (classes[candidate] as number) * length;
        const from = candidate * length;
        for (let n = 0; n < length; n++) gradient[to + n]! += error * vectors[from + n]!;
        if (to > 0) gradient[count * length + (classes[candidate] as number)]! += error;
      }
    }
    for (let n = 0; n < count * length; n++) {
      loss += (l2 / 2) * weights[n]! ** 2;
      gradient[n]! += l2 * weights[n]!;
    }
    return loss;
  });
}

/** Scores of all candidates of a choice, to `out`. */
export function score(
  weights: Float64Array,
  vectors: Float32Array,
  { classes, length }: Shape,
  out: Float64Array,
): void {
  const biases = weights.length - weights.length / (length + 1);
  for (let candidate = 0; candidate < classes.length; candidate++) {
    const kind = classes[candidate] as number;
    let sum = weights[biases + kind] as number;
    const from = candidate * length;
    const by = kind * length;
    for (let n = 0; n < length; n++) sum += vectors[from + n]! * weights[by + n]!;
    out[candidate] = sum;
  }
}

/** Turns scores into logarithms of probabilities, in place. */
export function logSoftmax(scores: Float64Array): void {
  const most = Math.max(...scores);
  let sum = 0;
  for (const value of scores) sum += Math.exp(value - most);
  const all = most + Math.log(sum);
  for (let n = 0; n < scores.length; n++) scores[n]! -= all;
}

type Loss = (weights: Float64Array, gradient: Float64Array) => number;

function minimize(size: number, lossOf: Loss): Float64Array {
  let weights = new Float64Array(size);
  let gradient = new Float64Array(size);
  let loss = lossOf(weights, gradient);
  const steps: { readonly moved: Float64Array; readonly turned: Float64Array; readonly product: number }[] = [];
  for (let step = 0; step < mostSteps; step++) {
    const direction = descent(gradient, steps);
    const slope = dot(direction, gradient);
    const next = new Float64Array(size);
    const nextGradient = new Float64Array(size);
    let nextLoss = Number.POSITIVE_INFINITY;
    for (let pace = 1; pace > 1e-6; pace /= 2) {
      for (let n = 0; n < size; n++) next[n] = weights[n]! + pace * direction[n]!;
      nextLoss = lossOf(next, nextGradient);
      if (nextLoss <= loss + 1e-4 * pace * slope) break;
    }
    if (!(nextLoss < loss)) break;
    const moved = next.map((value, n) => value - weights[n]!);
    const turned = nextGradient.map((value, n) => value - gradient[n]!);
    const product = dot(moved, turned);
    if (product > 1e-14) steps.push({ moved, turned, product });
    if (steps.length > memory) steps.shift();
    const gained = loss - nextLoss;
    weights = next;
    gradient = nextGradient;
    loss = nextLoss;
    if (gained < tolerance) break;
  }
  return weights;
}

/** Minus the gradient, bent by the last steps (two-loop recursion). */
function descent(
  gradient: Float64Array,
  steps: readonly { readonly moved: Float64Array; readonly turned: Float64Array; readonly product: number }[],
): Float64Array {
  const direction = gradient.map((value) => -value);
  const taken: number[] = [];
  for (const { moved, turned, product } of steps.toReversed()) {
    const part = dot(moved, direction) / product;
    taken.push(part);
    for (let n = 0; n < direction.length; n++) direction[n]! -= part * turned[n]!;
  }
  const last = steps.at(-1);
  const scale = last ? last.product / dot(last.turned, last.turned) : 1;
  for (let n = 0; n < direction.length; n++) direction[n]! *= scale;
  for (const { moved, turned, product } of steps) {
    const part = (taken.pop() as number) - dot(turned, direction) / product;
    for (let n = 0; n < direction.length; n++) direction[n]! += part * moved[n]!;
  }
  return direction;
}

const dot = (left: Float64Array, right: Float64Array): number => {
  let sum = 0;
  for (let n = 0; n < left.length; n++) sum += left[n]! * right[n]!;
  return sum;
};
