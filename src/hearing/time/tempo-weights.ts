/**
 * Table: weights of tempo inference, one for each feature of tempo-candidates.ts. Made by eval/train/tempo.ts from
 * 478 files of pop909, 234 files of gmd, 412 files of fill, 300 files of synth (gmd and its fills: Groove); MIT, CC BY 4.0 and CC0 data.
 */

const table = `
-0.13309 -4.8894 -0.78681 4.7328 0.80539 6.6928 3.4136 3.0482 2.9114 -0.54002 2.9501 3.0589
4.0700 -0.52786 -2.6539 -0.72577 -0.43859 -0.35789 0.060653 -0.18484 -0.95761 -1.0216 -0.36721
-1.1593 -0.63741 -2.8570 2.2546 -0.30079 -0.094074 -0.22384 0.15287 -2.5628 -0.59007 2.3235
2.8613 1.9038 4.4835 1.0499 -3.3432 2.8640 -3.0108 -5.8026 -3.6828 -3.9321 -2.8509 4.4130 -5.6973
4.7695 -1.6023 5.2338 0.49231 2.6483 5.6959 0.72795 2.1311 -0.73854 0.59862 1.2456 -7.0790
0.48198 -0.57260 1.5738
`;

/** Weights of the features of a candidate. */
export const tempoWeights = Float64Array.from(table.trim().split(/\s+/), Number);
