import { describe, expect, test } from "bun:test";
import { beatGrid, beatTimes } from "../../src/hearing/time/beat-grid.ts";
import { lastNoteEnd } from "../../src/hearing/views.ts";
import { parseSong } from "../../src/midi/smf.ts";
import { secondsAt, tempoMap } from "../../src/midi/tempo.ts";
import { melody, midi, quarter, tempo, timeSignature, track } from "./compose.ts";
import { take, takeDivision, unclickedMarch } from "./take.ts";

/** Oom-pah: a bass on one, chords on the other beats, harmonies that change with the bar. */
const waltz = "C2 1/4 E4+G4 1/4 E4+G4 1/4 G2 1/4 F4+B4 1/4 F4+B4 1/4 ".repeat(8);
const march = "C2 1/4 E4+G4 1/4 G2 1/4 E4+G4 1/4 F2 1/4 A4+C5 1/4 C2 1/4 A4+C5 1/4 ".repeat(6);

describe("beatGrid", () => {
  test("is empty for a song without notes", () => {
    expect(beatGrid(parseSong(midi({}, track())))).toMatchObject({ source: "map", trust: 0, firstDownbeat: 0 });
    expect(beatGrid(parseSong(midi({}, track()))).tick).toHaveLength(0);
  });

  test("has two beats at least where a note sounds, however short", () => {
    const click = parseSong(midi({}, track([0, 0x99, 36, 80, 0, 0x89, 36, 0])));
    expect(Array.from(beatGrid(click).tick)).toEqual([0, 96]);
  });

  test("is the file's own grid of quarters, from the first onset to the last note's end", () => {
    const grid = beatGrid(parseSong(midi({}, track(tempo(0, 600_000), timeSignature(0, 4, 4), melody(march)))));
    expect(grid).toMatchObject({ source: "map", firstDownbeat: 0, beatsPerBar: 4 });
    expect(grid.trust).toBeGreaterThan(0.99);
    expect(Array.from(grid.tick)).toEqual(Array.from({ length: 49 }, (_, beat) => beat * quarter));
  });

  test("begins its bars behind a pickup", () => {
    const notes = melody(`G4 1/4 ${march}`);
    const grid = beatGrid(
      parseSong(midi({}, track(tempo(0, 600_000), timeSignature(0, 1, 4), timeSignature(96, 4, 4)), track(notes))),
    );
    expect(grid).toMatchObject({ firstDownbeat: 1, beatsPerBar: 4 });
  });

  test("counts dotted quarters in 6/8, eighths in 7/8, and waltzes by three", () => {
    const bars = (numerator: number, denominator: number, notes: string) =>
      beatGrid(parseSong(midi({}, track(tempo(0, 600_000), timeSignature(0, numerator, denominator), melody(notes)))));
    const jig = bars(6, 8, "C4 1/8 D4 1/8 E4 1/8 F4 1/8 E4 1/8 D4 1/8 ".repeat(8));
    expect(jig.beatsPerBar).toBe(2);
    expect(jig.tick[1]! - jig.tick[0]!).toBe(quarter * 1.5);
    expect(bars(7, 8, "C2 1/4 E4 1/4 E4 1/8 G2 1/4 ".repeat(8)).beatsPerBar).toBe(7);
    expect(bars(3, 4, waltz)).toMatchObject({ beatsPerBar: 3, firstDownbeat: 0 });
  });

  test("shifts to the notes where they lie beside the ticks by a constant", () => {
    const grid = beatGrid(parseSong(midi({}, track(tempo(0, 600_000), melody(`- 5/96 ${march}`)))));
    expect(grid.source).toBe("map");
    expect(grid.tick[0]).toBeCloseTo(20, 0);
  });

  test("follows a tempo map with a ritardando in ticks", () => {
    const slower = Array.from({ length: 8 }, (_, n) => tempo(n === 0 ? 16 * quarter : quarter, 500_000 + n * 60_000));
    const song = parseSong(midi({}, track(tempo(0, 500_000), ...slower), track(melody(march))));
    const grid = beatGrid(song);
    const seconds = Array.from(grid.tick, (tick) => secondsAt(tempoMap(song), tick));
    expect(grid.source).toBe("map");
    expect(seconds[1]! - seconds[0]!).toBeCloseTo(0.5, 9);
    expect(seconds[23]! - seconds[22]!).toBeGreaterThan(0.8);
  });

  test("tracks a take that was played without a click, under the default tempo", () => {
    const notes = unclickedMarch(0.71, 80);
    const song = parseSong(midi({ division: takeDivision }, track(tempo(0, 500_000), take(notes))));
    const grid = beatGrid(song);
    const seconds = Array.from(grid.tick, (tick) => secondsAt(tempoMap(song), tick));
    expect(grid.source).toBe("tracked");
    const found = notes.filter(([at], n) => n % 2 === 0 && seconds.some((beat) => Math.abs(beat - at) < 0.07));
    expect(found.length).toBeGreaterThan(75);
    expect(seconds[0]!).toBeLessThanOrEqual(notes[0]![0] + 1e-3);
    expect(seconds.at(-1)!).toBeGreaterThanOrEqual(lastNoteEnd(song).seconds - 1e-3);
  });
});

test("beatTimes begins with the file, not with its first note", () => {
  const song = parseSong(midi({}, track(tempo(0, 500_000), timeSignature(0, 4, 4), melody(`- 4/4 ${march}`))));
  const beats = beatTimes(song);
  expect(Array.from(beats.subarray(0, 6), (seconds) => Math.round(seconds * 100) / 100)).toEqual([
    0, 0.5, 1, 1.5, 2, 2.5,
  ]);
  expect(beats.length).toBe(beatGrid(song).tick.length + 4);
});
