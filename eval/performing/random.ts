/** Random numbers by a seed, so that every performance can be made again. */

/** Draws of one performance. */
export interface Draws {
  /** Uniform from `from` up to `to`. */
  readonly between: (from: number, to: number) => number;
  /** Normal with mean 0. */
  readonly normal: (deviation: number) => number;
  readonly chance: (probability: number) => boolean;
}

/** Draws by mulberry32, which is small and passes gjrand. */
export function drawsOf(seed: number): Draws {
  let state = (seed * 0x9e3779b1) >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  return {
    between: (from, to) => from + (to - from) * next(),
    normal: (deviation) => deviation * Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next()),
    chance: (probability) => next() < probability,
  };
}
