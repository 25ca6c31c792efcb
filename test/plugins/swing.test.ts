import { describe, expect, test } from "bun:test";
import { reportOf } from "../../plugins/swing/report.ts";
import swing from "../../plugins/swing.ts";
import { parseSong } from "../../src/midi/mod.ts";
import type { RenderedRow } from "../../src/plugin/mod.ts";
import { delta, midi, tempo, timeSignature, track } from "../midi/compose.ts";

const [analyzer] = swing.provides;
/** Ticks of a quarter; at 120 bpm a tick is a millisecond and 1/24 of another. */
const quarter = 480;
const [kick, snare, hat] = [36, 38, 42];

type Note = readonly [tick: number, key: number, velocity: number];

/** Sixteen bars of four, each of the notes that `bar` gives. */
function drumming(
  bar: (bar: number) => readonly Note[],
  meter: readonly [number, number] = [4, 4],
  bass: readonly Note[] = [],
) {
  const length = (quarter * 4 * meter[0]) / meter[1];
  const notes = Array.from({ length: 16 }, (_, n) =>
    bar(n).map(([at, key, loud]): Note => [at + n * length, key, loud]),
  );
  const head = [tempo(0, 500_000), timeSignature(0, meter[0], meter[1])];
  const tracks = [played(notes.flat(), 9, head), ...(bass.length > 0 ? [played(bass, 1, [[0, 0xc1, 33]])] : [])];
  return analyzer.run(parseSong(midi({ division: quarter }, ...tracks)), {});
}

/** A track of short notes. */
function played(notes: readonly Note[], channel: number, head: readonly (readonly number[])[]): number[] {
  const events = notes
    .flatMap(([at, key, velocity]) => [
      { at, bytes: [0x90 | channel, key, velocity] },
      { at: at + 60, bytes: [0x80 | channel, key, 0] },
    ])
    .sort((a, b) => a.at - b.at);
  let before = 0;
  const bytes = events.map(({ at, bytes }) => {
    const event = [...delta(at - before), ...bytes];
    before = at;
    return event;
  });
  return track(...head, ...bytes);
}

/** A rock beat: kick on 1 and 3, snare on 2 and 4 so many ticks late, hats on eighths of which the second lies at a place. */
const rock = (place = 0.5, late = 0): readonly Note[] => [
  ...[0, 2].map((beat): Note => [beat * quarter, kick, 100]),
  ...[1, 3].map((beat): Note => [beat * quarter + late, snare, 100]),
  ...[0, 1, 2, 3].flatMap((beat): Note[] => [
    [beat * quarter, hat, 90],
    [Math.round((beat + place) * quarter), hat, 60],
  ]),
];

describe("swing", () => {
  test.each([
    [0.5, 1, "straight"],
    [0.55, 11 / 9, "swung eighths"],
    [2 / 3, 2, "swung eighths"],
    [0.75, 3, "swung eighths"],
  ])("eighths at %d of the beat are long by short %d", (place, ratio, feel) => {
    const song = drumming(() => rock(place));
    expect(song.eighths).toBeCloseTo(ratio, 1);
    expect(song).toMatchObject({ feel, sixteenths: null });
  });

  test("sixteenths may swing where eighths are straight", () => {
    const sixteenths = (place: number) =>
      Array.from({ length: 16 }, (_, n): Note => [(n >> 1) * 240 + (n & 1) * Math.round(240 * place), hat, 80]);
    const song = drumming(() => sixteenths(0.6));
    expect(song.sixteenths).toBeCloseTo(1.5, 1);
    expect(song).toMatchObject({ feel: "swung sixteenths", eighths: null });
    expect(drumming(() => sixteenths(0.5)).feel).toBe("straight");
  });

  test("hats keep time, whatever the others play between", () => {
    const song = drumming(() => [...rock(2 / 3), [quarter * 0.25, snare, 30], [quarter * 2.5, kick, 90]]);
    expect(song.eighths).toBeCloseTo(2, 1);
  });

  test("beats of three parts are compound and have no ratio", () => {
    const bar = [0, 240, 480, 720, 960, 1200].map((at): Note => [at, hat, at % 720 === 0 ? 100 : 60]);
    expect(drumming(() => [...bar, [0, kick, 100], [720, snare, 100]], [6, 8])).toMatchObject({
      feel: "compound",
      eighths: null,
    });
  });

  test("quarters alone have no feel, and a file without notes has nothing", () => {
    expect(drumming(() => [0, 1, 2, 3].map((beat): Note => [beat * quarter, hat, 80])).feel).toBeNull();
    expect(Object.values(analyzer.run(parseSong(midi({}, track())), {}))).toEqual(Array(12).fill(null));
  });
});

describe("timing", () => {
  test("a late snare and an early bass are told in milliseconds", () => {
    // 12 ticks are 12.5 ms.
    const bass = Array.from({ length: 32 }, (_, n): Note => [n * 2 * quarter + (n === 0 ? 0 : -6), 33, 90]);
    const song = drumming(() => rock(0.5, 12), [4, 4], bass);
    expect(song.snare! - song.kick!).toBeCloseTo(12.5, 1);
    expect(song.pocket).toBeCloseTo(12.5, 1);
    expect(song.hat! - song.kick!).toBeCloseTo(0, 1);
    expect(song.bass! - song.kick!).toBeCloseTo(-6.25, 1);
    // What an instrument always does is no looseness; only the first note of the bass is apart from the others.
    expect(song.tightness).toBeLessThan(1.5);
  });

  test("looseness is what remains", () => {
    const loose = (bar: number) =>
      rock().map(([at, key, loud], n): Note => [at + 60 + (((n + bar) % 2) * 2 - 1) * 10, key, loud]);
    // Ten ticks to either side: 10.4 ms.
    expect(drumming(loose).tightness).toBeCloseTo(10.4, 0);
    expect(drumming(() => rock()).tightness).toBeCloseTo(0, 5);
  });
});

describe("accents", () => {
  test("the backbeat, ghost notes and accents of hats", () => {
    const ghosts: readonly Note[] = [
      [quarter * 1.75, snare, 30],
      [quarter * 2.25, snare, 35],
    ];
    expect(drumming(() => [...rock(), ...ghosts])).toMatchObject({ backbeat: 1, ghosts: 0.5, accent: 30 });
    expect(drumming(() => [...rock(), [0, snare, 100], [quarter * 2, snare, 100]]).backbeat).toBeCloseTo(0.5, 9);
  });
});

test("the report has a line a file and their median", async () => {
  const row = (path: string, values: Record<string, unknown>): RenderedRow => ({ path, hash: "", copies: 1, values });
  const rows = [
    row("a.mid", { "swing.feel": "straight", "swing.eighths": 1, "swing.snare": 4.04 }),
    row("b.mid", { "swing.feel": "swung eighths", "swing.eighths": 2, "swing.snare": -2 }),
    row("c.mid", { "swing.feel": null }),
  ];
  const [, command] = swing.provides;
  const said: string[] = [];
  const find = async (query: string) => (query === "drums" ? rows : []);
  const context = {
    open: async () => ({ fields: [], find }),
    print: (line: string) => said.push(line),
    warn: () => {},
  };
  expect(await command.run(["drums"], context)).toBe(0);
  expect(said.map((line) => line.replaceAll(/ +/g, " ").trim())).toEqual([
    "eighths sixteenths tightness kick snare hat bass pocket backbeat ghosts feel path",
    "1.00 - - - +4.0 - - - - - straight a.mid",
    "2.00 - - - -2.0 - - - - - swung eighths b.mid",
    "",
    "1.50 - - - +1.0 - - - - - median of 2 files",
  ]);
  expect(await command.run(["nothing"], context)).toBe(1);
  expect(reportOf([])).toEqual([]);
});
