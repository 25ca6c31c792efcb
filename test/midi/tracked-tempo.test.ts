import { describe, expect, test } from "bun:test";
import { perform } from "../../eval/performing/perform.ts";
import { beatF1 } from "../../eval/performing/takes.ts";
import { tappedBeats, tappedTempo } from "../../src/hearing/time/tracked-tempo.ts";
import { composeSong } from "../../src/midi/compose.ts";
import { parseSong } from "../../src/midi/smf.ts";
import { midi, track } from "./compose.ts";
import { take, takeDivision } from "./take.ts";

/** Sixteen bars of a song of ours: a tune, chords on the beats and a bass. */
const bars = (notes: string): string => Array.from({ length: 4 }, () => notes).join(" ");
const song = composeSong(
  [
    {
      notes: bars("E5 1/4 D5 1/8 C5 1/8 G4 1/2 A4 1/8 B4 1/8 C5 1/4 A4 1/2 F5 1/4 E5 1/4 D5 1/4 C5 1/4 B4 1/2 G4 1/2"),
    },
    {
      notes: bars(
        "C4+E4+G4 1/4 C4+E4+G4 1/4 C4+E4+G4 1/2 A3+C4+E4 1/4 A3+C4+E4 1/4 A3+C4+E4 1/2 F3+A3+C4 1/2 F3+A3+C4 1/2 G3+B3+D4 1/2 G3+B3+D4 1/2",
      ),
    },
    { notes: bars("C2 1/2 G2 1/2 A2 1/2 E2 1/2 F2 1/2 C3 1/2 G2 1/2 D2 1/2") },
  ],
  { bpm: 96 },
);

/** Beats as they are, halves of them from either, and the eighths between: nobody says at which level to tap. */
const levelsOf = (beats: readonly number[]): readonly (readonly number[])[] => [
  beats,
  beats.filter((_, n) => n % 2 === 0),
  beats.filter((_, n) => n % 2 === 1),
  beats.flatMap((beat, n) => [beat, (beat + (beats[n + 1] ?? beat + 0.3)) / 2]),
];

describe("tappedTempo", () => {
  test("follows most of twelve performances of a song, from a band's to a romantic's", () => {
    const judged = Array.from({ length: 12 }, (_, seed) => {
      const { song: played, beats, bpm } = perform(song, seed)!;
      const found = tappedBeats(played);
      const { bpm: told } = tappedTempo(played)!;
      return {
        f1: Math.max(...levelsOf(beats).map((level) => beatF1(found, level))),
        isTempo: bpm.some((one) => [0.5, 1, 2].some((level) => Math.abs(told / one / level - 1) < 0.06)),
      };
    });
    expect(judged.reduce((sum, { f1 }) => sum + f1, 0) / 12).toBeGreaterThan(0.8);
    expect(judged.filter(({ isTempo }) => isTempo).length).toBeGreaterThanOrEqual(9);
  });

  test("is drawn to a preferred octave", () => {
    const { song: played } = perform(song, 1)!;
    expect(tappedTempo(played, 45)!.bpm).toBeLessThan(tappedTempo(played, 190)!.bpm);
  });

  test("of performances of one song by one seed is the same", () => {
    expect(perform(song, 7)!.beats).toEqual(perform(song, 7)!.beats);
    expect(perform(song, 7)!.beats).not.toEqual(perform(song, 8)!.beats);
  });
});

describe("tappedBeats", () => {
  test("ascend through music of many hours and rests of hours, in little time", () => {
    const onsets = Array.from(
      { length: 3000 },
      (_, n) => [n * 0.31 + Math.floor(n / 500) * 3600 + Math.sin(n) / 50, 60] as const,
    );
    const hours = parseSong(midi({ division: takeDivision }, track(take(onsets))));
    const begin = process.cpuUsage().user;
    const beats = tappedBeats(hours);
    expect((process.cpuUsage().user - begin) / 1e6).toBeLessThan(10);
    expect(beats.every((beat, n) => n === 0 || beat > beats[n - 1]!)).toBe(true);
    expect(beats.at(-1)).toBeGreaterThan(onsets.at(-1)![0] - 1);
  });

  test.each([1, 2, 47, 48])("of %i onsets are two at least", (length) => {
    const onsets = Array.from({ length }, (_, n) => [n * 0.43 + Math.sin(n) / 30, 60] as const);
    expect(tappedBeats(parseSong(midi({ division: takeDivision }, track(take(onsets))))).length).toBeGreaterThan(1);
  });
});
