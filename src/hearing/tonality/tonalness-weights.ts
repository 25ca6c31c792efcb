/**
 * Table: weights of tonality in the order of tonalness.ts. Made by `bun eval/train/key-tonalness.ts` from the songs that the
 * key model is trained on (see key-weights.ts) and from songs in the modes and without a key that it makes. Not to be edited
 * by hand.
 */
export const tonalnessWeights: readonly number[] = [
  // whole song, coefficient 1
  1.2,
  // whole song, coefficient 2
  5.31,
  // whole song, coefficient 3
  6.67,
  // whole song, coefficient 4
  0.84,
  // whole song, coefficient 5
  15.08,
  // whole song, coefficient 6
  -2.21,
  // two seconds, coefficient 1
  -5.44,
  // two seconds, coefficient 2
  -1.33,
  // two seconds, coefficient 3
  1.85,
  // two seconds, coefficient 4
  -0.64,
  // two seconds, coefficient 5
  8.22,
  // two seconds, coefficient 6
  -4.89,
  // greater fifth coefficient, squared
  2.05,
  // pitch classes that are present, of 12
  -1.56,
  // length, doublings of 8 windows up to 4
  -0.02,
  // bias
  -3.55,
];
