/** Calibration: of the values with confidence about 0.8, how many are right. */

/** One tenth of the range of confidence. */
export interface CalibrationRow {
  readonly files: number;
  /** Mean confidence of the tenth. */
  readonly confidence: number;
  /** Share that is right. */
  readonly right: number;
}

/** Table of the tenths that hold a value, from pairs of confidence and correctness. */
export function calibration(
  values: readonly (readonly [confidence: number, right: boolean])[],
): readonly CalibrationRow[] {
  return Array.from({ length: 10 }, (_, tenth) => {
    const inside = values.filter(([confidence]) => Math.min(9, Math.floor(confidence * 10)) === tenth);
    const files = inside.length;
    return {
      files,
      confidence: inside.reduce((sum, [confidence]) => sum + confidence, 0) / files,
      right: inside.filter(([, right]) => right).length / files,
    };
  }).filter(({ files }) => files > 0);
}
