/** Bars of symbols as a text: one base 36 digit a symbol, how many bars it lies behind the one before (`z` is 35 or more). */

const digits = "0123456789abcdefghijklmnopqrstuvwxyz";
const mostBars = digits.length - 1;

/** Writes bar numbers (1-based, never falling) as such a text. */
export function placesText(bars: ArrayLike<number>): string {
  let text = "";
  let before = 1;
  for (let n = 0; n < bars.length; n++) {
    const step = Math.min(mostBars, Math.max(0, (bars[n] as number) - before));
    text += digits[step] as string;
    before += step;
  }
  return text;
}

/** Reads it back: the bar of every symbol, 1-based. */
export function barsOfPlaces(text: string): readonly number[] {
  let bar = 1;
  return Array.from(text, (digit) => {
    bar += Number.parseInt(digit, 36);
    return bar;
  });
}
