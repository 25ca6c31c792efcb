/** What decoding reads of a beat, and where the weight of each stands among those that were learned. */

/** Classes of a beat: major triads 0-11 by root, minor triads 12-23, no chord. */
export const noChord = 24;
export const classes = 25;

/** Features of one triad quality: chroma, its root, bass, chroma of the beats before and behind; 12 each, from the root. */
export const featureCount = 60;

/**
 * Features of tones that sound together, for one triad: what no sum over single tones can say. The least of root, third
 * and fifth; of each two of them (root and third, third and fifth, root and fifth); of the bass on the root and the
 * third; of the triad and a seventh; whether the third sounds; the lesser of both thirds.
 */
export const jointCount = 8;
/** Below this share a third does not sound. */
export const leastThird = 0.05;

/** Where each kind of weight begins. */
export const weightsAt = {
  /** Of the two qualities, `jointCount` each. */
  joint: 2 * featureCount,
  constants: 2 * featureCount + 2 * jointCount,
  /** Costs of a change on a downbeat, in the middle of a bar, elsewhere. */
  changes: 2 * featureCount + 2 * jointCount + 2,
  /** The same for a change to silence, then from it. */
  silence: 2 * featureCount + 2 * jointCount + 5,
  end: 2 * featureCount + 2 * jointCount + 11,
} as const;

/** Learned weights: features of major, of minor, then as `weightsAt` says. No chord scores 0. */
export type ChordWeights = ArrayLike<number>;
