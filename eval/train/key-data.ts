/**
 * Songs with annotated keys, to train and to judge key finding, with the licences of their sources:
 * POP909 001-600 (MIT; keys of POP909-CL), half of Nottingham as full tunes, melodies and chords (GPL-3.0),
 * OpenScore lieder with a derivable key (CC0), free-midi-chords (MIT), synthetic songs (CC0, our own).
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parseSong, type Song } from "../../src/midi/mod.ts";
import { parseKey } from "../../src/music/mod.ts";

/** One song with its key. */
export interface AnnotatedSong {
  readonly path: string;
  readonly source: string;
  /** Versions of one piece share a group: never one to learn from and another to judge by. */
  readonly group: string;
  readonly key: number;
  /** What the annotation says beside the key: modulations of the synthetic songs. */
  readonly notes: string;
  readonly song: Song;
}

/** Parts of cross-validation. */
export const folds = 5;

/** How much a whole source counts in training, whatever the number of its songs. */
export const sourceWeights: Readonly<Record<string, number>> = {
  pop909: 2,
  "nottingham-full": 1,
  "nottingham-melody": 1.2,
  "nottingham-chords": 0.5,
  "openscore-lieder": 1.5,
  "free-midi-chords": 1.5,
  synth: 0.5,
};

/** All songs of the corpus whose key is known. */
export function annotatedSongs(corpus: string): readonly AnnotatedSong[] {
  return ["dev", "dev-copyleft"].flatMap((part) => {
    const [head = "", ...lines] = readFileSync(join(corpus, part, "truth.tsv"), "utf8")
      .trimEnd()
      .split("\n");
    const names = head.split("\t");
    return lines.flatMap((line): AnnotatedSong[] => {
      const cells = line.split("\t");
      const cell = (name: string): string => cells[names.indexOf(name)] ?? "";
      const key = parseKey(cell("truth_key"));
      const source = cell("source");
      if (key === undefined || !Object.hasOwn(sourceWeights, source)) return [];
      const path = join(part, cell("path"));
      const song = parseSong(new Uint8Array(readFileSync(join(corpus, path))));
      return [{ path, source, group: groupOf(source, path), key, notes: cell("notes"), song }];
    });
  });
}

/** Fold of a group in one of many splits: a hash (FNV-1a), so that it does not depend on which other songs there are. */
export function foldOf(name: string, split: number): number {
  const group = `${name}${split}`;
  let hash = 2166136261;
  for (let n = 0; n < group.length; n++) hash = Math.imul(hash ^ group.charCodeAt(n), 16777619);
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  return ((hash ^ (hash >>> 12)) >>> 0) % folds;
}

function groupOf(source: string, path: string): string {
  const name = path.slice(path.lastIndexOf("/") + 1);
  if (source.startsWith("nottingham")) return `nottingham/${name}`;
  // "C - I iii IV vi - Romantic.mid": the same progression comes in twelve keys and several styles.
  if (source === "free-midi-chords") return `free-midi-chords/${name.split(" - ")[1]}`;
  return path;
}
