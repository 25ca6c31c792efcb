import { describe, expect, test } from "bun:test";
import { key as analyzer } from "../../src/analyzers/key.ts";
import { localKeys } from "../../src/hearing/tonality/song-key.ts";
import { parseSong } from "../../src/midi/smf.ts";
import { channelOf, packInfo, pitchOf, programOf, type Song, velocityOf } from "../../src/midi/song.ts";
import { keyOf, modeOf, parentKey, parseKey } from "../../src/music/keys.ts";
import { melody, meta, midi, quarter, track } from "../midi/compose.ts";

const of = (...events: readonly (readonly number[])[]): Song => parseSong(midi({}, track(...events)));
const keysOf = (song: Song) => analyzer.output.strict().parse(analyzer.run(song, {}));
const signature = (fifths: number, minor = false): number[] => meta(0, 0x59, [fifths & 255, minor ? 1 : 0]);

/** Moves all notes by some semitones. */
function transposed(song: Song, semitones: number): Song {
  const info = song.notes.info.map((packed) =>
    packInfo(pitchOf(packed) + semitones, channelOf(packed), velocityOf(packed), programOf(packed)),
  );
  return { ...song, notes: { ...song.notes, info } };
}

const cadences = {
  major: "C3+C4+E4+G4 1/2 F3+A4+C5 1/2 G3+B4+D5 1/2 C3+G4+C5 1/2 ",
  minor: "A3+E4+A4+C5 1/2 D3+A4+D5+F5 1/2 E3+G#4+B4+E5 1/2 A3+A4+C5+E5 1/2 ",
};

describe("key", () => {
  const cases: readonly (readonly [string, string, number])[] = [
    ["a triad alone, whose fifth lasts longest", "C4 1/4 E4 1/4 G4 1/2 ".repeat(8), keyOf(0, "major")],
    ["a minor triad alone, whose fifth lasts longest", "A3 1/4 C4 1/4 E4 1/2 ".repeat(8), keyOf(9, "minor")],
    ["a triad alone, up and down", "G3 1/4 B3 1/4 D4 1/4 B3 1/4 ".repeat(8), keyOf(7, "major")],
    ["cadences in C major", cadences.major, keyOf(0, "major")],
    ["cadences in A minor, with the raised seventh", cadences.minor, keyOf(9, "minor")],
    [
      "a harmonic minor scale",
      "D4 1/4 E4 1/4 F4 1/4 G4 1/4 A4 1/4 Bb4 1/4 C#5 1/4 D5 1/2 A4 1/4 F4 1/4 D4 1/1",
      keyOf(2, "minor"),
    ],
    [
      "a melody with a flat seventh passing by",
      "F4 1/4 A4 1/4 C5 1/4 F5 1/4 Eb5 1/8 D5 1/8 C5 1/4 Bb4 1/4 A4 1/4 G4 1/4 E4 1/4 F4 1/1",
      keyOf(5, "major"),
    ],
  ];
  for (const [what, notes, key] of cases) {
    test(`of ${what}`, () => expect(keysOf(of(melody(notes)))).toMatchObject({ key, key_source: "detected" }));
  }

  for (const [mode, notes] of Object.entries(cadences)) {
    test(`moves with a transposition, as sure as before, in ${mode}`, () => {
      const song = of(melody(notes.repeat(3)));
      const { key, key_confidence } = keysOf(song) as { key: number; key_confidence: number };
      for (let semitones = -11; semitones <= 11; semitones++) {
        const moved = keysOf(transposed(song, semitones));
        expect(moved.key).toBe(keyOf((key % 12) + semitones, key < 12 ? "major" : "minor"));
        expect(moved.key_confidence).toBeCloseTo(key_confidence, 6);
      }
    });
  }

  test("does not hear drums", () => {
    const beat = melody("C2 1/8 F#2 1/8 D2 1/8 F#2 1/8 C#3 1/8 ".repeat(8), { channel: 9 });
    const alone = of(melody(cadences.major.repeat(2)));
    const together = parseSong(midi({}, track(melody(cadences.major.repeat(2))), track(beat)));
    expect(keysOf(together)).toEqual(keysOf(alone));
  });
  test("is unknown without notes, on one pitch, on a bare fifth, and for drums alone", () => {
    const nothing = {
      key: null,
      key_source: null,
      key_confidence: null,
      key_parent: null,
      key_second: null,
      keys: [],
      modulations: null,
    };
    for (const notes of [[], melody("C4 1/4 ".repeat(9)), melody("C3+G3 1/2 ".repeat(9))]) {
      expect(keysOf(of(notes))).toMatchObject(nothing);
    }
    expect(keysOf(of(melody("C2 1/8 D2 1/8 F#2 1/8 A2 1/8 ".repeat(4), { channel: 9 })))).toMatchObject(nothing);
  });
  test("second best is another key, and confidence a probability", () => {
    const { key, key_second, key_confidence } = keysOf(of(melody(cadences.minor)));
    expect(key_second).not.toBe(key);
    expect(key_confidence).toBeGreaterThan(0.5);
    expect(key_confidence).toBeLessThanOrEqual(1);
  });
});

describe("a mode", () => {
  const moved = (key: number, semitones: number): number => keyOf((key % 12) + semitones, modeOf(key));
  const over = (bass: string, tune: string): Song =>
    parseSong(midi({}, track(melody(tune.repeat(4))), track(melody(bass.repeat(16), { channel: 1 }))));
  const cases: readonly (readonly [string, Song, string, string])[] = [
    [
      "of a tune over a drone with a raised sixth",
      over("D2+A2 1/1 ", "D4 1/4 F4 1/4 A4 1/4 B4 1/4 A4 1/4 G4 1/4 F4 1/4 E4 1/4 F4 1/4 E4 1/4 C4 1/4 E4 1/4 D4 1/1 "),
      "D dorian",
      "D minor",
    ],
    [
      "of a vamp to the major chord below its tonic",
      over("G2 1/1 ", "G4+B4+D5 1/1 F4+A4+C5 1/1 "),
      "G mixolydian",
      "G major",
    ],
    [
      "of a vamp to the major chord above its tonic",
      over("F2 1/1 ", "F4+A4+C5 1/1 G4+B4+D5 1/1 "),
      "F lydian",
      "F major",
    ],
    ["of a half-step vamp", over("E2 1/1 ", "E4+G4+B4 1/1 F4+A4+C5 1/1 "), "E phrygian", "E minor"],
  ];
  for (const [what, song, key, parent] of cases) {
    test(`${what} is heard, beside its major or minor key, and moves with a transposition`, () => {
      for (const semitones of [0, 3, -2]) {
        const { key: found, key_parent, key_second } = keysOf(transposed(song, semitones));
        expect(found).toBe(moved(parseKey(key) as number, semitones));
        expect(key_parent).toBe(moved(parseKey(parent) as number, semitones));
        expect(parentKey(key_second as number)).not.toBe(key_parent as number);
      }
    });
  }

  test("leaves a blues of twelve bars on the tonic of its first chord", () => {
    const seventh = (root: string): string =>
      ({ A: "A3+C#4+E4+G4 1/1 ", D: "A3+C4+D4+F#4 1/1 ", E: "G#3+B3+D4+E4 1/1 " })[root] as string;
    const bars = [..."AAAADDAAEDAE"];
    const chords = melody(bars.map(seventh).join("").repeat(2));
    const bass = melody(
      bars
        .map((root) => `${root}2 1/1 `)
        .join("")
        .repeat(2),
      { channel: 1 },
    );
    const { key_parent } = keysOf(parseSong(midi({}, track(chords), track(bass))));
    expect(key_parent).toBe(keyOf(9, "major"));
  });
});

describe("music without a tonal center has no key", () => {
  const names = ["C", "C#", "D", "D#", "E", "F", "F#", "G", "G#", "A", "A#", "B"];
  const row = [7, 11, 3, 10, 8, 4, 9, 1, 0, 6, 2, 5].map((pitch) => `${names[pitch]}4 1/8 `).join("");
  const back = [7, 4, 2, 5, 11, 9, 10, 6, 1, 0, 3, 8].map((pitch) => `${names[pitch]}5 1/8 `).join("");
  const cases: readonly (readonly [string, string])[] = [
    ["twelve-tone rows", (row + back).repeat(4)],
    [
      "a chromatic scale",
      names
        .map((name) => `${name}4 1/8 `)
        .join("")
        .repeat(3),
    ],
    ["whole tones", "C4 1/8 D4 1/8 E4 1/8 F#4 1/8 G#4 1/8 A#4 1/8 ".repeat(6)],
    ["one diminished chord", "B3+D4+F4+G#4 1/1 D4+F4+G#4+B4 1/1 ".repeat(4)],
    ["augmented chords", "C4+E4+G#4 1/1 D4+F#4+A#4 1/1 ".repeat(4)],
    ["clusters", "C3+C#3+D3+D#3+E3 1/2 F3+F#3+G3+G#3+A3 1/2 A#3+B3+C4+C#4+D4 1/2 ".repeat(4)],
  ];
  for (const [what, notes] of cases) test(what, () => expect(keysOf(of(melody(notes))).key).toBeNull());
});

describe("a key signature", () => {
  const inA = transposed(of(signature(0), melody(cadences.major.repeat(2))), 9);
  test("of C major at the start is a default: it is kept, and not believed", () => {
    expect(keysOf(inA)).toMatchObject({
      key: keyOf(9, "major"),
      key_source: "detected",
      key_signature: keyOf(0, "major"),
      key_signature_agrees: false,
    });
  });
  test("of C major makes no difference to how sure the key is", () => {
    const plain = of(melody(cadences.major));
    const said = of(signature(0), melody(cadences.major));
    expect(keysOf(said)).toMatchObject({ key_source: "detected", key_signature_agrees: true });
    expect(keysOf(said).key_confidence).toBe(keysOf(plain).key_confidence);
  });
  test("that names the key makes it surer, and is its source", () => {
    const said = keysOf(of(signature(0, true), melody(cadences.minor)));
    expect(said).toMatchObject({ key: keyOf(9, "minor"), key_source: "event", key_signature_agrees: true });
    expect(said.key_confidence).toBeGreaterThan(keysOf(of(melody(cadences.minor))).key_confidence as number);
  });
  test("written as major over music in the relative minor leaves the minor key", () => {
    const inE = { ...transposed(of(signature(1), melody(cadences.minor.repeat(2))), 7) };
    expect(keysOf(inE)).toMatchObject({ key: keyOf(4, "minor"), key_source: "detected", key_signature_agrees: true });
  });
});

describe("local keys", () => {
  const bar = 4 * quarter;
  test("of a song that keeps its key are one stretch from tick 0 to the end", () => {
    const song = of(melody(cadences.major.repeat(8)));
    expect(localKeys(song)).toEqual([
      { tick: 0, endTick: 16 * bar, key: keyOf(0, "major"), confidence: expect.any(Number) },
    ]);
    expect(keysOf(song)).toMatchObject({ keys: ["C"], key_changes: false, modulations: 0 });
  });
  test("of a song that moves up a whole tone change where it moves, to two seconds", () => {
    const low = of(melody(cadences.major.repeat(16)));
    const info = transposed(low, 2).notes.info.map((packed, note) =>
      (low.notes.onset[note] as number) < 16 * bar ? (low.notes.info[note] as number) : packed,
    );
    const song = { ...low, notes: { ...low.notes, info } };
    const [first, second, ...more] = localKeys(song);
    expect([first?.key, second?.key, more]).toEqual([keyOf(0, "major"), keyOf(2, "major"), []]);
    expect(Math.abs((second?.tick ?? 0) - 16 * bar)).toBeLessThanOrEqual(bar);
    expect(first?.endTick).toBe(second?.tick as number);
    expect(keysOf(song)).toMatchObject({ key: keyOf(0, "major"), keys: ["C", "D"], key_changes: true, modulations: 1 });
  });
  test("of a verse in minor and a chorus in the relative major are both, and no modulation", () => {
    const verse = "A3+C4+E4 1/1 D4+F4+A4 1/1 E4+G#4+B4 1/1 A3+C4+E4 1/1 ".repeat(4);
    const chorus = "C4+E4+G4 1/1 F4+A4+C5 1/1 G4+B4+D5+F5 1/1 C4+E4+G4 1/1 ".repeat(4);
    const song = of(melody(verse + chorus));
    expect(localKeys(song).map(({ key }) => key)).toEqual([keyOf(9, "minor"), keyOf(0, "major")]);
    expect(keysOf(song)).toMatchObject({ keys: ["Am", "C"], key_changes: false, modulations: 0 });
  });
  test("are none where nothing is tonal", () => expect(localKeys(of(melody("C4 1/4 C4 1/4")))).toEqual([]));
});
