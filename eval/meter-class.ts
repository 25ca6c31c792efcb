/** Classes of meters that notes alone can tell, as the corpus's evaluator draws them. */

/** Class of a meter such as `6/8`; empty for no meter. */
export function meterClass(meter: string): string {
  const [numerator = 0, denominator = 0] = meter.split("/").map(Number);
  if (!numerator || !denominator) return "";
  if (numerator % 3 === 0 && numerator > 3 && denominator >= 8) return `compound${numerator / 3}`;
  if ([1, 2, 4, 8, 16].includes(numerator)) return "duple";
  if (numerator === 3) return "triple";
  return numerator === 6 ? "six" : `odd${numerator}`;
}
