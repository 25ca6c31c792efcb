/** What the key model learns from: annotated songs, versions of them in other modes, and songs that are made in the modes. */
import type { Song } from "../../src/midi/mod.ts";
import { modalised } from "../key-modalised.ts";
import { modalSongs } from "../key-tunes.ts";
import { modalTunes } from "../modal-tunes.ts";
import { type AnnotatedSong, foldOf, sourceWeights } from "./key-data.ts";

/** A song to learn from. */
export interface Example {
  readonly song: Song;
  /** Keys that are right: two where musicians call it either. */
  readonly keys: readonly number[];
  readonly source: string;
  /** Group of the piece, as `AnnotatedSong` has it. */
  readonly group: string;
  readonly weight: number;
}

/** Made songs, and their seed: evaluations make theirs by others. */
const madeSongs = 900;
const madeSeed = 1;
/** What all made songs count together. */
const madeWeight = 1.3;
/** Kinds of which few are made, and that count more: their tonic is not that of their commonest scale. */
const rare: ReadonlySet<string> = new Set(["double plagal"]);
const rareWeight = 2;
/** What a real tune in a mode counts, against a song in major or minor: there are few, and nothing is made in them. */
const realModeWeight = 8;
/** What versions in other modes count, as a part of their source. Chord clips are too short to keep their tonic. */
const modalisedWeight = 0.12;
/** One song in so many has a version to learn from. */
const modalisedStep = 3;

/** Examples of annotated songs and of those that are made. */
export function examplesOf(songs: readonly AnnotatedSong[]): readonly Example[] {
  const real = songs.map(({ song, key, source, group, path }) => ({
    ...{ song, source, group },
    keys: [modalTunes.get(path) ?? key],
    factor: modalTunes.has(path) ? realModeWeight : 1,
  }));
  const chosen = songs.filter(
    ({ source, path }) => source !== "free-midi-chords" && foldOf(path, 98) % modalisedStep === 0,
  );
  const versions = modalised(chosen).map(({ song, keys, source, group }) => ({
    ...{ song, keys, group, factor: modalisedWeight },
    source: `${source} in a mode`,
  }));
  const made = modalSongs(madeSongs, madeSeed).map(({ song, keys, kind }) => ({
    ...{ song, keys, source: "made", group: "made" },
    factor: madeWeight * (rare.has(kind) ? rareWeight : 1),
  }));
  const counts = new Map<string, number>();
  const all = [...real, ...versions, ...made];
  for (const { source } of all) counts.set(source, (counts.get(source) ?? 0) + 1);
  return all.map(({ factor, ...one }) => ({
    ...one,
    weight: (factor * (sourceWeights[one.source.replace(" in a mode", "")] ?? 1)) / (counts.get(one.source) as number),
  }));
}
