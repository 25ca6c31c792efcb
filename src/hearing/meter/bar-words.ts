/** Bars of 48 parts as they are gathered: three words of 16 bits for each lane, so that whole bars are compared at once. */
import { mixWord } from "../../word-hash.ts";

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

/** One of the bars that a song plays. */
export interface PlayedBar {
  readonly words: Uint16Array;
  /** How often it is played. */
  times: number;
}

/** Different bars, those without a hit left out, in the order in which they are first heard: `words` holds all bars. */
export function playedBars(words: Uint16Array, barWords: number): readonly PlayedBar[] {
  const found = new Map<number, PlayedBar>();
  for (let from = 0; from < words.length; from += barWords) {
    let [hash, some] = [0, 0];
    for (let word = from; word < from + barWords; word++) {
      hash = mixWord(hash, words[word]!);
      some |= words[word]!;
    }
    if (some === 0) continue;
    // Another bar under the same hash stands under the next.
    let known = found.get(hash);
    while (known && !isSame(known.words, words, from)) known = found.get(++hash);
    if (known) known.times++;
    else found.set(hash, { words: words.subarray(from, from + barWords), times: 1 });
  }
  return [...found.values()];
}

function isSame(bar: Uint16Array, words: Uint16Array, from: number): boolean {
  for (let word = 0; word < bar.length; word++) if (bar[word] !== words[from + word]) return false;
  return true;
}

/** More different bars than these are played by hand, and none of them is what the song repeats. */
export const mostDifferent = 128;
