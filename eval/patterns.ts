/**
 * Whether patterns find what they should: `bun run eval patterns [--json] [CORPUS]`.
 *
 * Progressions: `chords ~ I-V-vi-IV` over POP909 001-600 by our own chords, against the same search over the published
 * labels (chords/), by song. Fragments: seven notes are cut from the melody of random files, transposed, and looked for
 * as steps; found is a fragment whose source is among the results, alone is one that finds nothing else. Melodies of
 * POP909 come from the annotated track (MELODY), of nottingham-melody they are the whole file; `own line` are files of
 * all sources, cut from the highest notes that sound, whatever part the analyzer took for the melody.
 */
import { parseArgs } from "node:util";
import { textOfChords, toldChords } from "../src/hearing/harmony/heard-chords.ts";
import { parts } from "../src/hearing/mod.ts";
import { melodyLine } from "../src/hearing/parts/roles.ts";
import { onsetOrder } from "../src/hearing/views.ts";
import { pitchOf, type Song, trackNames } from "../src/midi/mod.ts";
import type { QualityName } from "../src/music/chord-qualities.ts";
import { chordText } from "../src/music/chord-text.ts";
import type { Chord } from "../src/music/chords.ts";
import { intervalLetters } from "../src/music/intervals.ts";
import { chordsPattern } from "../src/music/patterns/chords.ts";
import { melodyPattern } from "../src/music/patterns/melody.ts";
import { chordFiles, type TrueChord } from "./chord-truth.ts";
import { annotated, corpusFolder } from "./corpus.ts";

const { values, positionals } = parseArgs({ options: { json: { type: "boolean" } }, allowPositionals: true });
const corpus = positionals[0] ?? corpusFolder;
const print = (row: Readonly<Record<string, string | number>>): void => {
  if (values.json) console.log(JSON.stringify(row));
  else
    console.log(
      Object.entries(row)
        .map(([name, value]) => (name === "what" ? String(value).padEnd(34) : `${name} ${value}`))
        .join("  "),
    );
};
const percent = (part: number, whole: number): number => Math.round((1000 * part) / Math.max(1, whole)) / 10;

progressions();
fragments();

/** Triads of the published labels as chords; what is no triad is left out, as it is in our own progression. */
function labelled(chords: readonly TrueChord[]): string {
  const told: (Chord & { readonly tonic: null })[] = [];
  for (const { root, quality } of chords) {
    if (root < 0) continue;
    const triad = triadOf(quality);
    const before = told.at(-1);
    if (!triad || (before?.root === root && before.quality === triad)) continue;
    told.push({ root, quality: triad, bass: root, tonic: null });
  }
  return chordText(told);
}

function triadOf(quality: string): QualityName | undefined {
  if (/^(?:min|m(?!aj))/.test(quality)) return "m";
  if (/^(?:dim|hdim|o)/.test(quality)) return "dim";
  if (/^aug/.test(quality)) return "aug";
  if (/^sus/.test(quality)) return "sus4";
  return /^(?:maj|[679(]|1[13])/.test(quality) ? "maj" : undefined;
}

function progressions(): void {
  const songs = [...chordFiles(corpus, ["pop909"])].filter(
    ({ path }) => Number(/(\d{3})\.mid$/.exec(path)?.[1] ?? 999) <= 600,
  );
  const own = songs.map(({ song }) => textOfChords(toldChords(song)));
  const truth = songs.map(({ chords }) => labelled(chords));
  for (const [manner, written] of [
    ["contains", "I-V-vi-IV"],
    ["nearly", "I-V-vi-IV"],
    ["nearly", "ii-V-I"],
    ["nearly", "vi-IV-I-V"],
    ["contains", "IV-V-iii-vi"],
    ["contains", "I-vi-IV-V"],
  ] as const) {
    const regex = new RegExp(chordsPattern.read(written, manner).source);
    let [both, found, wanted] = [0, 0, 0];
    for (const [n, text] of own.entries()) {
      const [isFound, isTrue] = [regex.test(text), regex.test(truth[n] as string)];
      if (isFound) found++;
      if (isTrue) wanted++;
      if (isFound && isTrue) both++;
    }
    print({
      what: `chords ${manner === "nearly" ? "~ " : ""}${written}`,
      songs: songs.length,
      "in labels": wanted,
      found,
      "precision %": percent(both, found),
      "recall %": percent(both, wanted),
    });
  }
}

/** Notes of a line by pitch. */
type Line = ArrayLike<number>;

/** The highest note of each onset, over all that is no drum. */
function highest(song: Song): Line {
  const { list, ofNote } = parts(song);
  const line: number[] = [];
  let began = Number.NEGATIVE_INFINITY;
  for (const note of onsetOrder(song)) {
    if (list[ofNote[note] as number]?.isDrum) continue;
    const at = song.notes.onset[note] as number;
    const pitch = pitchOf(song.notes.info[note] as number);
    if (at - began < song.ticksPerQuarter / 16) line[line.length - 1] = Math.max(pitch, line.at(-1) ?? 0);
    else {
      line.push(pitch);
      began = at;
    }
  }
  return line;
}

/** Notes of the track that the annotators call the melody. */
function melodyTrack(song: Song): Line {
  const track = song.tracks[trackNames(song).indexOf("MELODY")];
  if (!track) return [];
  const notes = Array.from({ length: track.noteCount }, (_, n) => track.firstNote + n);
  notes.sort((a, b) => (song.notes.onset[a] as number) - (song.notes.onset[b] as number));
  return notes.map((note) => pitchOf(song.notes.info[note] as number));
}

function fragments(): void {
  let seed = 20261121;
  const random = (below: number): number => {
    seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
    return Math.floor((seed / 2 ** 32) * below);
  };
  const files = [...annotated(corpus)].map(({ song, source }) => {
    const line = melodyLine(song).pitch;
    return { song, source, text: line.length >= 3 ? intervalLetters(line.subarray(0, 2048)) : "" };
  });
  const length = 7;
  const cut = (what: string, from: readonly (typeof files)[number][], lineOf: (song: Song) => Line): void => {
    let [asked, found, alone, results] = [0, 0, 0, 0];
    for (let tries = 0; tries < 3000 && asked < 500 && from.length > 0; tries++) {
      const file = from[random(from.length)] as (typeof files)[number];
      const line = lineOf(file.song);
      if (line.length < length) continue;
      const at = random(Math.min(2048, line.length) - length + 1);
      const notes = Array.from({ length }, (_, n) => line[at + n] as number);
      // A note that is repeated seven times is no fragment of a melody.
      if (new Set(notes).size < 3) continue;
      asked++;
      const steps = notes.slice(1).map((pitch, n) => pitch - (notes[n] as number));
      const regex = new RegExp(
        melodyPattern.read(steps.map((step) => (step < 0 ? String(step) : `+${step}`)).join(","), "contains").source,
      );
      const matches = files.filter(({ text }) => regex.test(text)).length;
      results += matches;
      if (regex.test(file.text)) {
        found++;
        if (matches === 1) alone++;
      }
    }
    if (asked > 0)
      print({
        what,
        files: files.length,
        fragments: asked,
        "found %": percent(found, asked),
        "alone %": percent(alone, asked),
        "results a query": Math.round((10 * results) / asked) / 10,
      });
  };
  cut(
    "pop909, annotated melody",
    files.filter(({ source }) => source === "pop909"),
    melodyTrack,
  );
  cut(
    "nottingham-melody, whole file",
    files.filter(({ source }) => source === "nottingham-melody"),
    highest,
  );
  cut(
    "all files, analyzed melody",
    files.filter(({ text }) => text !== ""),
    (song) => melodyLine(song).pitch,
  );
  cut(
    "all files, highest notes",
    files.filter(({ text }) => text !== ""),
    highest,
  );
}
