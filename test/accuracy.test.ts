/**
 * Accuracy on a part of the annotated corpus, so that a change that makes an analyzer worse is noticed. Everything is
 * deterministic, so floors lie two points below what was measured; `bun run eval` gives the figures that count.
 */
import { expect, test } from "bun:test";
import { existsSync } from "node:fs";
import { chordFiles, labelOf, overlap } from "../eval/chord-truth.ts";
import { annotated, corpusFolder } from "../eval/corpus.ts";
import { meterClass } from "../eval/meter-class.ts";
import { annotatedSongs } from "../eval/train/key-data.ts";
import { retimed, stripped } from "../eval/variants.ts";
import { key, meter, tempo } from "../src/analyzers/mod.ts";
import { chordSequence, drums } from "../src/hearing/mod.ts";
import { type Song, secondsAt, tempoMap } from "../src/midi/mod.ts";
import { formatMeter } from "../src/music/mod.ts";

/** Every so many files of a source. */
const step = 8;
const isRight = (found: number | null, truths: readonly number[], factors: readonly number[]): boolean =>
  truths.some((truth) =>
    factors.some((factor) => found !== null && Math.abs(found - truth * factor) <= 0.04 * truth * factor),
  );

function share(what: readonly boolean[]): number {
  return (100 * what.filter(Boolean).length) / what.length;
}

/** Moves all notes of channel 10 to channel 1. */
const moved = (song: Song): Song => ({
  ...song,
  notes: { ...song.notes, info: song.notes.info.map((info) => (((info >> 7) & 15) === 9 ? info & ~(15 << 7) : info)) },
});

if (!existsSync(corpusFolder)) {
  test.skip("accuracy on annotated music (no ../shared/corpus here)", () => {});
} else {
  const some = (source: string): readonly { song: Song; bpm: readonly number[]; meter: string }[] =>
    [...annotated(corpusFolder, [source])].filter((_, n) => n % step === 0);

  for (const [source, floor] of [
    ["pop909", 89],
    ["nottingham-full", 96],
    ["openscore-lieder", 94],
    ["synth", 92],
  ] as const) {
    test(`keys of ${source}, stripped: at least ${floor} %`, () => {
      const songs = annotatedSongs(corpusFolder)
        .filter((one) => one.source === source)
        .filter((_, n) => n % 4 === 0);
      expect(
        share(songs.map(({ song, key: truth }) => key.run(stripped(song), {}).key === truth)),
      ).toBeGreaterThanOrEqual(floor);
    });
  }

  test("tempo without a map: POP909 at least 90 %, with half, double and third 95; Groove 86", () => {
    // Each song without a map takes a tenth of a second or more.
    const told = (source: string, every: number) =>
      some(source)
        .filter(({ bpm }) => bpm.length > 0)
        .filter((_, n) => n % every === 0)
        .map(({ song, bpm }) => ({ truth: bpm, found: tempo.run(retimed(song), {}).bpm }));
    const right = (of: ReturnType<typeof told>, factors: readonly number[]): number =>
      share(of.map(({ truth, found }) => isRight(found, truth, factors)));
    const levels = [1, 2, 1 / 2, 3, 1 / 3];
    const pop = told("pop909", 3);
    expect(right(pop, [1])).toBeGreaterThanOrEqual(90);
    expect(right(pop, levels)).toBeGreaterThanOrEqual(95);
    expect(right(told("gmd", 1), levels)).toBeGreaterThanOrEqual(86);
  });

  test("meter without signatures: Nottingham at least 96 %, synthetic songs 94", () => {
    const told = (source: string): number =>
      share(
        some(source)
          .filter((one) => one.meter)
          .map(({ song, meter: truth }) => {
            const found = meter.run(stripped(song), {}).meter;
            return found !== null && meterClass(formatMeter(found)) === meterClass(truth);
          }),
      );
    expect(told("nottingham-full")).toBeGreaterThanOrEqual(96);
    expect(told("synth")).toBeGreaterThanOrEqual(94);
  });

  test("chords: triads of POP909 at least 91 % of the time, of synthetic songs 93", () => {
    const told = (source: string): number => {
      const files = [...chordFiles(corpusFolder, [source])].filter((_, n) => n % step === 0);
      const shares = files.map(({ song, chords }) => {
        const map = tempoMap(song);
        const heard = chordSequence(song).map(({ tick, endTick, chord }) => ({
          begin: secondsAt(map, tick),
          end: secondsAt(map, endTick),
          label: labelOf(chord),
        }));
        return overlap(chords, heard).majmin;
      });
      return (100 * shares.reduce((sum, one) => sum + one, 0)) / shares.length;
    };
    expect(told("pop909")).toBeGreaterThanOrEqual(91);
    expect(told("synth")).toBeGreaterThanOrEqual(93);
  });

  test("drums: all of Groove, 93 % of it on channel 1, none in POP909", () => {
    const grooves = some("gmd").map(({ song }) => song);
    expect(share(grooves.map((song) => drums(song).count > 0))).toBe(100);
    expect(share(grooves.map((song) => drums(moved(song)).count > 0))).toBeGreaterThanOrEqual(93);
    expect(share(some("pop909").map(({ song }) => drums(song).count > 0))).toBe(0);
  });
}
