/** Annotated chords of the corpus as timed labels, and the rules by which they are compared. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type Song, secondsAt, tempoMap } from "../src/midi/mod.ts";
import { qualities } from "../src/music/chord-qualities.ts";
import type { Chord } from "../src/music/chords.ts";
import { parsePitchClass } from "../src/music/pitch.ts";
import { type Comparison, comparisons, type Encoded, encoded } from "./chord-rules.ts";
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
  /** The whole label, its bass included, as mir_eval reads it. */
  readonly label: Encoded;
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
      label: encoded(label),
    };
  });
}

/** Class of a chord under the majmin rules of mir_eval: major 0-11, minor 12-23, no chord 24; undefined for what is not compared. */
export function majmin({ label }: Pick<TrueChord, "label">): number | undefined {
  if (label.root === -1) return 24;
  if (comparisons.majmin(label, label) === undefined) return undefined;
  return label.root + ((label.tones & 8) > 0 ? 12 : 0);
}

/** One estimated stretch in seconds. */
export interface Estimated {
  readonly begin: number;
  readonly end: number;
  readonly label: Encoded;
}

const silence = encoded("N");

/** A chord of the decoder as a label: major 0-11, minor 12-23, no chord 24. */
export const triadLabel = (triad: number): Encoded =>
  triad === 24 ? silence : { root: triad % 12, tones: triad < 12 ? 0b10010001 : 0b10001001, bass: 0 };

/** A heard chord as a label. */
export function labelOf(chord: Chord | null): Encoded {
  if (!chord) return silence;
  const bass = (chord.bass - chord.root + 12) % 12;
  const { tones } = encoded(`C:${qualities[chord.quality].harte}`);
  return { root: chord.root, tones: tones | (1 << bass), bass };
}

/** Shares of the annotated time in which the estimate is right, 0-1, by comparison; NaN where nothing is compared. */
export type Overlap = Readonly<Record<keyof typeof comparisons, number>>;

/** Duration-weighted overlap of one file; both lists ascend in time, and time without an estimate is no chord (mir_eval). */
export function overlap(
  truth: readonly Pick<TrueChord, "begin" | "end" | "label">[],
  estimated: readonly Estimated[],
): Overlap {
  const first = estimated[0]?.begin ?? Number.POSITIVE_INFINITY;
  const last = estimated.at(-1)?.end ?? first;
  const filled: readonly Estimated[] = [
    { begin: Number.NEGATIVE_INFINITY, end: first, label: silence },
    ...estimated,
    { begin: last, end: Number.POSITIVE_INFINITY, label: silence },
  ];
  const share = (comparison: Comparison): number => {
    let from = 0;
    let right = 0;
    let compared = 0;
    for (const { begin, end, label } of truth) {
      if (comparison(label, label) === undefined) continue;
      compared += end - begin;
      while (from < filled.length && filled[from]!.end <= begin) from++;
      for (let n = from; n < filled.length && filled[n]!.begin < end; n++) {
        const one = filled[n]!;
        if (comparison(label, one.label)) right += Math.min(one.end, end) - Math.max(one.begin, begin);
      }
    }
    return right / compared;
  };
  return {
    root: share(comparisons.root),
    majmin: share(comparisons.majmin),
    majmin_inv: share(comparisons.majmin_inv),
    sevenths: share(comparisons.sevenths),
    sevenths_inv: share(comparisons.sevenths_inv),
  };
}
