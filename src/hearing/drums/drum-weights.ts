/**
 * Table: weights of drum-likeness.ts, in the order of its features. Made by eval/train/drums.ts from Groove, the drums and
 * melodies of freedoom, EasyRPG, OpenMSX, libADLMIDI and synthetic songs, and POP909, OpenScore, JS Fake Chorales, Nottingham.
 */
export const drumWeights: readonly number[] = [
  0.581, -2.35, 1.988, 0.214, 1.009, -2.398, 0.371, 1.184, -2.539, 4.897, 2.073, 1.235, 0.783, -0.604, -0.189, -3.781,
  -1.292, 0.163, -0.931, 2.608, 1.727, 0.842, -0.527,
];
