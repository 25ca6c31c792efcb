import { describe, expect, test } from "bun:test";
import { chords } from "../../src/analyzers/chords.ts";
import { chordLoop } from "../../src/hearing/harmony/chord-loop.ts";
import { chordSequence } from "../../src/hearing/harmony/chord-sequence.ts";
import { parseSong } from "../../src/midi/smf.ts";
import { packInfo, type Song } from "../../src/midi/song.ts";
import { qualities, qualityNames } from "../../src/music/chord-qualities.ts";
import { motionOfText } from "../../src/music/chord-text.ts";
import { chordMotion, formatChord, formatHarte, parseChord, romanNumeral } from "../../src/music/chords.ts";
import { keyOf } from "../../src/music/keys.ts";
import { chordsPattern } from "../../src/music/patterns/chords.ts";
import type { Manner } from "../../src/music/patterns/pattern.ts";
import { formatPitch, parsePitchClass } from "../../src/music/pitch.ts";
import { melody, midi, timeSignature, track } from "../midi/compose.ts";

/** A file of chords by name, one a bar of 4/4 in quarters: the bass in the third octave, the tones above it. */
function song(names: string, times = 1): Song {
  const bars = names
    .trim()
    .split(/\s+/)
    .map((name) => {
      if (name === "N") return "- 1/1";
      const chord = parseChord(name);
      if (!chord) throw new RangeError(`Cannot read "${name}" as chord`);
      const tones = qualities[chord.quality].tones.map((tone) =>
        formatPitch(60 + chord.root + tone).replace("Db", "C#"),
      );
      return [formatPitch(36 + chord.bass), ...tones].join("+").concat(" 1/4 ").repeat(4);
    });
  return parseSong(midi({}, track(timeSignature(0, 4, 4), melody(Array(times).fill(bars.join(" ")).join(" ")))));
}
const heard = (of: Song): readonly string[] =>
  chordSequence(of).map(({ chord }) => (chord ? formatChord(chord) : "N.C."));

/** A song with every pitch moved. */
const moved = (of: Song, by: number): Song => ({
  ...of,
  notes: { ...of.notes, info: of.notes.info.map((info) => packInfo((info & 127) + by, 0, 64, 0)) },
});

describe("chords", () => {
  const progressions: readonly (readonly [what: string, names: string])[] = [
    ["the four of pop", "C G Am F"],
    ["a minor two-five-one with sevenths", "Bm7b5 E7 Am Bm7b5 E7 Am"],
    ["a major two-five-one with sevenths", "Dm7 G7 Cmaj7 Am7"],
    ["inversions", "C/E F/A G/B C"],
    ["suspensions", "Dsus4 D Gsus2 G"],
    ["diminished and augmented", "C Caug F Bdim C"],
  ];
  for (const [what, names] of progressions) {
    test(`are heard in ${what}`, () => expect(heard(song(names))).toEqual(names.split(" ")));
  }
  test("are the same in all keys, moved", () => {
    const names = "C Am7 Dm7 G7 Em F C/G G7";
    for (let by = -5; by <= 6; by++) {
      const expected = names.split(" ").map((name) => {
        const { root, quality, bass } = parseChord(name)!;
        return formatChord({ root: (root + by + 12) % 12, quality, bass: (bass + by + 12) % 12 });
      });
      expect(heard(moved(song(names), by))).toEqual(expected);
    }
  });
  test("are none where nothing sounds, and say where they begin", () => {
    const found = chordSequence(song("C N F G"));
    expect(found.map(({ chord }) => chord?.root ?? null)).toEqual([0, null, 5, 7]);
    const sounding = found.filter(({ chord }) => chord);
    expect(sounding.map(({ bar, beat, tick }) => [bar, beat, tick])).toEqual([
      [0, 0, 0],
      [2, 0, 768],
      [3, 0, 1152],
    ]);
  });
  test("make a progression, its loop and its rate", () => {
    expect(chords.run(song("C G Am F", 4), {})).toMatchObject({
      chords: `${"j7j2n8j7".repeat(4).slice(0, -1)}|${"0Mc7Tc9Vd5Rc".repeat(4)}`,
      chord_names: Array(4).fill("C-G-Am-F").join("-"),
      progression: Array(4).fill("I-V-vi-IV").join("-"),
      chord_loop: "I-V-vi-IV",
      chord_qualities: ["m", "maj"],
      chord_count: 16,
      chord_rate: 1,
    });
    const minor = chords.run(song("Am Dm7 E7 Am Am F G Am", 2), {});
    expect(minor).toMatchObject({ progression: expect.stringContaining("i-iv7-V7-i-VI-VII-i") });
  });
  test("have the same degrees and loop in every key", () => {
    const here = chords.run(song("C G Am F", 4), {});
    const there = chords.run(moved(song("C G Am F", 4), 5), {});
    expect(there.chords).toEndWith(`|${"5Mc0Tc2VdaRc".repeat(4)}`);
    expect(motionOfText(there.chords as string)).toBe(motionOfText(here.chords as string));
    expect(there.chord_loop).toBe(here.chord_loop as string);
  });
  test("stand in the key that holds where they begin", () => {
    const text = chords.run(song(`${"C F G C ".repeat(6)}${"E A B E ".repeat(6)}`), {}).chords as string;
    expect(text).toContain("|0Mc5Rc7Tc0Mc");
    expect(text).toEndWith("4Mc9RcbTc4Mc");
  });
  test("have no degree where no key is heard", () => {
    const fifth = parseSong(midi({}, track(timeSignature(0, 4, 4), melody("C3+G3+C4 1/1 ".repeat(4)))));
    expect(chords.run(fifth, {})).toMatchObject({ chords: "p|0Zw", progression: null });
  });
  test("are found as they are asked for", () => {
    const { chords: text } = chords.run(song("C G Am7 F", 2), {});
    const finds = (pattern: string, manner: Manner): boolean =>
      new RegExp(chordsPattern.read(pattern, manner).source).test(text as string);
    expect(finds("I-V-vi-IV", "contains")).toBe(true);
    expect(finds("vi-IV-I-V", "starts")).toBe(false);
    expect(finds("vi-IV-I-V", "nearly")).toBe(true);
    expect(finds("C-G-Am-F", "exactly")).toBe(false);
    expect(finds("C-G-Am7-F", "exactly")).toBe(true);
  });
  test("of a file without pitched notes are unknown", () => {
    const drums = parseSong(midi({}, track(melody("C2 1/8 D2 1/8 F#2 1/8 D2 1/8", { channel: 9 }))));
    for (const none of [parseSong(midi({}, track())), drums]) {
      expect(chords.run(none, {})).toMatchObject({
        chords: null,
        chord_names: null,
        progression: null,
        chord_qualities: [],
        chord_count: 0,
      });
    }
  });
});

describe("chord names", () => {
  test("are read as they are printed, for every quality, root and bass", () => {
    for (const quality of qualityNames) {
      for (let root = 0; root < 12; root++) {
        const chord = { root, quality, bass: (root * 7) % 12 };
        expect(parseChord(formatChord(chord))).toEqual(chord);
      }
    }
  });
  test("are refused where they are none", () => {
    expect(["H", "c", "Cxyz", "", "C/H", "I"].map(parseChord)).toEqual(Array(6).fill(undefined));
  });
  const numerals: readonly (readonly [chord: string, key: number, numeral: string])[] = [
    ["G7", keyOf(0, "major"), "V7"],
    ["Am7", keyOf(0, "major"), "vi7"],
    ["Bb", keyOf(0, "major"), "bVII"],
    ["Bm7b5", keyOf(9, "minor"), "iiø7"],
    ["F", keyOf(9, "minor"), "VI"],
    ["E7", keyOf(9, "minor"), "V7"],
    ["G#dim7", keyOf(9, "minor"), "#viio7"],
    ["Caug", keyOf(0, "major"), "I+"],
    ["F#m7", keyOf(parsePitchClass("D")!, "major"), "iii7"],
  ];
  for (const [name, key, numeral] of numerals) {
    test(`${name} is ${numeral}`, () => expect(romanNumeral(parseChord(name)!, key)).toBe(numeral));
  }
  test("are written as annotators do", () => {
    const names = ["C", "F#m7", "Bm7b5", "G7sus4"].map((name) => formatHarte(parseChord(name)!));
    expect([...names, formatHarte(null)]).toEqual(["C:maj", "F#:min7", "B:hdim7", "G:sus4(b7)", "N"]);
  });
  test("motion tells triads and the steps between them", () => {
    expect(chordMotion(["C", "G7", "Am", "F"].map((name) => parseChord(name)!))).toBe("j7j2n8j");
  });
});

test("the loop is what repeats most, begun where it is first heard", () => {
  expect(chordLoop("x a b c d a b c d a b c y".split(" "))).toEqual(["a", "b", "c", "d"]);
  expect(chordLoop("a b a b a b a b".split(" "))).toEqual(["a", "b"]);
  expect(chordLoop("a b c d e f".split(" "))).toBeUndefined();
});
