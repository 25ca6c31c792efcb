/**
 * Table: weights of tempo inference, one for each feature of tempo-candidates.ts. Made by eval/train/tempo.ts from
 * 478 files of pop909, 234 files of gmd, 412 files of fill, 300 files of synth (gmd and its fills: Groove); MIT, CC BY 4.0 and CC0 data.
 */

const table = `
-0.17169 -3.8791 -0.24563 3.7880 0.79681 6.6825 2.5926 2.9657 2.9937 -0.81819 2.1384 2.3112
3.8526 -0.44483 -2.7152 -0.78731 -0.35780 -0.37831 0.062643 -0.12007 -0.95198 -0.92759 -0.30919
-1.0586 -0.50386 -2.6750 1.4337 -0.20954 -0.11394 -0.14601 0.10488 -2.8443 -0.67992 2.4556
2.8359 1.9869 5.0527 0.53733 -3.4766 3.0718 -2.7858 -5.5625 -3.4262 -3.5295 -2.2791 4.4560
-6.2585 4.2991 -1.8643 4.8190 0.44422 2.3966 5.6619 0.63709 2.0225 -0.71656 0.57533 0.70683
-7.1325 0.18765 -0.48337 1.4387
`;

/** Weights of the features of a candidate. */
export const tempoWeights = Float64Array.from(table.trim().split(/\s+/), Number);
