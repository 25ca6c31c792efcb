/** zod types of the musical kinds, for output schemas: `music.key()`, `music.meter()`, `music.pitch()`. */
import { z } from "zod";

/** Schema pieces of the musical kinds. */
export const music = {
  /** A key, mode * 12 + tonic: 0 is C major, 21 is A minor. */
  key: (): z.ZodInt => z.int().min(0).max(83).meta({ kind: "key" }),
  /** A meter, numerator * 256 + denominator: 1028 is 4/4. */
  meter: (): z.ZodInt => z.int().min(257).meta({ kind: "meter" }),
  /** A pitch, 0 to 127; 60 is middle C. */
  pitch: (): z.ZodInt => z.int().min(0).max(127).meta({ kind: "pitch", unit: "pitch" }),
  /** A length of time in seconds. */
  duration: (): z.ZodNumber => z.number().min(0).meta({ kind: "duration", unit: "s" }),
  /** A progression as src/music/chord-text.ts writes it: `0Mc7Tc` is C G in C major. */
  chords: (): z.ZodString => z.string().meta({ kind: "chords" }),
  /** A line of notes, one letter an interval: `m` repeats, `n` is a semitone up, `a` to `y` -12 to +12. */
  melody: (): z.ZodString => z.string().meta({ kind: "melody" }),
  /** A line of notes by direction: r repeats, u d steps, U D leaps. */
  contour: (): z.ZodString => z.string().meta({ kind: "contour" }),
  /** A line of notes by degree of the scale: 1 to 7, p to v between them. */
  degrees: (): z.ZodString => z.string().meta({ kind: "degrees" }),
  /** Distinct bars, each 48 bits, bit 0 the downbeat. */
  bars: (): z.ZodArray<z.ZodInt> =>
    z
      .array(
        z
          .int()
          .min(0)
          .max(2 ** 48 - 1),
      )
      .meta({ kind: "bars" }),
};
