// Meters: "6/8" -> the lengths of its bar and beat in quarter notes.

export interface Meter {
  readonly numerator: number;
  readonly denominator: number;
  readonly barLength: number;
  readonly beatLength: number; // a dotted quarter in 6/8, 9/8, 12/8
}

export function readMeter(text: string): Meter {
  const [numerator = 0, denominator = 0] = text.split("/").map(Number);
  if (!(numerator > 0 && denominator > 0)) throw new RangeError(`Cannot read "${text}" as meter`);
  const compound = denominator === 8 && numerator % 3 === 0 && numerator > 3;
  return {
    numerator,
    denominator,
    barLength: (4 * numerator) / denominator,
    beatLength: compound ? 1.5 : 4 / denominator,
  };
}
