/** Meters as one number, numerator * 256 + denominator, so that 4/4 and 3/4 are plain column values. */

/** Packs a meter. */
export const meterOf = (numerator: number, denominator: number): number => numerator * 256 + denominator;
/** Prints a meter: `4/4`. */
export const formatMeter = (meter: number): string => `${Math.floor(meter / 256)}/${meter % 256}`;
/** Reads a meter such as `6/8`; undefined when it is none, or its lower number is no power of two up to 64. */
export function parseMeter(text: string): number | undefined {
  const match = /^(\d{1,2})\/(\d{1,2})$/.exec(text.trim());
  if (!match) return undefined;
  const numerator = Number(match[1]);
  const denominator = Number(match[2]);
  return numerator > 0 && [1, 2, 4, 8, 16, 32, 64].includes(denominator) ? meterOf(numerator, denominator) : undefined;
}

const largestOdd = 31;
/** Meters that fall into neither twos nor threes: 5/4, 7/8, 11/8 ... */
export const oddMeters: readonly number[] = Array.from({ length: largestOdd }, (_, n) => n + 1)
  .filter((numerator) => numerator > 3 && numerator % 2 !== 0 && numerator % 3 !== 0)
  .flatMap((numerator) => [2, 4, 8, 16, 32].map((denominator) => meterOf(numerator, denominator)));
