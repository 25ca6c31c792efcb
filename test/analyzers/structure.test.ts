import { describe, expect, test } from "bun:test";
import { structure } from "../../src/analyzers/structure.ts";
import { facetNames, facets, likeness } from "../../src/hearing/likeness/facets.ts";
import { parseSong } from "../../src/midi/smf.ts";
import { packInfo, type Song } from "../../src/midi/song.ts";
import { melody, meta, midi, timeSignature, track } from "../midi/compose.ts";

const of = (...events: readonly (readonly number[])[]): Song =>
  parseSong(midi({}, track(timeSignature(0, 4, 4), ...events)));
const bar = "C4 1/4 E4 1/4 G4 1/4 E4 1/4 ";
const verse = `${bar}${bar}A3 1/4 C4 1/4 E4 1/4 C4 1/4 G3 1/2 B3 1/2 `;
const chorus = "F4 1/8 A4 1/8 C5 1/8 F5 1/8 A4 1/2 Bb4 1/8 D5 1/8 F5 1/4 D5 1/2 F4+A4 3/8 Eb5 5/8 Bb4 1/2 Ab4 1/2 ";

describe("loops", () => {
  const cases: readonly (readonly [what: string, notes: string, bars: number | null])[] = [
    ["one bar", bar, 1],
    ["four bars", verse, 4],
    ["eight bars", verse + verse, 8],
    ["two bars whose last note is short", `${bar}C4 1/4 E4 1/4 G4 1/4 E4 1/16`, 2],
    ["four bars whose last notes rest", `${bar}${bar}${bar}C4 1/4 E4 1/4 - 1/2`, 4],
    ["two bars whose last note rings over", `${bar}C4 1/4 E4 1/4 G4 1/4 E4 1/2`, 2],
    ["four bars whose last chord is held for two", `${bar}${bar}C4+E4 1/1 C4+E4+G4 1/1`, 4],
    ["four bars in sixteenths", "C4 1/16 E4 1/16 G4 1/16 E4 1/16 ".repeat(16), 4],
    ["three bars, which is none", bar.repeat(3), null],
    ["three bars and one note, which is four", `${bar.repeat(3)}C4 1/4`, 4],
    ["four bars and a half, which is none", `${verse}C4 1/2`, null],
  ];
  for (const [what, notes, bars] of cases) {
    test(`are told by length: ${what}`, () =>
      expect(structure.run(of(melody(notes)), {})).toMatchObject({
        loop: bars !== null,
        loop_bars: bars,
        one_shot: false,
      }));
  }
  test("may say their length by the end of their track", () => {
    const song = of(melody(`${bar}${bar}${bar}C4 1/4`), meta(96 * 3, 6, []));
    expect(structure.run(song, {})).toMatchObject({ loop_bars: 4 });
  });
  test("may have a silent last bar", () => {
    const song = of(melody(bar.repeat(7)), meta(96 * 4, 6, []));
    expect(structure.run(song, {})).toMatchObject({ loop: true, loop_bars: 8 });
  });
  test("may end with a hit of drums on the next bar line", () => {
    const beat = "C2+F#2 1/8 F#2 1/8 D2+F#2 1/8 F#2 1/8 ".repeat(4);
    expect(structure.run(of(melody(`${beat}C2+C#3 1/4`, { channel: 9 })), {})).toMatchObject({ loop_bars: 2 });
  });
  test("one strum is a one-shot, an arpeggio and a fast run are none", () => {
    // Ticks of 96 a quarter at 120 bpm: 6 are 31 ms.
    const strum = [0x90, 0x80].flatMap((status) => [40, 47, 52, 56].map((pitch) => [6, status, pitch, 64]));
    expect(structure.run(of(...strum), {})).toMatchObject({ one_shot: true, loop: false });
    expect(structure.run(of(melody("E2 1/64 B2 1/64 E3 1/64 G#3 1/64")), {})).toMatchObject({ one_shot: false });
    expect(structure.run(of(melody("E2 1/8 B2 1/8 E3 1/8 G#3 1/8")), {})).toMatchObject({ one_shot: false });
  });
  test("of one chord are none: it is a one-shot", () => {
    expect(structure.run(of(melody("C4+E4+G4 1/1")), {})).toMatchObject({ one_shot: true, loop: false });
  });
});

describe("sections", () => {
  test("have letters, like ones the same", () => {
    const song = of(melody(verse + verse + chorus + verse));
    expect(structure.run(song, {})).toMatchObject({ form: "AABA", sections: 2 });
  });
  test("music that repeats itself says after how many bars, and how much", () => {
    expect(structure.run(of(melody(bar.repeat(8))), {})).toMatchObject({ phrase_bars: 1, repetition: 7 / 8 });
    expect(structure.run(of(melody(chorus.repeat(4))), {})).toMatchObject({ phrase_bars: 4, repetition: 12 / 16 });
  });
  test("of a file without notes are unknown", () => {
    expect(structure.run(of(), {})).toEqual({
      loop: false,
      loop_bars: null,
      one_shot: false,
      phrase_bars: null,
      repetition: null,
      form: null,
      sections: 0,
    });
  });
});

describe("facets", () => {
  const song = of(melody(verse.repeat(2)));
  const up = {
    ...song,
    notes: { ...song.notes, info: song.notes.info.map((info) => packInfo((info & 127) + 4, 0, 64, 0)) },
  };
  test("of a song in another key are the same", () => {
    for (const name of facetNames) expect(likeness(facets(song), facets(up), name)).toBeCloseTo(1, 5);
  });
  test("tell songs apart by what differs", () => {
    const otherTune = facets(of([0, 0xc0, 40], melody(chorus.repeat(2))));
    const otherSound = facets(of([0, 0xc0, 40], melody(verse.repeat(2))));
    expect(likeness(facets(song), otherTune, "melody")).toBeLessThan(0.9);
    expect(likeness(facets(song), otherTune, "harmony")).toBeLessThan(0.8);
    expect(likeness(facets(song), otherSound, "melody")).toBeCloseTo(1, 5);
    expect(likeness(facets(song), otherSound, "instrumentation")).toBe(0);
  });
  test("of a file without notes are like nothing", () => {
    for (const name of facetNames) expect(likeness(facets(of()), facets(song), name)).toBe(0);
  });
});
