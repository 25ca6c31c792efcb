/** Sections: stretches of bars that are alike, under one letter. */

import { type Song, view } from "../../midi/song.ts";
import { type Bars, barLikeness, bars } from "./bars.ts";

/**
 * Mean likeness at which two sections are one: of .6 to .8, .65 finds the whole form of most synthetic songs (74 % of
 * 300, whose chords tell it).
 */
const sameSection = 0.65;
/** Sections are of 8 bars, of 4 in shorter pieces. */
const longSection = 8;
const shortSection = 4;
const longPiece = 24;
const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";

/** One section. */
export interface Section {
  /** Sections that are alike have the same letter. */
  readonly letter: string;
  /** Its first bar, an index in `bars(song)`. */
  readonly bar: number;
  /** Its length in bars. */
  readonly bars: number;
}

/** Sections of a song from its first bar on; what is left behind the last whole section is none. */
export const sections: (song: Song) => readonly Section[] = view((song) => {
  const all = bars(song);
  const length = all.length >= longPiece ? longSection : shortSection;
  const firsts: number[] = [];
  const found: Section[] = [];
  for (let bar = 0; bar + length <= all.length; bar += length) {
    const likeness = firsts.map((first) => sectionLikeness(all, first, bar, length));
    const best = likeness.indexOf(Math.max(...likeness));
    const isKnown = best >= 0 && (likeness[best]! >= sameSection || firsts.length === letters.length);
    if (!isKnown) firsts.push(bar);
    found.push({ letter: letters[isKnown ? best : firsts.length - 1]!, bar, bars: length });
  }
  return found;
});

function sectionLikeness(all: Bars, first: number, second: number, length: number): number {
  let sum = 0;
  for (let bar = 0; bar < length; bar++) sum += barLikeness(all, first + bar, second + bar);
  return sum / length;
}
