/** zod types of the musical kinds, for output schemas: `music.key()`, `music.meter()`, `music.pitch()`. */
import { z } from "zod";

/** Schema pieces of the musical kinds. */
export const music = {
  /** A key, mode * 12 + tonic: 0 is C major, 21 is A minor. */
  key: () => z.int().min(0).max(83).meta({ kind: "key" }),
  /** A meter, numerator * 256 + denominator: 1028 is 4/4. */
  meter: () => z.int().min(257).meta({ kind: "meter" }),
  /** A pitch, 0 to 127; 60 is middle C. */
  pitch: () => z.int().min(0).max(127).meta({ kind: "pitch", unit: "pitch" }),
  /** A length of time in seconds. */
  duration: () => z.number().min(0).meta({ kind: "duration", unit: "s" }),
};
