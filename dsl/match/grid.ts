/** Drawn bars compared in memory. */

/** Bars are 48 bits, more than an operator of JavaScript takes at once. */
const half = 2 ** 24;
const both = (value: number): readonly [low: number, high: number] => [value % half, Math.floor(value / half)];
/** Hits in which bars may differ and still resemble each other. */
export const resembling = 2;

/** Whether a stored bar meets one of some drawn bars. */
export function gridTest(manner: "holds" | "is" | "resembles", bars: readonly number[]): (stored: number) => boolean {
  const halves = bars.map(both);
  return (stored) => {
    const [low, high] = both(stored);
    return halves.some(([ownLow, ownHigh]) => {
      if (manner === "is") return low === ownLow && high === ownHigh;
      if (manner === "holds") return (low & ownLow) === ownLow && (high & ownHigh) === ownHigh;
      return bitCount(low ^ ownLow) + bitCount(high ^ ownHigh) <= resembling;
    });
  };
}

function bitCount(bits: number): number {
  let count = 0;
  for (let rest = bits; rest !== 0; rest &= rest - 1) count++;
  return count;
}
