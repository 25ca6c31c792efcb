/** A line in degrees of the scales that hold. */
import type { Song } from "../../midi/song.ts";
import { scaleDegrees, tonicOf } from "../../music/keys.ts";
import { degreeLetter } from "../../music/patterns/degrees.ts";
import type { Line } from "../parts/roles.ts";
import { localKeys } from "./song-key.ts";

/** One letter a note, in the scale of the key that holds there; null where no key is heard. */
export function degreesOf(song: Song, { length, note, pitch }: Line): string | null {
  const keys = localKeys(song);
  if (keys.length === 0) return null;
  const { onset } = song.notes;
  let letters = "";
  let at = 0;
  let ofPitchClass = lettersOf(keys[0]!.key);
  for (let n = 0; n < length; n++) {
    const before = at;
    while (at + 1 < keys.length && keys[at + 1]!.tick <= onset[note[n]!]!) at++;
    if (at !== before) ofPitchClass = lettersOf(keys[at]!.key);
    letters += ofPitchClass[pitch[n]! % 12]!;
  }
  return letters;
}

/** Letters of the twelve pitch classes in a key. */
function lettersOf(key: number): readonly string[] {
  const scale = scaleDegrees(key);
  return Array.from({ length: 12 }, (_, pitchClass) => degreeLetter((pitchClass + 12 - tonicOf(key)) % 12, scale));
}
