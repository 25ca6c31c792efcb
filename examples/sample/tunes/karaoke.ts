// Songs with words, in the Soft Karaoke format.

import type { Tune } from "../tune.ts";
import { amazingGrace } from "./folk.ts";

const twinkleA = `"C"C C G G | "F"A A "C"G2 | "F"F F "C"E E | "G7"D D "C"C2 |`;
const twinkleB = `"C"G G "F"F F | "C"E E "G7"D2 | "C"G G "F"F F | "C"E E "G7"D2 |`;

export const karaokeTunes: readonly Tune[] = [
  {
    file: "karaoke/Twinkle Twinkle.kar",
    title: "Twinkle, Twinkle, Little Star",
    by: "French traditional, 1761; words by Jane Taylor, 1806",
    key: "C major",
    meter: "4/4",
    bpm: 96,
    unit: "1/4",
    karaoke: true,
    words: `Twin- kle, twin- kle, lit- tle star,
      how I won- der what you are!
      Up a- bove the world so high,
      like a dia- mond in the sky.
      Twin- kle, twin- kle, lit- tle star,
      how I won- der what you are!`,
    parts: [
      { name: "Melody", instrument: "Music Box", voice: `${twinkleA}${twinkleB}${twinkleA}`, octave: 1 },
      { name: "Piano", instrument: "Acoustic Grand Piano", pattern: "alberti", low: 48 },
      { name: "Bass", instrument: "Acoustic Bass", pattern: "B - F -", low: 36 },
    ],
  },
  {
    file: "karaoke/AMAZING GRACE.kar",
    title: "Amazing Grace",
    by: "William Walker, 1835; words by John Newton, 1779",
    key: "G major",
    transpose: -2,
    meter: "3/4",
    bpm: 76,
    unit: "1/4",
    karaoke: true,
    words: `A- maz- _ ing grace, how sweet the sound
      that saved a _ wretch like me!
      I once _ was _ lost, but now _ am _ found,
      was blind, but _ now I see.`,
    parts: [
      { name: "Vocal", instrument: "Choir Aahs", voice: amazingGrace },
      { name: "Guitar", instrument: "Acoustic Guitar (steel)", pattern: "1 2 3 4 3 2", low: 48 },
    ],
    ticksPerQuarter: 120,
  },
];
