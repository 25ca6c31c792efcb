import { describe, expect, test } from "bun:test";
import { tempo as analyzer } from "../../src/analyzers/tempo.ts";
import { parseSong } from "../../src/midi/smf.ts";
import { melody, midi, quarter, tempo, timeSignature, track } from "../midi/compose.ts";
import { take, takeDivision, unclickedMarch } from "../midi/take.ts";

const scale = "C4 1/4 D4 1/4 E4 1/4 F4 1/4 G4 1/4 A4 1/4 B4 1/4 C5 1/4 G4 1/4 E4 1/4 C4 1/2";
const bpm = (value: number, ticks = 0): number[] => tempo(ticks, Math.round(60_000_000 / value));
const of = (...events: readonly (readonly number[])[]) => analyzer.run(parseSong(midi({}, track(...events))), {});
const recorded = (events: readonly number[], octave?: number, period = 0.71) =>
  analyzer.run(
    parseSong(midi({ division: takeDivision }, track(events, take(unclickedMarch(period, 80))))),
    octave === undefined ? {} : { octave },
  );

describe("tempo", () => {
  test("is the file's where it says one and the notes lie on its grid", () => {
    const song = of(bpm(100), melody(scale));
    expect(song).toMatchObject({ bpm: 100, bpm_source: "event", bpm_event: 100, bpm_half: 50, bpm_double: 200 });
    expect(song).toMatchObject({ bpm_changes: false, bpm_initial: 100, bpm_any: [100] });
    expect(song.bpm_confidence).toBeGreaterThan(0.9);
  });

  test.each([
    "C4 1/4 D4 1/4 E4 1/4",
    "C4 1/1 G3 1/1 A3 1/1 F3 1/1 C4 1/1 G3 1/1 A3 1/1 F3 1/1",
    "C4 1/2 G3 1/2 A3 1/2 F3 1/2 C4 1/2 G3 1/2 A3 1/2 F3 1/2 C4 1/2 G3 1/2",
    "C4 3/8 D4 3/8 E4 1/4 C4 3/8 D4 3/8 E4 1/4 C4 3/8 D4 3/8 E4 1/4",
  ])("is the default with little confidence where the file says none and %s lies on its ticks", (notes) => {
    const song = of(melody(notes));
    expect(song).toMatchObject({ bpm: 120, bpm_source: "default", bpm_initial: 120, bpm_min: 120, bpm_max: 120 });
    expect(song.bpm_confidence).toBeLessThan(0.5);
    expect(song.bpm_event).toBeNull();
  });

  test.each([
    ["120 for the first tick", [bpm(120), bpm(174, 1)]],
    ["two tempos in the first ticks", [bpm(120), bpm(100, 1), bpm(174, 2)]],
    ["60 for a tick amid the music", [bpm(174), bpm(60, 4 * quarter), bpm(174, 2)]],
  ] as const)("does not change by %s", (_, events) => {
    const song = analyzer.run(parseSong(midi({}, track(...events), track(melody(scale)))), {});
    expect(song).toMatchObject({ bpm: 174, bpm_changes: false, bpm_any: [174] });
    for (const value of [song.bpm_initial, song.bpm_min, song.bpm_max]) expect(value).toBeCloseTo(174, 2);
  });

  test("does not change by what holds before the first note alone", () => {
    const song = analyzer.run(
      parseSong(midi({}, track(bpm(90), bpm(140, 2 * quarter)), track(melody(`- 1/2 ${scale}`)))),
      {},
    );
    expect(song).toMatchObject({ bpm: 140, bpm_any: [140], bpm_changes: false });
    expect(song.bpm_min).toBeCloseTo(140, 2);
  });

  test.each([
    [4, 4, 100],
    [6, 8, 100 / 1.5],
    [12, 8, 100 / 1.5],
    [2, 2, 50],
    [3, 8, 100 / 1.5],
    [7, 8, 100],
  ] as const)("is in quarters, and felt in %i/%i at another", (numerator, denominator, felt) => {
    const notes = Array.from({ length: 8 }, () => `C3 ${numerator}/${denominator}`).join(" ");
    const song = of(bpm(100), timeSignature(0, numerator, denominator), melody(notes));
    expect(song.bpm).toBe(100);
    expect(song.bpm_felt).toBeCloseTo(felt, 6);
  });

  test("is the tempo that lasts longest", () => {
    const song = of(bpm(60), melody("C4 1/4"), bpm(150), melody(scale));
    expect(song).toMatchObject({
      bpm: 150,
      bpm_initial: 60,
      bpm_min: 60,
      bpm_max: 150,
      bpm_any: [60, 150],
      bpm_changes: true,
    });
  });

  test("of a piece that slows down at its end is the piece's", () => {
    const slower = Array.from({ length: 4 }, (_, n) => bpm(90 - 10 * n, n === 0 ? 16 * quarter : quarter));
    const song = analyzer.run(parseSong(midi({}, track(bpm(100), ...slower), track(melody(`${scale} ${scale}`)))), {});
    expect(song).toMatchObject({ bpm: 100, bpm_max: 100, bpm_changes: true });
    expect(song.bpm_min).toBeCloseTo(60, 3);
  });

  test("of a performance's map are the 64 that last longest, the main one among them", () => {
    const many = Array.from({ length: 300 }, (_, n) => bpm(60 + (n % 150), quarter / 2));
    const { bpm: main, bpm_any: any } = analyzer.run(
      parseSong(midi({}, track(bpm(250), ...many), track(melody(`${scale} `.repeat(40))))),
      {},
    );
    expect(any.length).toBe(64);
    expect(any).toEqual([...any].sort((a, b) => a - b));
    expect(any).toContain(main as number);
  });

  test("of a take under a default tempo is heard in its onsets, and the event is kept apart", () => {
    const song = recorded(bpm(120));
    expect(song).toMatchObject({ bpm_source: "detected", bpm_event: 120 });
    const ratio = (song.bpm as number) / (60 / 0.71);
    expect([0.5, 1, 2].some((level) => Math.abs(ratio / level - 1) < 0.02)).toBe(true);
    const { bpm: main, bpm_min, bpm_max, bpm_initial, bpm_changes } = song;
    expect({ bpm_min, bpm_max, bpm_initial, bpm_changes }).toEqual({
      bpm_min: main,
      bpm_max: main,
      bpm_initial: main as number,
      bpm_changes: false,
    });
  });

  test("is heard without any event, in the preferred octave where one is given", () => {
    const bpms = [45, 180].map((octave) => recorded([], octave).bpm as number);
    expect(bpms[0]).toBeCloseTo(60 / 0.71 / 2, 0);
    expect(bpms[1]).toBeCloseTo((60 / 0.71) * 2, 0);
    expect(recorded([]).bpm_event).toBeNull();
  });

  test("of drums without a click is heard too", () => {
    const notes = Array.from({ length: 128 }, (_, n) => [
      [0.3 + n * 0.17, 42] as const,
      ...(n % 8 === 0 ? [[0.3 + n * 0.17, 36] as const] : n % 8 === 4 ? [[0.3 + n * 0.17, 38] as const] : []),
    ]).flat();
    const song = analyzer.run(parseSong(midi({ division: takeDivision }, track(take(notes, 9)))), {});
    const ratio = (song.bpm as number) / (60 / 0.68);
    expect(song.bpm_source).toBe("detected");
    expect([0.5, 1, 2].some((level) => Math.abs(ratio / level - 1) < 0.02)).toBe(true);
  });
});
