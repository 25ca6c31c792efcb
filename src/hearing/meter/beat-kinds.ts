/** Which beats have sixteenths and which triplets: their onsets tell it together, since one alone may be late or swung. */

/** How near an onset is to its place when it was quantised, in beats; and the share of such from which a song was. */
const exact = 1 / 96;
const mostlyExact = 0.9;
/**
 * In a song that was not: what speaks against a beat of triplets where they are rare, against one of sixteenths among
 * triplets, and against one of both, as sums of squared distances in beats. A third is 1/12 of a beat from a quarter of
 * it, so one onset alone (1/144) is no triplet among sixteenths, but two are.
 */
const against = { unusual: 0.008, mixed: 0.004 };
/** In a beat of both squares count so often: swung sixteenths, and 32nds, are near to anything. */
const mixedPrecision = 16;
/** An onset is in the middle of a beat, or on its second third, within this part of a beat. */
const near = 1 / 24;
/** Shares of second thirds among them from which triplets are usual, and up to which they are not. */
const usualTriplets = 0.5;
const fewTriplets = 0.2;
/** Middles of beats that every song is taken to have: most music is in sixteenths. */
const assumedMiddles = 4;

/** The multiple of a part of a beat that is nearest; all of them where there are no parts. */
export const nearest = (place: number, parts: number): number =>
  parts > 0 ? Math.round(place * parts) / parts : Number.POSITIVE_INFINITY;

/**
 * For each beat 0 where its onsets lie on the usual parts, 1 on the others, 2 on both; whichever they together lie
 * nearest to, by least squares.
 *
 * @param beats the beat that each onset belongs to, below `count`.
 * @param places how far behind it the onset is, in beats; negative where it is early.
 */
export function beatKinds(
  beats: Int32Array,
  places: Float64Array,
  count: number,
  usual: number,
  others: number,
): Uint8Array {
  const kinds = new Uint8Array(count);
  if (others === 0) return kinds;
  const squares = new Float32Array(3 * count);
  let [middles, thirds, exactOnes] = [0, 0, 0];
  for (let n = 0; n < places.length; n++) {
    const beat = beats[n]!;
    const place = places[n]!;
    const toUsual = (place - nearest(place, usual)) ** 2;
    const toOther = (place - nearest(place, others)) ** 2;
    const toEither = Math.min(toUsual, toOther);
    squares[3 * beat]! += toUsual;
    squares[3 * beat + 1]! += toOther;
    squares[3 * beat + 2]! += mixedPrecision * toEither;
    if (toEither < exact * exact) exactOnes++;
    if (Math.abs(place - 1 / 2) < near) middles++;
    else if (Math.abs(place - 2 / 3) < near) thirds++;
  }
  const isExact = exactOnes >= places.length * mostlyExact;
  const share = others === 3 ? thirds / (middles + thirds + assumedMiddles) : 0;
  const againstUsual = !isExact && share >= usualTriplets ? against.unusual : 0;
  const againstOther = !isExact && share <= fewTriplets ? against.unusual : 0;
  const againstBoth = isExact ? 0 : Math.max(againstUsual, againstOther) + against.mixed;
  for (let beat = 0; beat < count; beat++) {
    const onUsual = squares[3 * beat]! + againstUsual;
    const onOther = squares[3 * beat + 1]! + againstOther;
    const onBoth = squares[3 * beat + 2]! + againstBoth;
    if (onUsual <= onOther && onUsual <= onBoth) continue;
    kinds[beat] = onOther <= onBoth ? 1 : 2;
  }
  return kinds;
}
