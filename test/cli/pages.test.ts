// The pieces that pages are made of: piano rolls, chords by bar, folders, texts of files.
import { describe, expect, test } from "bun:test";
import { topFolders } from "../../src/catalogue/asking/top-folders.ts";
import { composeSong, parseSong, type Song } from "../../src/midi/mod.ts";
import { drawChords } from "../../src/pages/chord-grid.ts";
import { drawRoll } from "../../src/pages/roll.ts";
import { rollGrid } from "../../src/pages/roll-grid.ts";
import { jsonLine, plainly } from "../../src/text/plain.ts";
import { styleOf } from "../../src/text/style.ts";
import { merged } from "../../src/text/styled.ts";
import { wrap } from "../../src/text/width.ts";
import { melody, midi, timeSignature, track } from "../midi/compose.ts";

const drawn = (song: Song, bars = 8, width = 80, isColored = false): readonly string[] => {
  const grid = rollGrid(song, bars);
  return grid ? drawRoll(grid, { width, style: styleOf(isColored) }).map((line) => line.trimEnd()) : [];
};

/** A part in 4/4 over a beat that leaves no doubt of it, without the lines of the beat. */
const roll = (notes: string, ...look: [bars?: number, width?: number, isColored?: boolean]): readonly string[] => {
  const beat = Array.from({ length: 12 }, () => "C2 1/4 D2 1/4 C2 1/4 D2 1/4").join(" ");
  const drums = track(melody(beat, { channel: 9 }));
  const song = parseSong(midi({}, track(timeSignature(0, 4, 4), melody(notes)), drums));
  return drawn(song, ...look).filter((line) => !/^\W*(?:kick|snare) /.test(line));
};

describe("a piano roll", () => {
  test("has a column a sixteenth, two semitones a line, and a gap before a note that comes again", () => {
    expect(roll("C4 1/4 C4 1/4 D4 1/4 Eb4 1/4", 1)).toEqual(["      │1", "  Eb4 │        ▄▄▄▄▀▀▀▀", "   C4 │▄▄▄ ▄▄▄▄"]);
  });

  test("draws triplets as triplets, and drums as steps with accents and ghost notes", () => {
    expect(roll("C4 1/12 D4 1/12 E4 1/12 C4 1/4 D4 1/2", 1)).toEqual([
      "      │1",
      "   E4 │  ▄",
      "      │ ▄    ▄▄▄▄▄▄",
      "   C4 │▄  ▄▄▄",
    ]);
    const drums = [
      { notes: "C2 1/4 - 1/4 C2 1/4 - 1/4", channel: 9, velocity: 120 },
      { notes: "- 1/4 D2 1/4 - 1/4 D2 1/4", channel: 9, velocity: 30 },
    ];
    expect(drawn(composeSong(drums, { bpm: 120 }))).toEqual([
      "      │1",
      "snare │····o·······o···",
      " kick │X·······X·······",
    ]);
  });

  test("breaks into systems that fit the page, and keeps to the bars that are wanted", () => {
    const bars = Array.from({ length: 6 }, () => "C4 1/1").join(" ");
    const heads = (width: number): readonly string[] => roll(bars, 6, width).filter((line) => /│\d/.test(line));
    expect(heads(80).map((line) => line.match(/\d/g)?.join(""))).toEqual(["1234", "56"]);
    expect(heads(160)).toHaveLength(1);
    expect(roll(bars, 2)).toHaveLength(2);
    for (const width of [40, 80, 160])
      for (const line of roll(bars, 6, width)) expect(line.length).toBeLessThanOrEqual(width);
  });

  test("colours parts, and says each colour once", () => {
    const [, line = ""] = roll("C4 1/2", 1, 80, true);
    expect(line.split("\x1b[38;5;33m")).toHaveLength(2);
    expect(merged("\x1b[1ma\x1b[0m\x1b[1mb\x1b[0m")).toBe("\x1b[1mab\x1b[0m");
  });

  test("is nothing without notes", () => expect(drawn(composeSong("- 1/4"))).toEqual([]));
});

describe("chords by bar", () => {
  const grid = (names: string, places: string, bars: number, width = 76, isWhole = false): readonly string[] =>
    drawChords({ names, places, bars }, width, isWhole);

  test("stand in the bars in which they begin, four a line, and go on in the next", () => {
    expect(grid("C-Am-F-G", "0010", 5)).toEqual(["1  │ C Am  │ F G  │ %  │ %  │", "5  │ %"]);
  });

  test("that repeat are said once, with the bars", () => {
    const names = Array.from({ length: 12 }, () => ["C", "G", "Am", "F"]).flat();
    const places = `0${"1".repeat(47)}`;
    expect(grid(names.join("-"), places, 48)).toEqual(["1  │ C  │ G  │ Am  │ F  │ ×12 (1–48)"]);
  });

  test("of a long song stop at a page unless all are wanted, and lines are never wider than it", () => {
    const names = Array.from({ length: 200 }, (_, n) => `${"CDEFGAB"[(n * n) % 7]}m7b5${n % 3 ? "/Gb" : ""}`);
    const places = `0${"1".repeat(199)}`;
    expect(grid(names.join("-"), places, 200).at(-1)).toMatch(/^… from bar \d+ on: --chords shows all$/);
    expect(grid(names.join("-"), places, 200, 76, true).length).toBeGreaterThan(40);
    for (const width of [36, 76, 140])
      for (const line of grid(names.join("-"), places, 200, width)) expect(line.length).toBeLessThanOrEqual(width);
  });
});

test("folders are told below the one that all have in common, the largest opened first", () => {
  const rows = [
    { v: "home/me/midi/House/deep", n: 30 },
    { v: "home/me/midi/House/hard", n: 20 },
    { v: "home/me/midi/Jazz", n: 10 },
    { v: "home/me/midi", n: 1 },
  ];
  expect(topFolders(rows, 8)).toEqual([
    { v: "House/deep", n: 30 },
    { v: "House/hard", n: 20 },
    { v: "Jazz", n: 10 },
    { v: "(top)", n: 1 },
  ]);
  expect(topFolders(rows, 3)).toEqual([
    { v: "House", n: 50 },
    { v: "Jazz", n: 10 },
    { v: "(top)", n: 1 },
  ]);
  expect(topFolders([], 3)).toEqual([]);
});

test("texts of files lose what terminals obey, and keep all else", () => {
  const hostile = {
    name: "a\x1b[2Jb\u009bc\u202egpj.mid\r\n",
    deep: [{ text: "Größe 曲 👩‍🎤" }],
    count: 3,
    none: null,
  };
  expect(plainly(hostile)).toEqual({
    name: "a [2Jb cgpj.mid ",
    deep: [{ text: "Größe 曲 👩‍🎤" }],
    count: 3,
    none: null,
  });
  expect(jsonLine(hostile)).toContain("\\u009bc");
  expect(JSON.parse(jsonLine(hostile))).toEqual(hostile);
  expect(wrap("one two three", 8)).toEqual(["one two", "three"]);
});
