/** Round numbers for axes. */

/** Ticks from 0 up to the first that is not below a number: steps of 1, 2 or 5 times a power of ten. */
export function ticksUpTo(most: number, about: number): readonly number[] {
  const raw = Math.max(1, most) / about;
  const power = 10 ** Math.floor(Math.log10(raw));
  const step = Math.max(1, [1, 2, 5, 10].map((times) => times * power).find((one) => one >= raw) ?? 10 * power);
  return Array.from({ length: Math.ceil(Math.max(1, most) / step) + 1 }, (_, n) => n * step);
}

/** The first of some steps that leaves so much room between two labels. */
export function stepFor(room: number, each: number): number {
  const wanted = room / Math.max(each, 1e-9);
  for (let power = 1; ; power *= 10) {
    const step = [1, 2, 4, 5, 8].map((times) => times * power).find((one) => one >= wanted);
    if (step !== undefined) return step;
  }
}
