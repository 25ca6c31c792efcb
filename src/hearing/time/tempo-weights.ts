/**
 * Table: weights of tempo inference, one for each feature of tempo-candidates.ts, of songs and of clips. Made by
 * eval/train/tempo.ts from 184 of gmd, 952 of gmd, cut, 462 of gmd, clips, 478 of pop909, 875 of pop909, cut, 286 of synth, 848 of synth, cut, 14 of synth, clips (gmd: Groove); MIT, CC BY 4.0 and CC0 data.
 */

const songs = `
2.9737 0.96457 2.2142 -0.80178 -2.2999 4.1085 0.015887 2.5735 4.4102 2.7538 1.6307 3.1110 5.1366
-0.76928 -2.2319 -0.79909 -0.66257 -0.40639 -0.33061 -0.42058 -1.2641 -1.4071 -0.58652 -1.1450
0.40056 -2.3609 0.18160 0.15530 -0.26436 0.14330 0.50394 -2.7703 -0.37813 2.2863 2.7249 2.0281
6.0242 1.7907 -0.78792 1.6681 -1.4196
`;

const clips = `
0.88367 -3.2854 -0.54775 4.1625 -1.1782 3.0471 2.3123 2.5127 1.3176 -1.2271 1.7388 1.5523 2.6249
0.64395 -2.7722 0.44120 0.42570 -0.31905 -0.044033 -0.059359 -0.70084 0.66702 -0.11672 -0.52368
0.29255 -2.4935 0.38423 0.10034 -0.20574 -0.18367 0.16121 -2.7564 -0.36958 2.0223 1.0567 1.1046
2.3823 1.0124 -2.0344 0.081653 -1.3381 -3.7824 -1.1765 -3.0814 -2.7103 2.5580 -2.3172 2.1252
0.37972 2.6831 2.6719 1.3538 5.7146 0.47608 1.7016 -0.48186 0.85375 -0.39905 1.5314
`;

const read = (table: string): Float64Array => Float64Array.from(table.trim().split(/\s+/), Number);

/** Weights of the features of a candidate. */
export interface TempoWeights {
  readonly songs: Float64Array;
  readonly clips: Float64Array;
}

export const tempoWeights: TempoWeights = { songs: read(songs), clips: read(clips) };
