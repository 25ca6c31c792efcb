/** Random choices from a seed, the same on every machine. */

/** Random choices from a seed (mulberry32). */
export interface Random {
  readonly number: () => number;
  readonly whole: (low: number, high: number) => number;
  readonly pick: <T>(from: readonly T[]) => T;
  readonly chance: (share: number) => boolean;
}

export function randomOf(seed: number): Random {
  let state = seed >>> 0;
  const number = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const whole = (low: number, high: number): number => low + Math.floor(number() * (high - low + 1));
  return {
    number,
    whole,
    pick: (from) => from[whole(0, from.length - 1)] as never,
    chance: (share) => number() < share,
  };
}
