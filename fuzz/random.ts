/** Seeded random numbers, the same on every machine. */

/** Gives integers from 0 below a bound. */
export type Random = (below: number) => number;

/** A generator (mulberry32, Tommy Ettinger) of integers from 0 below a bound. */
export function randomIntegers(seed: number): Random {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}
