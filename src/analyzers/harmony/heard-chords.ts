/** The progression of a song: its chords one after the other, each with the key that holds where it begins. */
import { type Song, view } from "../../midi/song.ts";
import { type Chord, qualities, type Triad } from "../../music/chords.ts";
import { tonicOf } from "../../music/keys.ts";
import { localKeys } from "../tonality/song-key.ts";
import { type ChordSegment, chordSequence } from "./chord-sequence.ts";

/** Longer progressions are cut: the end of a suite says nothing that its beginning did not, and columns stay small. */
const mostChords = 512;

/** A chord as it stands in the progression. */
export interface HeardChord extends ChordSegment {
  readonly chord: Chord;
  /** Key, mode * 12 + tonic, that holds where it begins; null where no key is heard. */
  readonly key: number | null;
}

/** Segments that have a chord; a triad that goes on after a break is not told again. */
export const heardChords: (song: Song) => readonly HeardChord[] = view((song) => {
  const keys = localKeys(song);
  const heard: HeardChord[] = [];
  let at = 0;
  for (const { chord, ...segment } of chordSequence(song)) {
    const before = heard.at(-1)?.chord;
    if (!chord || (before && before.root === chord.root && triadOf(before) === triadOf(chord))) continue;
    while (at + 1 < keys.length && keys[at + 1]!.tick <= segment.tick) at++;
    heard.push({ ...segment, chord, key: keys[at]?.key ?? null });
  }
  return heard;
});

/** The chords of a song that are stored: the first 512. */
export const toldChords = (song: Song): readonly HeardChord[] => heardChords(song).slice(0, mostChords);

/** Chords as `chordText` takes them. */
export const withTonics = (heard: readonly HeardChord[]): readonly (Chord & { readonly tonic: number | null })[] =>
  heard.map(({ chord, key }) => ({ ...chord, tonic: key === null ? null : tonicOf(key) }));

const triadOf = ({ quality }: Chord): Triad => qualities[quality].triad;
