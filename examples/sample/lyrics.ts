// Words under a melody: syllables parted by spaces, one for each note; "-" at a syllable's end joins it to the next, "_" keeps the
// syllable before for one more note, and every line of text is a line of the song.

import type { Note } from "./notation.ts";

export interface Syllable {
  readonly onset: number; // quarter notes
  readonly text: string;
  readonly startsLine: boolean;
}

/** Throws RangeError when there are more syllables than notes, or fewer. */
export function alignWords(words: string, notes: readonly Note[]): Syllable[] {
  const lines = words.trim().split("\n");
  const tokens = lines.flatMap((line) =>
    line
      .trim()
      .split(/\s+/)
      .map((text, place) => ({ text, startsLine: place === 0 })),
  );
  if (tokens.length !== notes.length)
    throw new RangeError(`Cannot align ${tokens.length} syllables of "${lines[0]}" with ${notes.length} notes`);
  return tokens.flatMap(({ text, startsLine }, index) => {
    const onset = notes[index]?.onset ?? 0;
    if (text === "_") return [];
    return [{ onset, startsLine, text: text.endsWith("-") ? text.slice(0, -1) : `${text} ` }];
  });
}
