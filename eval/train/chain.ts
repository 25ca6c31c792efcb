/** A chain of classes with costs of changing (conditional random field): how likely labels are under it, and the slope of that. */
import { noChord, weightsAt } from "../../src/hearing/harmony/chord-features.ts";

const classes = noChord + 1;

/** Transitions at each of three places in the bar, as factors of probability: rows from, columns to. */
export function transitions(weights: Float64Array): readonly Float64Array[] {
  return [0, 1, 2].map((place) => {
    const factors = new Float64Array(classes * classes);
    for (let from = 0; from < classes; from++) {
      for (let to = 0; to < classes; to++)
        factors[from * classes + to] = from === to ? 1 : Math.exp(-weights[costAt(from, to, place)]!);
    }
    return factors;
  });
}

const costAt = (from: number, to: number, place: number): number =>
  from === noChord
    ? weightsAt.silence + 3 + place
    : to === noChord
      ? weightsAt.silence + place
      : weightsAt.changes + place;

/** One song: scores by beat and class, the place of each beat, and the labels; 255 where any class may be. */
export interface Chain {
  readonly scores: Float32Array;
  readonly places: Uint8Array;
  readonly labels: Uint8Array;
}

/**
 * Adds the expected number of times of each class (`expected`) and of each change (`slope`), times `sign`; of labelled
 * beats only the label counts where `isLabelled`. Forward and backward in probabilities, scaled in each beat.
 */
export function addExpected(
  { scores, places, labels }: Chain,
  factors: readonly Float64Array[],
  isLabelled: boolean,
  sign: number,
  expected: Float64Array,
  slope: Float64Array,
): void {
  const length = labels.length;
  const own = new Float64Array(length * classes);
  const before = new Float64Array(length * classes);
  const behind = new Float64Array(length * classes).fill(1, (length - 1) * classes);
  const scale = new Float64Array(length);
  for (let beat = 0; beat < length; beat++) {
    const row = beat * classes;
    const label = isLabelled ? labels[beat]! : 255;
    let sum = 0;
    // All other classes stay at 0.
    for (let n = label === 255 ? 0 : label; n < (label === 255 ? classes : label + 1); n++) {
      own[row + n] = Math.exp(scores[row + n]!);
      if (beat === 0) before[row + n] = own[row + n]!;
      else {
        let arriving = 0;
        const factor = factors[places[beat]!]!;
        for (let from = 0; from < classes; from++)
          arriving += before[row - classes + from]! * factor[from * classes + n]!;
        before[row + n] = arriving * own[row + n]!;
      }
      sum += before[row + n]!;
    }
    scale[beat] = sum;
    for (let n = 0; n < classes; n++) before[row + n]! /= sum;
  }
  for (let beat = length - 2; beat >= 0; beat--) {
    const row = (beat + 1) * classes;
    const factor = factors[places[beat + 1]!]!;
    const label = isLabelled ? labels[beat + 1]! : 255;
    for (let from = 0; from < classes; from++) {
      let sum = 0;
      for (let n = label === 255 ? 0 : label; n < (label === 255 ? classes : label + 1); n++)
        sum += factor[from * classes + n]! * own[row + n]! * behind[row + n]!;
      behind[row - classes + from] = sum / scale[beat + 1]!;
    }
  }
  for (let cell = 0; cell < own.length; cell++) expected[cell]! += sign * before[cell]! * behind[cell]!;
  for (let beat = 1; beat < length; beat++) {
    const row = beat * classes;
    const place = places[beat]!;
    const factor = factors[place]!;
    for (let from = 0; from < classes; from++) {
      const left = before[row - classes + from]!;
      if (left < 1e-7) continue;
      for (let to = 0; to < classes; to++) {
        if (from === to || own[row + to] === 0) continue;
        const often = (left * factor[from * classes + to]! * own[row + to]! * behind[row + to]!) / scale[beat]!;
        slope[costAt(from, to, place)]! -= sign * often;
      }
    }
  }
}
