import { describe, expect, test } from "bun:test";
import { core } from "../../src/core.ts";
import { parseSong } from "../../src/midi/smf.ts";
import type { Song } from "../../src/midi/song.ts";
import { keyOf, keyOfSignature } from "../../src/music/keys.ts";
import { createRegistry } from "../../src/plugin/registry.ts";
import { melody, meta, midi, track } from "../midi/compose.ts";

const registry = createRegistry([core]);

/** All features of a song, each analyzer's output held to its schema. */
function featuresOf(song: Song): Readonly<Record<string, unknown>> {
  return Object.assign(
    {},
    ...registry.analyzers.map(({ analyzer }) => analyzer.output.strict().parse(analyzer.run(song, {}))),
  );
}
const bpm = (value: number, ticks = 0): number[] => {
  const microseconds = Math.round(60_000_000 / value);
  return meta(ticks, 0x51, [microseconds >> 16, (microseconds >> 8) & 255, microseconds & 255]);
};
const program = (value: number, channel = 0): number[] => [0, 0xc0 | channel, value];
const name = (text: string): number[] =>
  meta(
    0,
    3,
    [...text].map((letter) => letter.charCodeAt(0)),
  );
const scale = "C4 1/4 D4 1/4 E4 1/4 F4 1/4 G4 1/4 A4 1/4 B4 1/4 C5 1/4 G4 1/4 E4 1/4 C4 1/2";
const of = (...events: readonly (readonly number[])[]) => featuresOf(parseSong(midi({}, track(...events))));

describe("key", () => {
  const cases: readonly (readonly [string, string, number])[] = [
    ["a C major scale that ends on C", scale, keyOf(0, "major")],
    [
      "the same scale about A",
      "A3 1/2 C4 1/4 E4 1/4 A4 1/2 B4 1/8 C5 1/8 B4 1/4 A4 1/2 E4 1/4 G4 1/8 F4 1/8 E4 1/4 A3 1/1",
      keyOf(9, "minor"),
    ],
    [
      "G major with its leading tone",
      "G4 1/2 A4 1/4 B4 1/4 D5 1/2 G4 1/4 F#4 1/4 G4 1/2 C5 1/4 B4 1/4 A4 1/4 G4 1/1",
      keyOf(7, "major"),
    ],
  ];
  for (const [what, notes, key] of cases) {
    test(`of ${what}`, () => expect(of(melody(notes))).toMatchObject({ key, key_source: "detected" }));
  }
  test("is unknown for a single pitch, and for drums alone", () => {
    expect(of(melody("C4 1/4 C4 1/4 C4 1/4 C4 1/4"))).toMatchObject({ key: null, key_source: null });
    expect(of(melody("C2 1/4 D2 1/4 F#2 1/4 A2 1/4", { channel: 9 }))).toMatchObject({ key: null });
  });
  test("is the file's signature where the notes allow it and it is not the default C major", () => {
    const gSignature = meta(0, 0x59, [1, 0]);
    const song = of(gSignature, melody(cases[2]?.[1] as string));
    expect(song).toMatchObject({
      key: keyOf(7, "major"),
      key_source: "event",
      key_signature: keyOfSignature(1, false),
    });
  });
  test("a signature that the notes contradict is kept apart, and changes nothing", () => {
    const song = of(meta(0, 0x59, [-5, 0]), melody(scale));
    expect(song).toMatchObject({ key: keyOf(0, "major"), key_source: "detected", key_signature: keyOf(1, "major") });
  });
});

describe("counts", () => {
  test("duration, density and polyphony of three chords at 60 bpm", () => {
    expect(of(bpm(60), melody("C4+E4+G4 1/4 F4+A4 1/4 G4 1/2"))).toMatchObject({
      duration: 4,
      quarters: 4,
      notes: 6,
      density: 1.5,
      polyphony: 3,
      tracks: 1,
      low: 60,
      high: 69,
    });
  });
  test("a file without notes has zeros where it can count, and nothing where it cannot", () => {
    expect(of(bpm(90))).toMatchObject({
      notes: 0,
      bars: 0,
      duration: 0,
      density: null,
      key: null,
      low: null,
      complexity: null,
    });
  });
  test("complexity grows with variety, and a repeated note has little", () => {
    const dull = of(melody("C4 1/4 ".repeat(32)))["complexity"] as number;
    const lively = of(melody("C4 1/8 Eb4 1/16 F#4 1/4 A4+C5 1/8 B4 1/16 G#4 3/16 D4+F4+Bb4 1/8 C#5 1/16 ".repeat(8)))[
      "complexity"
    ] as number;
    expect(dull).toBeLessThan(10);
    expect(lively).toBeGreaterThan(dull + 30);
  });
});

describe("instruments and drums", () => {
  const beat = "C2 1/8 F#2 1/8 D2 1/8 F#2 1/8 ".repeat(4);
  test("drums on channel 10 are drums, and no piano", () => {
    expect(of(melody(beat, { channel: 9 }))).toMatchObject({
      has_drums: true,
      drum_share: 1,
      kit: ["hat", "kick", "snare"],
      instruments: ["drums"],
      families: ["drums"],
    });
  });
  test("drums on channel 1 are found by what they play", () => {
    expect(of(melody(beat))).toMatchObject({ has_drums: true, instruments: ["drums"], program: [], programs: 0 });
    const band = midi({}, track(name("drums"), melody(beat)), track(program(40, 1), melody(scale, { channel: 1 })));
    expect(featuresOf(parseSong(band))).toMatchObject({
      has_drums: true,
      instruments: ["drums", "strings", "violin"],
      program: [41],
    });
  });
  test("programs are numbered as people do, from 1, and counted", () => {
    const song = of(program(64, 2), program(0, 1), melody("C4 1/4", { channel: 2 }), melody("E4 1/4", { channel: 1 }));
    expect(song).toMatchObject({ program: [1, 65], programs: 2 });
  });
  test("a bass line in the same range is no drums", () => {
    expect(of(program(33), melody("C2 1/8 C2 1/8 G2 1/8 C2 1/8 F2 1/8 F2 1/8 G2 1/8 G2 1/8"))).toMatchObject({
      has_drums: false,
      families: ["bass"],
    });
  });
  test("an instrument answers to its name, its family and what people call it", () => {
    expect(of(program(65), melody(scale))["instruments"]).toEqual(["alto sax", "reed", "sax"]);
  });
});

test("texts are decoded and kept by what they are", () => {
  const la = meta(0, 5, [108, 97, 32]);
  expect(of(name("Valse"), meta(0, 2, [40, 99, 41]), la, la, la, melody(scale))).toMatchObject({
    song_title: "Valse",
    copyright: "(c)",
    track_names: ["Valse"],
    lyrics: "la la la",
    has_lyrics: true,
    karaoke: false,
    text_encoding: "utf-8",
  });
});
