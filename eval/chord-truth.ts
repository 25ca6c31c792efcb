/** Annotated chords of the corpus as timed labels, and the rules by which they are compared. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type Song, secondsAt, tempoMap } from "../src/midi/mod.ts";
import { parsePitchClass } from "../src/music/pitch.ts";
import { songAt, table } from "./corpus.ts";

/** One annotated chord. */
export interface TrueChord {
  /** In seconds from the start of the file. */
  readonly begin: number;
  readonly end: number;
  /** 0-11; -1 for no chord. */
  readonly root: number;
  /** Quality as annotated: `maj`, `min7`, `sus4(b7)` ...; empty for no chord, X where the annotator did not know. */
  readonly quality: string;
}

/** What an annotator writes who cannot tell. */
const unknown = "X";

/** One file with its chords. */
export interface ChordFile {
  readonly path: string;
  readonly source: string;
  readonly song: Song;
  readonly chords: readonly TrueChord[];
}

/** Files with annotated chords, in the order of the tables. */
export function* chordFiles(corpus: string, sources?: readonly string[]): Generator<ChordFile> {
  for (const part of ["dev", "dev-copyleft"]) {
    for (const row of table(join(corpus, part, "truth.tsv"))) {
      const source = row["source"] ?? "";
      const labels = row["truth_chords_file"];
      if (!labels || row["variant"] !== "orig" || (sources && !sources.includes(source))) continue;
      const path = join(corpus, part, row["path"] ?? "");
      const song = existsSync(path) ? songAt(path) : undefined;
      if (song) yield { path, source, song, chords: chordsAt(join(corpus, part, labels), song) };
    }
  }
}

/** Reads a table of labels; its times are in quarters or in seconds, as its header says. */
function chordsAt(path: string, song: Song): readonly TrueChord[] {
  const [header = "", ...lines] = readFileSync(path, "utf8").split("\n").filter(Boolean);
  const inQuarters = header.startsWith("#onset_quarter");
  const map = tempoMap(song);
  const seconds = (time: string): number =>
    inQuarters ? secondsAt(map, Number(time) * song.ticksPerQuarter) : Number(time);
  return lines.map((line) => {
    const cells = line.split("\t");
    const label = cells.at(-1) ?? "";
    const [, root = "", quality = ""] = /^([A-G][#b]*):?([^/]*)/.exec(label) ?? [];
    const isChord = root !== "";
    return {
      begin: seconds(cells[0] ?? ""),
      end: seconds(cells[1] ?? ""),
      root: isChord ? (parsePitchClass(root) ?? -1) : -1,
      quality: isChord ? quality || "maj" : label === "N" ? "" : unknown,
    };
  });
}

/**
 * Class of a chord under the "majmin" rules of mir_eval: major 0-11, minor 12-23, no chord 24; undefined for what is
 * neither (suspended, diminished, augmented, power chords), which is not compared.
 */
export function majmin({ root, quality }: Pick<TrueChord, "root" | "quality">): number | undefined {
  if (root < 0) return quality === unknown ? undefined : 24;
  if (/^(?:sus|5|dim|hdim|aug|o)/.test(quality)) return undefined;
  return /^(?:min|m(?!aj))/.test(quality) ? root + 12 : root;
}

/** One estimated stretch: begin and end in seconds, root (-1 for no chord) and class as `majmin` gives it. */
export type Estimated = readonly [begin: number, end: number, root: number, triad: number | undefined];

/** Shares of the annotated time in which the estimate is right, 0-1. */
export interface Overlap {
  readonly root: number;
  readonly majmin: number;
}

/** Duration-weighted overlap of one file; both lists ascend in time, and time without an estimate is no chord (mir_eval). */
export function overlap(truth: readonly TrueChord[], estimated: readonly Estimated[]): Overlap {
  const first = estimated[0]?.[0] ?? Number.POSITIVE_INFINITY;
  const last = estimated.at(-1)?.[1] ?? first;
  const filled: readonly Estimated[] = [
    [Number.NEGATIVE_INFINITY, first, -1, 24],
    ...estimated,
    [last, Number.POSITIVE_INFINITY, -1, 24],
  ];
  let from = 0;
  const right = { root: 0, majmin: 0 };
  const compared = { root: 0, majmin: 0 };
  for (const chord of truth) {
    const triad = majmin(chord);
    if (chord.quality !== unknown) compared.root += chord.end - chord.begin;
    if (triad !== undefined) compared.majmin += chord.end - chord.begin;
    while (from < filled.length && filled[from]![1] <= chord.begin) from++;
    for (let n = from; n < filled.length && filled[n]![0] < chord.end; n++) {
      const [begin, end, root, guess] = filled[n]!;
      const shared = Math.min(end, chord.end) - Math.max(begin, chord.begin);
      if (root === chord.root && chord.quality !== unknown) right.root += shared;
      if (triad !== undefined && guess === triad) right.majmin += shared;
    }
  }
  return { root: right.root / compared.root, majmin: right.majmin / compared.majmin };
}
