/**
 * Conditional logit: which of some candidates is right, each seen as a vector, with weights that depend on the
 * candidate's class (McFadden 1974). Trained by L-BFGS (Nocedal 1980) on the penalised log-likelihood; deterministic.
 */

/** Training data: one item a choice. */
export interface Choice {
  /** `rows` vectors, one after the other: candidates of one row and some classes share a vector. */
  readonly vectors: Float32Array;
  /** Candidates that are right, class * columns + column; several where either is. */
  readonly right: readonly number[];
  readonly weight: number;
}

/**
 * What to fit. A candidate is a class in a column: a mode on a tonic. Its vector is row `family * columns + column`, shared
 * with the other classes of its family; its weights are those of the family plus its class's own, which are kept smaller
 * (Daume 2007, "Frustratingly easy domain adaptation").
 */
export interface Shape {
  /** Classes of each family. */
  readonly families: readonly (readonly number[])[];
  readonly columns: number;
  /** Length of a candidate's vector. */
  readonly length: number;
  /** Weight of the squared weights of families in the loss (mean over the choices), and of the classes' own. */
  readonly l2: number;
  readonly ownL2: number;
}

const mostSteps = 100;
const memory = 10;
/** Training stops when a step lowers the loss by less. */
const tolerance = 3e-7;
/** Candidates that are less wrong than this do not move the weights. */
const leastError = 1e-5;

/**
 * Weights of each class in turn, family and own together, then the biases of the classes.
 *
 * @param settled weights of the first class of each family, then the biases of these classes, where they are known
 *   already: what the families' other classes learn then changes nothing between the first ones.
 */
export function train(choices: readonly Choice[], shape: Shape, settled?: Float64Array): Float64Array {
  const { families, columns, length, l2, ownL2 } = shape;
  const classes = families.flat().length;
  const own = families.length * length;
  const biases = own + classes * length;
  const all = choices.reduce((sum, { weight }) => sum + weight, 0);
  const scores = new Float64Array(classes * columns);
  const summed = new Float64Array(classes * length + classes);
  const slopes = new Float64Array(classes * length + classes);
  const weightsOf = (parameters: Float64Array): void => {
    families.forEach((members, family) => {
      for (const member of members) {
        for (let n = 0; n < length; n++) {
          summed[member * length + n] =
            (parameters[family * length + n] as number) + (parameters[own + member * length + n] as number);
        }
      }
    });
    for (let member = 0; member < classes; member++)
      summed[classes * length + member] = parameters[biases + member] as number;
  };
  const start = new Float64Array(biases + classes);
  const isFree = new Uint8Array(start.length).fill(1);
  if (settled) {
    start.set(settled.subarray(0, own));
    isFree.fill(0, 0, own);
    families.forEach(([first = 0], family) => {
      start[biases + first] = settled[own + family] as number;
      isFree[biases + first] = 0;
      isFree.fill(0, own + first * length, own + (first + 1) * length);
    });
  }
  const found = minimize(start, (parameters, gradient) => {
    weightsOf(parameters);
    slopes.fill(0);
    let loss = 0;
    for (const { vectors, right, weight } of choices) {
      score(summed, vectors, shape, scores);
      logSoftmax(scores);
      const likely = right.reduce((sum, candidate) => sum + Math.exp(scores[candidate] as number), 1e-300);
      const share = weight / all;
      loss -= share * Math.log(likely);
      families.forEach((members, family) => {
        for (let column = 0; column < columns; column++) {
          const from = (family * columns + column) * length;
          for (const member of members) {
            const candidate = member * columns + column;
            const chance = Math.exp(scores[candidate] as number);
            const error = chance - (right.includes(candidate) ? chance / likely : 0);
            if (Math.abs(error) < leastError) continue;
            const to = member * length;
            const step = share * error;
            for (let n = 0; n < length; n++) slopes[to + n]! += step * vectors[from + n]!;
            slopes[classes * length + member]! += step;
          }
        }
      });
    }
    gradient.fill(0);
    families.forEach((members, family) => {
      for (let n = family * length; n < (family + 1) * length; n++) {
        loss += (l2 / 2) * parameters[n]! ** 2;
        gradient[n]! += l2 * parameters[n]!;
      }
      for (const member of members) {
        for (let n = 0; n < length; n++) {
          const at = own + member * length + n;
          const slope = slopes[member * length + n]!;
          loss += (ownL2 / 2) * parameters[at]! ** 2;
          gradient[at]! += slope + ownL2 * parameters[at]!;
          gradient[family * length + n]! += slope;
        }
        gradient[biases + member]! += slopes[classes * length + member]!;
      }
    });
    for (let n = 0; n < gradient.length; n++) if (isFree[n] === 0) gradient[n] = 0;
    return loss;
  });
  weightsOf(found);
  return summed.slice();
}

/** Scores of all candidates of a choice, to `out`. */
export function score(
  weights: Float64Array,
  vectors: Float32Array,
  { families, columns, length }: Shape,
  out: Float64Array,
): void {
  const classes = out.length / columns;
  families.forEach((members, family) => {
    for (let column = 0; column < columns; column++) {
      const from = (family * columns + column) * length;
      for (const member of members) {
        let sum = weights[classes * length + member] as number;
        const by = member * length;
        for (let n = 0; n < length; n++) sum += vectors[from + n]! * weights[by + n]!;
        out[member * columns + column] = sum;
      }
    }
  });
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

function minimize(start: Float64Array, lossOf: Loss): Float64Array {
  const size = start.length;
  let weights = start;
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
