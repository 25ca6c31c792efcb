import { describe, expect, test } from "bun:test";
import { groove } from "../../src/analyzers/groove.ts";
import { composeSong } from "../../src/midi/mod.ts";
import { parseSong } from "../../src/midi/smf.ts";
import { melody, midi, tempo, timeSignature, track } from "../midi/compose.ts";
import { take, takeDivision, unclickedMarch } from "../midi/take.ts";

const of = (notes: string) =>
  groove.run(parseSong(midi({}, track(tempo(0, 600_000), timeSignature(0, 4, 4), melody(notes)))), {});

describe("groove", () => {
  test.each([
    ["straight", "C4 1/8 E4 1/8 G4 1/8 E4 1/8 ", 50, 8],
    ["triplet swing", "C4 1/6 E4 1/12 G4 1/6 E4 1/12 ", 66.7, 12],
    ["dotted", "C4 3/16 E4 1/16 G4 3/16 E4 1/16 ", 75, 16],
  ])("%s eighths have their percentage and grid", (_, notes, percent, grid) => {
    const song = of(notes.repeat(12));
    expect(song.swing).toBeCloseTo(percent, 1);
    expect(song).toMatchObject({ grid, timing: "quantised", quantized: 1, humanized: false, syncopation: 0 });
  });

  const eighths = (percent: number): string => `C4 ${percent}/400 E4 ${100 - percent}/400 `;
  test.each([54, 58, 60, 62, 64, 70])("eighths at %i %% come back, over held chords too", (percent) => {
    expect(of(eighths(percent).repeat(32)).swing).toBeCloseTo(percent, -0.3);
    const hats = eighths(percent).replaceAll("C4", "C2+F#2").replaceAll("E4", "F#2");
    const parts = [
      { notes: hats.repeat(32), channel: 9 },
      { notes: "A3+C4+E4 1/1 F3+A3+C4 1/1 ".repeat(4), program: 89 },
    ];
    expect(groove.run(composeSong(parts, { bpm: 96 }), {}).swing).toBeCloseTo(percent, -0.3);
  });

  test("sixteenths that are straight make no dotted swing", () => {
    expect(of("C4 3/16 E4 1/16 C4 1/16 E4 1/16 G4 1/16 E4 1/16 ".repeat(16)).swing).toBeNull();
  });

  test("quarters, triplets and sixteenths have no swing", () => {
    for (const notes of ["C4 1/4 ", "C4 1/12 E4 1/12 G4 1/12 ", "C4 1/16 E4 1/16 G4 1/16 E4 1/16 "]) {
      expect(of(notes.repeat(24)).swing).toBeNull();
    }
    expect([of("C4 1/4 ".repeat(24)).grid, of("C4 1/12 E4 1/12 G4 1/12 ".repeat(8)).grid]).toEqual([4, 12]);
  });

  test("an eighth that lasts over the next beat is a syncopation", () => {
    const song = of("C4 1/4 E4 1/8 G4 1/4 E4 1/8 C4 1/4 ".repeat(8));
    expect(song.syncopation).toBeCloseTo(1 / 5, 2);
  });

  test("a humanised part deviates by milliseconds, and lies on GigaMIDI's highest level", () => {
    // Sixteenths of 24 ticks, pushed by up to two ticks (12.5 ms) to either side.
    const pushed = Array.from({ length: 128 }, (_, n) => `C4 ${24 + [2, -3, 0, 3, -2][n % 5]!}/384 `).join("");
    const song = of(pushed);
    expect(song).toMatchObject({ timing: "humanised", humanized: true });
    expect(song.quantized).toBeCloseTo(1 / 5, 1);
    expect(song.timing_deviation).toBeGreaterThan(5);
    expect(song.timing_deviation).toBeLessThan(20);
  });

  test("a quantised file stays so with a few grace notes, with 32nds, and with a tempo that nobody set", () => {
    const grace = "C4 15/64 D4 1/64 E4 1/4 G4 1/4 E4 1/4 ";
    const plain = "C4 1/4 D4 1/8 E4 1/8 G4 1/4 E4 1/4 ";
    expect(of(plain.repeat(7) + grace)).toMatchObject({ timing: "quantised", humanized: false });
    expect(of("C4 1/32 D4 3/32 E4 1/8 F4 1/4 G4 1/2 ".repeat(8))).toMatchObject({ timing: "quantised", quantized: 1 });
    const bare = groove.run(parseSong(midi({}, track(melody("C4 1/12 D4 1/12 E4 1/12 G4 1/4 ".repeat(16))))), {});
    expect(bare).toMatchObject({ timing: "quantised", humanized: false });
  });

  test("all onsets may be late by as much", () => {
    const late = `- 1/64 ${"C4 1/8 E4 1/8 G4 1/8 E4 1/8 ".repeat(12)}`;
    expect(of(late)).toMatchObject({ timing: "quantised", quantized: 1 });
    expect(of(late).timing_deviation).toBeCloseTo(0, 9);
  });

  test("levels are GigaMIDI's: quarters 0, off-beat eighths 2, sixteenths 4, a take 12", () => {
    const levels = ["C4 1/4 ", "- 1/8 C4 1/8 ", "- 1/16 C4 1/16 - 1/8 "].map((notes) => of(notes.repeat(12)).nomml);
    expect(levels).toEqual([0, 2, 4]);
    const free = parseSong(midi({ division: takeDivision }, track(tempo(0, 500_000), take(unclickedMarch(0.71, 80)))));
    expect(groove.run(free, {})).toMatchObject({ timing: "free", grid: null, timing_deviation: null, nomml: 12 });
  });

  test("is unknown without notes", () => {
    expect(groove.run(parseSong(midi({}, track())), {})).toMatchObject({
      swing: null,
      syncopation: null,
      timing: null,
      quantized: null,
      humanized: null,
      nomml: null,
    });
  });
});
