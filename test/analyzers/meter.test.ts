import { describe, expect, test } from "bun:test";
import { meter as analyzer } from "../../src/analyzers/meter.ts";
import { parseSong } from "../../src/midi/smf.ts";
import { meterOf } from "../../src/music/meter.ts";
import { melody, midi, tempo, timeSignature, track } from "../midi/compose.ts";

const of = (...events: readonly (readonly number[])[]) =>
  analyzer.run(parseSong(midi({}, track(tempo(0, 600_000), ...events))), {});

const fewNotes = "C4 1/4 D4 1/4 E4 1/4 F4 1/4 G4 1/4";
const waltz = "C2 1/4 E4+G4 1/4 E4+G4 1/4 G2 1/4 F4+B4 1/4 F4+B4 1/4 ".repeat(8);
const march = "C2 1/4 E4+G4 1/4 G2 1/4 E4+G4 1/4 F2 1/4 A4+C5 1/4 C2 1/4 A4+C5 1/4 ".repeat(8);
const jig = "C2+E4 1/8 D4 1/8 E4 1/8 G2+F4 1/8 E4 1/8 D4 1/8 C2+C4 3/8 G2+G4 1/4 E4 1/8 ".repeat(8);
const odd = "C2 1/4 E4 1/4 E4 1/8 G2 1/4 ".repeat(16);

describe("meter", () => {
  test("is the one under which most of the music lies, not the pickup's", () => {
    const song = of(timeSignature(0, 1, 4), melody("G4 1/4"), timeSignature(0, 3, 4), melody(waltz));
    expect(song).toMatchObject({
      meter: meterOf(3, 4),
      meter_source: "event",
      meter_any: ["3/4"],
      meter_changes: false,
      pickup: 1,
      bars: 17,
    });
  });

  test("of a clip of two quarters is 2/4, of one of four 4/4", () => {
    const half = "C4 1/16 D4 1/16 E4 1/16 F4 1/16 G4 1/8 E4 1/8 ";
    expect(of(melody(half))).toMatchObject({ meter: meterOf(2, 4), meter_source: "detected", bars: 1 });
    expect(of(melody(half.repeat(2)))).toMatchObject({ meter: meterOf(4, 4), meter_source: "detected", bars: 1 });
  });

  test("is unknown where the file says none and too few notes sound", () => {
    expect(of(melody(fewNotes))).toMatchObject({
      meter: null,
      meter_source: "default",
      meter_initial: meterOf(4, 4),
      meter_any: [],
      pickup: null,
    });
  });

  test.each([
    ["a waltz", waltz, meterOf(3, 4)],
    ["a march", march, meterOf(4, 4)],
    ["a jig", jig, meterOf(6, 8)],
  ])("of %s without a signature is heard", (_, notes, expected) => {
    const song = of(melody(notes));
    expect(song).toMatchObject({ meter: expected, meter_source: "detected", pickup: 0 });
    expect(song.meter_confidence).toBeGreaterThan(0.5);
  });

  test("1/4 counts no bars, and is replaced by what is heard", () => {
    const song = of(timeSignature(0, 1, 4), melody(march));
    expect(song).toMatchObject({
      meter: meterOf(4, 4),
      meter_source: "detected",
      meter_initial: meterOf(1, 4),
      meter_any: ["4/4"],
      bars: 16,
    });
  });

  test.each([
    ["7/8", 7, 8, odd],
    ["2/2", 2, 2, march],
    ["11/8", 11, 8, "C2 1/4 E4 1/4 E4 1/4 G2 3/8 E4 1/4 ".repeat(12)],
  ])("an event of %s is kept", (_, numerator, denominator, notes) => {
    expect(of(timeSignature(0, numerator, denominator), melody(notes))).toMatchObject({
      meter: meterOf(numerator, denominator),
      meter_source: "event",
    });
  });

  test("bars reach to the end of the last note", () => {
    expect(of(timeSignature(0, 4, 4), melody("C4 1/1 D4 1/1 E4 1/2"))).toMatchObject({ bars: 3, pickup: 0 });
  });

  const scale = "C4 1/4 D4 1/4 E4 1/4 F4 1/4 G4 1/4 A4 1/4 B4 1/4 C5 1/4 ";
  const eighths = "C4 1/8 D4 1/8 E4 1/8 F4 1/8 G4 1/8 A4 1/8 B4 1/8 C5 1/8 ";
  test.each([
    ["eight quarters", scale, 2, [4, 4]],
    ["four scales in eighths", eighths.repeat(4), 4, [4, 4]],
    ["scales in 2/4", scale.repeat(2), 8, [2, 4]],
    ["scales in 3/4", scale.repeat(3), 8, [3, 4]],
  ] as const)("that is written stands over %s, which have no accents", (_, notes, bars, [numerator, denominator]) => {
    expect(of(timeSignature(0, numerator, denominator), melody(notes))).toMatchObject({
      meter: meterOf(numerator, denominator),
      meter_source: "event",
      bars,
    });
  });

  test.each([
    ["a chord on each beat", "A3+C4+E4 1/4 F3+A3+C4 1/4 C4+E4+G4 1/4 G3+B3+D4 1/4 ".repeat(2), [4, 4], 2],
    ["a chord on each half", "A3+C4+E4 1/2 F3+A3+C4 1/2 C4+E4+G4 1/2 G3+B3+D4 1/2 ", [4, 4], 2],
    ["chords off the beat", "A3+C4+E4 3/8 A3+C4+E4 1/8 D4+F4+A4 3/8 D4+F4+A4 1/8 ".repeat(2), [4, 4], 2],
    ["two bars of a waltz", "C2 1/4 E4+G4 1/4 E4+G4 1/4 G2 1/4 F4+B4 1/4 F4+B4 1/4 ", [3, 4], 2],
    ["two bars of five", "C2 1/4 E4+G4 1/4 E4+G4 1/4 G2 1/4 F4+B4 1/4 ".repeat(2), [5, 4], 2],
  ] as const)("of a clip is heard from its length: %s", (_, notes, [numerator, denominator], bars) => {
    expect(of(melody(notes))).toMatchObject({ meter: meterOf(numerator, denominator), pickup: 0, bars });
  });

  test("a waltz under a written 4/4 is a waltz", () => {
    expect(of(timeSignature(0, 4, 4), melody(waltz))).toMatchObject({ meter: meterOf(3, 4), meter_source: "detected" });
  });

  test("a short last bar is no change, eight bars of another meter are one", () => {
    const hymn = [timeSignature(0, 1, 4), melody("G4 1/4"), timeSignature(0, 4, 4), melody(march)];
    const last = [timeSignature(0, 3, 4), melody("C2+E4+G4 3/4")];
    expect(of(...hymn, ...last)).toMatchObject({ meter_changes: false, meter_any: ["4/4"] });
    expect(of(...hymn, timeSignature(0, 3, 4), melody(waltz))).toMatchObject({ meter_changes: true });
  });

  test("a bar that a repeat divides is no change", () => {
    const divided = [timeSignature(0, 3, 4), melody("C4 3/4"), timeSignature(0, 1, 4), melody("G4 1/4")];
    const song = of(timeSignature(0, 4, 4), melody(march), ...divided, timeSignature(0, 4, 4), melody(march));
    expect(song).toMatchObject({ meter_changes: false, meter_any: ["4/4"] });
  });

  test("a last chord that rings over the bar line adds no bar", () => {
    expect(of(timeSignature(0, 4, 4), melody("C4 1/1 D4 1/1 E4 1/1 F4 9/8"))).toMatchObject({ bars: 4 });
  });
});
