import { describe, expect, test } from "bun:test";
import { chords as chordsAnalyzer } from "../../src/analyzers/chords.ts";
import { lines } from "../../src/analyzers/lines.ts";
import { structure } from "../../src/analyzers/structure.ts";
import { partsAbout } from "../../src/hearing/about/parts.ts";
import { placesAbout } from "../../src/hearing/about/places.ts";
import { sectionsAbout } from "../../src/hearing/about/sections.ts";
import { parseSong } from "../../src/midi/smf.ts";
import type { Song } from "../../src/midi/song.ts";
import { chordsOfText } from "../../src/music/chord-text.ts";
import { formatChord } from "../../src/music/chords.ts";
import { keyOf } from "../../src/music/keys.ts";
import { chordsPattern } from "../../src/music/patterns/chords.ts";
import { barsOfPlaces } from "../../src/music/places.ts";
import { melody, midi, tempo, text, timeSignature, track } from "../midi/compose.ts";

const head = [...tempo(0, 600_000), ...timeSignature(0, 4, 4)];
const program = (value: number, channel = 0): number[] => [0, 0xc0 | channel, value];
const tune = "E5 1/4 D5 1/4 C5 1/4 D5 1/4 E5 1/4 E5 1/4 E5 1/2 ";
const bass = "C2 1/4 C2 1/4 G2 1/4 G2 1/4 A2 1/4 A2 1/4 F2 1/4 F2 1/4 ";
const beat = "C2+F#2 1/8 F#2 1/8 D2+F#2 1/8 F#2 1/8 ";
const triads = "C4+E4+G4 1/1 G3+B3+D4 1/1 A3+C4+E4 1/1 F3+A3+C4 1/1 ";
const band = (): Song =>
  parseSong(
    midi(
      {},
      track(head),
      track(text(0, 3, "Lead"), program(73), melody(tune.repeat(4))),
      track(text(0, 3, "Low"), program(33, 1), melody(bass.repeat(4), { channel: 1, velocity: 100 })),
      track(melody(beat.repeat(16), { channel: 9 })),
      track(program(4, 2), melody(triads.repeat(2), { channel: 2 })),
    ),
  );

describe("parts", () => {
  test("are told one record each", () => {
    const [lead, low, drums, keys] = partsAbout(band());
    expect(lead).toEqual({
      n: 1,
      name: "Lead",
      instruments: ["flute", "pipe"],
      program: 74,
      channel: 1,
      role: "melody",
      drums: false,
      notes: 28,
      low: 72,
      high: 76,
      polyphony: 1,
      density: 28 / 19.2,
      velocity_mean: 64,
    });
    expect(low).toMatchObject({ n: 2, role: "bass", velocity_mean: 100, low: 36, high: 45 });
    expect(drums).toMatchObject({
      name: null,
      instruments: ["drums"],
      program: null,
      channel: 10,
      role: "drums",
      drums: true,
      low: null,
      high: null,
      polyphony: 2,
    });
    expect(keys).toMatchObject({ role: "pad", polyphony: 3, program: 5 });
    expect(keys?.instruments).toEqual(["electric piano", "electric piano 1", "piano"]);
  });

  test("of a file without notes are none", () => expect(partsAbout(parseSong(midi({}, track())))).toEqual([]));
});

describe("sections", () => {
  const verse = triads;
  const chorus = "F4+A4+C5 1/2 D4+F4+A4 1/2 G4+B4+D5 1/1 E4+G4+B4 1/2 A4+C5+E5 1/2 D4+F#4+A4 1/1 ";
  const song = parseSong(
    midi(
      {},
      track(head, melody(verse + verse + chorus + verse)),
      track(melody(`- 8/1 ${beat.repeat(8)}`, { channel: 9 })),
    ),
  );

  test("are those of the form, with what plays in them", () => {
    const told = sectionsAbout(song);
    expect(told.map(({ letter }) => letter).join("")).toBe(structure.run(song, {}).form as string);
    expect(told.map(({ n, letter, bar, bars }) => [n, letter, bar, bars])).toEqual([
      [1, "A", 1, 4],
      [2, "A", 5, 4],
      [3, "B", 9, 4],
      [4, "A", 13, 4],
    ]);
    expect(told.map(({ notes }) => notes)).toEqual([12, 12, 18 + 48, 12]);
    expect(told[0]?.density).toBeCloseTo(12 / 9.6, 9);
    expect(told.map(({ drums }) => drums)).toEqual([false, false, true, false]);
    expect(told[0]?.key).toBe(keyOf(0, "major"));
  });

  test("begin with the chord that sounds where they begin", () => {
    // The chorus begins on the F on which the verse ends.
    const [verses, , chorusChords] = sectionsAbout(song).map(({ chords }) =>
      chordsOfText(chords as string).map((chord) => formatChord(chord)),
    );
    expect(verses?.slice(0, 4)).toEqual(["C", "G", "Am", "F"]);
    expect(chorusChords?.slice(0, 3)).toEqual(["F", "Dm", "G"]);
    const verseText = sectionsAbout(song)[1]?.chords as string;
    expect(new RegExp(chordsPattern.read("I-V-vi-IV", "contains").source).test(verseText)).toBe(true);
  });

  test("of a file without notes are none", () => expect(sectionsAbout(parseSong(midi({}, track())))).toEqual([]));
});

describe("places", () => {
  test("have one symbol for each chord and note that is stored", () => {
    const song = band();
    const { chords, melody: ofMelody, bass: ofBass } = placesAbout(song);
    const { chords: progression } = chordsAnalyzer.run(song, {});
    const stored = lines.run(song, {});
    // The bass leaves the root in the middle of some bars, and each time is a step of its own.
    expect([...new Set(barsOfPlaces(chords as string))]).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    expect(chordsOfText(progression as string).length).toBe(barsOfPlaces(chords as string).length);
    expect(ofMelody?.length).toBe((stored.melody?.length as number) + 1);
    expect(ofMelody?.length).toBe(stored.degrees?.length as number);
    expect(ofBass?.length).toBe((stored.bass?.length as number) + 1);
    // Seven notes on two bars.
    expect(barsOfPlaces(ofMelody as string).slice(0, 9)).toEqual([1, 1, 1, 1, 2, 2, 2, 3, 3]);
  });

  test("are null where nothing is stored", () => {
    expect(placesAbout(parseSong(midi({}, track())))).toEqual({ chords: null, melody: null, bass: null });
  });
});
