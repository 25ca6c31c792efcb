/**
 * Annotated songs put into another mode: every note on the degree that tells the modes apart is moved by a semitone. The
 * sixth of a minor song raised makes it dorian, the second lowered phrygian, and its leading tones become sevenths of the
 * mode; the fourth of a major song raised makes it lydian, the seventh lowered mixolydian. So phrases, basses and cadences
 * are those of real music.
 */
import { channelOf, packInfo, pitchOf, programOf, type Song, velocityOf } from "../src/midi/mod.ts";
import { keyOf, type Mode } from "../src/music/keys.ts";
import { type AnnotatedSong, foldOf } from "./train/key-data.ts";

/** A song in a mode that its notes were moved to. */
export interface Modalised {
  readonly source: string;
  /** Group of the song that it was. */
  readonly group: string;
  readonly song: Song;
  readonly keys: readonly number[];
}

/** Semitones above the tonic that move, and where to. */
const moves: Readonly<Partial<Record<Mode, Readonly<Record<number, number>>>>> = {
  mixolydian: { 11: 10 },
  lydian: { 5: 6 },
  dorian: { 8: 9, 11: 10 },
  phrygian: { 2: 1, 11: 10, 9: 8 },
};
/** Share of the notes that the moved degree has at least: less would tell no mode. */
const leastShare = 0.03;

/** One version of each song whose notes allow it, in a mode by the song's name. */
export function modalised(songs: readonly AnnotatedSong[]): readonly Modalised[] {
  return songs.flatMap(({ song, key, source, group, path }): Modalised[] => {
    const pair: readonly Mode[] = key < 12 ? ["mixolydian", "lydian"] : ["dorian", "phrygian"];
    const mode = pair[foldOf(path, 99) % 2] as Mode;
    const tonic = key % 12;
    const map = moves[mode] as Readonly<Record<number, number>>;
    let [moved, all] = [0, 0];
    const info = song.notes.info.map((packed) => {
      if (channelOf(packed) === 9) return packed;
      const degree = (pitchOf(packed) + 12 - tonic) % 12;
      const to = map[degree];
      all++;
      if (to === undefined) return packed;
      moved++;
      return packInfo(pitchOf(packed) + to - degree, channelOf(packed), velocityOf(packed), programOf(packed));
    });
    if (moved < leastShare * all) return [];
    const keySignatures = {
      tick: new Int32Array(0),
      track: new Uint16Array(0),
      fifths: new Int8Array(0),
      minor: new Uint8Array(0),
    };
    return [
      { source, group, song: { ...song, keySignatures, notes: { ...song.notes, info } }, keys: [keyOf(tonic, mode)] },
    ];
  });
}
