/** The progression of a song: its chords one after the other, each with the key that holds where it begins. */
import { type Song, view } from "../../midi/song.ts";
import { chordText, type KeyedChord } from "../../music/chord-text.ts";
import { tonicName } from "../../music/keys.ts";
import { localKeys } from "../tonality/song-key.ts";
import { type ChordSegment, chordSequence, isSameChord } from "./chord-sequence.ts";

/** Longer progressions are cut: the end of a suite says nothing that its beginning did not, and columns stay small. */
const mostChords = 512;

/** A chord as it stands in the progression. */
export interface HeardChord extends ChordSegment {
  /** The chord, and the tonic of its key, by which it is spelled. */
  readonly chord: KeyedChord;
  /** Key, mode * 12 + tonic, that holds where it begins; null where no key is heard. */
  readonly key: number | null;
}

/** Segments that have a chord; a chord that goes on after a break is not told again. */
export const heardChords: (song: Song) => readonly HeardChord[] = view((song) => {
  const keys = localKeys(song);
  const heard: HeardChord[] = [];
  let at = 0;
  for (const { chord, ...segment } of chordSequence(song)) {
    const before = heard.at(-1)?.chord;
    if (!chord || (before && isSameChord(before, chord))) continue;
    while (at + 1 < keys.length && keys[at + 1]!.tick <= segment.tick) at++;
    const key = keys[at]?.key ?? null;
    const { root, quality, bass } = chord;
    const tonic = key === null ? null : tonicName(key, isWrittenFlat(song));
    heard.push({ ...segment, chord: { root, quality, bass, tonic }, key });
  }
  return heard;
});

/** The chords of a song that are stored: the first 512. */
export const toldChords = (song: Song): readonly HeardChord[] => heardChords(song).slice(0, mostChords);

/** Such chords as text. */
export const textOfChords = (heard: readonly HeardChord[]): string => chordText(heard.map(({ chord }) => chord));

/** Whether the file's key signatures have flats: of six accidentals, which F# major and Gb major share, they decide. */
export function isWrittenFlat(song: Song): boolean {
  const { fifths } = song.keySignatures;
  return fifths.some((accidentals) => accidentals < 0);
}
