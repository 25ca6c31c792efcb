/** Measures of the field, as MIREX defines them. */
import { scaleOf } from "../src/music/keys.ts";

/** Points for a key (MIREX 2005): 1 right, .5 a fifth above in the same mode, .3 relative, .2 parallel. */
export function mirex(found: number, truth: number): number {
  if (found === truth) return 1;
  if (Math.floor(found / 12) === Math.floor(truth / 12)) return (found - truth + 12) % 12 === 7 ? 0.5 : 0;
  if (scaleOf(found) === scaleOf(truth)) return 0.3;
  return found % 12 === truth % 12 ? 0.2 : 0;
}

/** Tolerance of tempos. */
const nearTempo = 0.04;

/** Multiples that tempo accuracy 2 forgives; accuracy 1 takes 1 only. */
export const tempoLevels = [1, 2, 1 / 2, 3, 1 / 3];

/** Whether a tempo lies within 4 % of one of the truths times one of the multiples. */
export const isTempo = (bpm: number | null, truths: readonly number[], by: readonly number[]): boolean =>
  truths.some((truth) => by.some((level) => bpm !== null && Math.abs(bpm / (truth * level) - 1) <= nearTempo));
