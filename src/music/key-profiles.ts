/**
 * Key profiles: how much of the time each degree sounds in a major or minor key, from the tonic up in semitones.
 * Albrecht and Shanahan, "The Use of Large Corpora to Train a New Type of Key-Finding Algorithm", Music Perception 31(1),
 * 2013. Of the published profiles the most often right on pop songs (88.3 % exact), and close to the best on folk tunes.
 */
export const majorProfile: readonly number[] = [
  0.238, 0.006, 0.111, 0.006, 0.137, 0.094, 0.016, 0.214, 0.009, 0.08, 0.008, 0.081,
];
/** The same for minor keys. */
export const minorProfile: readonly number[] = [
  0.22, 0.006, 0.104, 0.123, 0.019, 0.103, 0.012, 0.214, 0.062, 0.022, 0.061, 0.052,
];
