/** Bars of 48 parts as they are gathered: three words of 16 bits for each lane, small enough to compare as text. */

/** Words of a lane. */
export const laneWords = 3;

/** Adds a hit at a part of the bar. */
export function hit(words: Uint16Array, lane: number, part: number): void {
  words[lane * laneWords + (part >> 4)]! |= 1 << (part & 15);
}

/** Whether a lane is hit at a part of the bar. */
export const isHit = (words: Uint16Array, lane: number, part: number): boolean =>
  ((words[lane * laneWords + (part >> 4)]! >> (part & 15)) & 1) === 1;

/** Hits of a lane. */
export function hitCount(words: Uint16Array, lane: number): number {
  let count = 0;
  for (let word = lane * laneWords; word < (lane + 1) * laneWords; word++) {
    for (let rest = words[word]!; rest !== 0; rest &= rest - 1) count++;
  }
  return count;
}

/** A lane as it is stored: bit 0 the downbeat. */
export const maskOf = (words: Uint16Array, lane: number): number =>
  words[lane * laneWords]! + words[lane * laneWords + 1]! * 0x1_0000 + words[lane * laneWords + 2]! * 0x1_0000_0000;

/** The same text for the same bar. */
export const nameOf = (words: Uint16Array): string => String.fromCharCode(...words);

/** More different bars than these are played by hand, and none of them is what the song repeats. */
export const mostBars = 128;

/** Different bars in the order in which they are first heard, at most 128. */
export function distinctBars(bars: Iterable<Uint16Array>): readonly Uint16Array[] {
  const distinct = new Map<string, Uint16Array>();
  for (const bar of bars) {
    if (distinct.size === mostBars) break;
    const name = nameOf(bar);
    if (!distinct.has(name)) distinct.set(name, bar);
  }
  return [...distinct.values()];
}
