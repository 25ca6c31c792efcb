/**
 * Table: log-odds of minor against its relative major by the triad of a window: roots from the major tonic up, major triads,
 * then minor ones. Made by `bun eval/train/key.ts` from POP909 001-600 (MIT), half of Nottingham (GPL-3.0) and OpenScore
 * lieder (CC0). Not to be edited by hand.
 */
// biome-ignore format: one row a kind of triad
export const relativeWeights: readonly number[] = [
  -1.18, -0.08, 0.25, -0.07, 1.25, -0.19, 0.06, -0.39, -0.17, 1.16, -0.15, 0.3,
  -0.11, 0.2, 0.18, 0.03, 0.51, -0.16, 0.25, 0.01, 0.12, 1.11, 0.09, 0.4,
];
