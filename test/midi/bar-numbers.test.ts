import { describe, expect, test } from "bun:test";
import { barNumbers } from "../../src/hearing/meter/bar-numbers.ts";
import { beatGrid } from "../../src/hearing/time/beat-grid.ts";
import { parseSong } from "../../src/midi/smf.ts";
import { melody, midi, quarter, tempo, timeSignature, track } from "./compose.ts";
import { take, takeDivision, unclickedMarch } from "./take.ts";

const march = "C2 1/4 E4+G4 1/4 G2 1/4 E4+G4 1/4 F2 1/4 A4+C5 1/4 C2 1/4 A4+C5 1/4 ".repeat(8);
const waltz = "C2 1/4 E4+G4 1/4 E4+G4 1/4 G2 1/4 F4+B4 1/4 F4+B4 1/4 ".repeat(8);
const of = (...events: readonly (readonly number[])[]) => parseSong(midi({}, track(tempo(0, 600_000), ...events)));
const at = (song: ReturnType<typeof of>, ...quarters: readonly number[]): readonly number[] => [
  ...barNumbers(
    song,
    Float64Array.from(quarters, (one) => one * quarter),
  ),
];

describe("bars are numbered", () => {
  test("from the first of the file, rests among them", () => {
    const song = of(timeSignature(0, 4, 4), melody(`- 8/1 ${march}`));
    expect(at(song, 0, 4, 32, 35.9, 36, 40)).toEqual([1, 2, 9, 10, 10, 11]);
  });

  test("as the file's signatures lay them out, however often they change", () => {
    const song = of(timeSignature(0, 1, 4), melody("G4 1/4"), timeSignature(0, 3, 4), melody(waltz));
    expect(at(song, 0, 1, 3.5, 4, 7)).toEqual([1, 2, 2, 3, 4]);
  });

  test("with what is a little early", () => {
    const song = of(timeSignature(0, 4, 4), melody(march));
    expect(at(song, 3.8, 3.9, 4, 4.1)).toEqual([1, 2, 2, 2]);
  });

  test("by the beat grid where the file says another meter than is heard", () => {
    const song = of(timeSignature(0, 1, 4), melody(march));
    expect(at(song, 0, 3, 4, 8, 63)).toEqual([1, 1, 2, 3, 16]);
    const later = of(timeSignature(0, 1, 4), melody(`- 2/1 ${march}`));
    expect(at(later, 8, 12)).toEqual([3, 4]);
  });

  test("from the first note where the beats are tracked", () => {
    const song = parseSong(midi({ division: takeDivision }, track(take(unclickedMarch(0.71, 80)))));
    const { source, tick, firstDownbeat, beatsPerBar } = beatGrid(song);
    expect(source).toBe("tracked");
    const first = firstDownbeat > 0 ? 2 : 1;
    const downbeats = [0, 1, 2, 3].map((bar) => tick[firstDownbeat + bar * beatsPerBar]!);
    expect([...barNumbers(song, Float64Array.from([tick[0]!, ...downbeats]))]).toEqual([
      1,
      ...[0, 1, 2, 3].map((bar) => first + bar),
    ]);
  });

  test("1 without notes", () => expect(at(of(), 0)).toEqual([1]));
});
