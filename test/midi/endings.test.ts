import { describe, expect, test } from "bun:test";
import { randomIntegers } from "../../fuzz/random.ts";
import { lastNoteEnd } from "../../src/hearing/views.ts";
import { parseSong } from "../../src/midi/smf.ts";
import { noteSeconds } from "../../src/midi/tempo.ts";
import { writeSong } from "../../src/midi/write.ts";
import { chunk, delta, melody, meta, midi, tempo, track } from "./compose.ts";
import { notesOf, soundsOf } from "./notes-of.ts";

const on = (ticks: number, pitch: number, channel = 0): number[] => [...delta(ticks), 0x90 | channel, pitch, 64];
const control = (ticks: number, controller: number, channel = 0): number[] => [
  ...delta(ticks),
  0xb0 | channel,
  controller,
  0,
];

describe("controllers that end notes", () => {
  test.each([120, 123])("%i ends all notes of its channel, and a later release ends nothing", (controller) => {
    const events = [
      on(0, 60),
      on(0, 64),
      on(0, 67, 1),
      control(48, controller),
      [...delta(48), 0x80, 60, 0, 0, 0x81, 67, 0],
    ];
    const song = parseSong(midi({}, track(...events)));
    expect(notesOf(song)).toEqual(["C4 0+48", "E4 0+48", "G4 0+96"]);
    expect(song.diagnoses).toEqual([]);
  });

  test("one plays note after note, also where the next note is written before the controller of its tick", () => {
    const song = parseSong(midi({}, track(on(0, 60), on(48, 62), control(0, 123), control(48, 123))));
    expect(notesOf(song)).toEqual(["C4 0+48", "D4 48+48"]);
  });

  test("124 to 127 end notes that nothing else ends, and cut none short", () => {
    const song = parseSong(midi({}, track(on(0, 60), on(0, 64), control(48, 126), [...delta(48), 0x80, 64, 0])));
    expect(notesOf(song)).toEqual(["C4 0+48", "E4 0+96"]);
  });

  test("other controllers end nothing", () => {
    for (const controller of [64, 119, 121, 122]) {
      const song = parseSong(midi({}, track(on(0, 60), control(48, controller), [...delta(48), 0x80, 60, 0])));
      expect(notesOf(song)).toEqual(["C4 0+96"]);
    }
  });
});

describe("a note that is never released", () => {
  const tune = melody("C4 1/4 D4 1/4 E4 1/4 F4 1/4");
  test("ends with the music where the end of track comes long after it", () => {
    const song = parseSong(midi({}, chunk("MTrk", [...on(0, 36), ...tune, ...delta(2_000_000), 0xff, 0x2f, 0])));
    expect(notesOf(song)[0]).toBe("C2 0+384");
    expect(song.diagnoses).toMatchObject([{ code: "note-left-on", count: 1 }]);
    expect(notesOf(parseSong(writeSong(song)))).toEqual(notesOf(song));
  });
  test("sounds to an end of track that is near, or to a truncated end", () => {
    const near = parseSong(midi({}, chunk("MTrk", [...on(0, 36), ...tune, ...delta(96), 0xff, 0x2f, 0])));
    expect(notesOf(near)[0]).toBe("C2 0+480");
    const drone = parseSong(midi({}, chunk("MTrk", [...on(0, 36), ...delta(16 * 96), 0xff, 0x2f, 0])));
    expect(notesOf(drone)).toEqual(["C2 0+1536"]);
  });
  test("ends with the notes of other tracks", () => {
    const hanging = chunk("MTrk", [...on(0, 36), ...delta(2_000_000), 0xff, 0x2f, 0]);
    expect(notesOf(parseSong(midi({}, hanging, track(tune))))[0]).toBe("C2 0+384");
  });
});

describe("bytes at random in a track chunk", () => {
  test("are no song of weeks", () => {
    const random = randomIntegers(4);
    for (let size = 2000; size < 20_000; size += 1500) {
      const junk = Array.from({ length: size }, () => random(256));
      let seconds = 0;
      try {
        seconds = lastNoteEnd(parseSong(midi({}, chunk("MTrk", junk)))).seconds;
      } catch (error) {
        expect(error).toMatchObject({ code: "not-midi" });
      }
      expect(seconds).toBeLessThan(86_400);
    }
  });
});

describe("format 2", () => {
  test("each track goes by its own tempo, and the longest one counts", () => {
    const pieces = [track(tempo(0, 1_000_000), melody("C4 1/1")), track(tempo(0, 250_000), melody("C4 1/1 D4 1/2"))];
    const song = parseSong(midi({ format: 2 }, ...pieces));
    expect([...noteSeconds(song).duration]).toEqual([4, 1, 0.5]);
    expect(lastNoteEnd(song)).toEqual({ ticks: 576, seconds: 4 });
  });
});

describe("ports", () => {
  const port = (number: number): number[] => meta(0, 0x21, [number]);
  const device = (name: string): number[] =>
    meta(
      0,
      9,
      [...name].map((letter) => letter.charCodeAt(0)),
    );
  test.each([
    ["by number", port(0), port(1)],
    ["by name", device("A"), device("B")],
  ])("a track without a program does not take that of another port: %s", (_, first, second) => {
    const song = parseSong(midi({}, track(first, [0, 0xc0, 40], melody("C4 1/4")), track(second, melody("D4 1/4"))));
    expect(soundsOf(song)).toEqual(["0:64:40", "0:64:0"]);
    expect(soundsOf(parseSong(writeSong(song)))).toEqual(soundsOf(song));
  });
  test("it takes that of a track that names no port, where all others are on one", () => {
    const song = parseSong(midi({}, track([0, 0xc0, 40]), track(port(3), melody("D4 1/4"))));
    expect(soundsOf(song)).toEqual(["0:64:40"]);
  });
});
