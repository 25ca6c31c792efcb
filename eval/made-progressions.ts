/** Table: progressions of which songs are made, by what they test. */
import type { QualityName } from "../src/music/chord-qualities.ts";

/** Degrees above the tonic with a quality, and perhaps a bass. */
export type Step = readonly [root: number, quality: QualityName, bass?: number];

/** Progressions by what they test, in semitones above the tonic. */
export const progressions: Readonly<Record<string, readonly (readonly Step[])[]>> = {
  triads: [
    [
      [0, "maj"],
      [7, "maj"],
      [9, "m"],
      [5, "maj"],
    ],
    [
      [9, "m"],
      [5, "maj"],
      [0, "maj"],
      [7, "maj"],
    ],
    [
      [0, "maj"],
      [4, "m"],
      [5, "maj"],
      [5, "m"],
    ],
    [
      [2, "m"],
      [7, "maj"],
      [0, "maj"],
      [0, "aug"],
    ],
    [
      [11, "dim"],
      [0, "maj"],
      [6, "dim"],
      [7, "maj"],
    ],
  ],
  sevenths: [
    [
      [2, "m7"],
      [7, "7"],
      [0, "maj7"],
      [9, "m7"],
    ],
    [
      [0, "maj7"],
      [5, "maj7"],
      [4, "m7"],
      [9, "7"],
    ],
    [
      [11, "m7b5"],
      [4, "7"],
      [9, "m7"],
      [9, "mmaj7"],
    ],
    [
      [0, "7"],
      [5, "7"],
      [7, "7"],
      [0, "7"],
    ],
    [
      [0, "maj7"],
      [1, "dim7"],
      [2, "m7"],
      [3, "dim7"],
    ],
  ],
  extended: [
    [
      [2, "m9"],
      [7, "13"],
      [0, "maj9"],
      [9, "7b9"],
    ],
    [
      [0, "6/9"],
      [9, "7#9"],
      [2, "m11"],
      [7, "9"],
    ],
    [
      [0, "maj13"],
      [4, "m7"],
      [9, "7alt"],
      [2, "9"],
    ],
    [
      [0, "6"],
      [5, "m6"],
      [0, "add9"],
      [9, "madd9"],
    ],
    [
      [7, "9sus4"],
      [7, "13"],
      [0, "maj7#11"],
      [0, "6"],
    ],
  ],
  suspended: [
    [
      [0, "sus2"],
      [5, "sus2"],
      [7, "sus4"],
      [7, "maj"],
    ],
    [
      [0, "sus4"],
      [0, "maj"],
      [9, "7sus4"],
      [9, "7"],
    ],
    [
      [0, "sus2"],
      [7, "sus2"],
      [2, "sus2"],
      [9, "sus2"],
    ],
  ],
  inversions: [
    [
      [0, "maj"],
      [7, "maj", 11],
      [9, "m"],
      [5, "maj", 9],
    ],
    [
      [0, "maj", 4],
      [5, "maj"],
      [7, "maj", 11],
      [0, "maj"],
    ],
    [
      [5, "maj"],
      [0, "maj", 7],
      [7, "7"],
      [0, "maj"],
    ],
    [
      [9, "m", 0],
      [2, "m", 5],
      [4, "7", 8],
      [9, "m"],
    ],
  ],
  steps: [
    [
      [0, "maj"],
      [0, "maj", 4],
      [5, "maj"],
      [7, "maj"],
    ],
    [
      [9, "m"],
      [9, "m", 7],
      [5, "maj"],
      [7, "maj"],
    ],
    [
      [0, "maj"],
      [0, "7"],
      [5, "maj"],
      [5, "m"],
    ],
    [
      [0, "maj"],
      [0, "maj7"],
      [0, "7"],
      [5, "maj"],
    ],
    [
      [0, "maj"],
      [7, "maj", 11],
      [9, "m"],
      [9, "m", 7],
    ],
    [
      [9, "m"],
      [9, "mmaj7"],
      [9, "m7"],
      [9, "m6"],
    ],
  ],
  power: [
    [
      [4, "5"],
      [7, "5"],
      [9, "5"],
      [0, "5"],
    ],
    [
      [2, "5"],
      [5, "5"],
      [7, "5"],
      [5, "5"],
    ],
    [
      [9, "5"],
      [5, "5"],
      [0, "5"],
      [7, "5"],
    ],
  ],
};
