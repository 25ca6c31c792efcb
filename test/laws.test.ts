/** What a file's music does not mind changes no answer, on a few songs of the corpus; `bun run eval laws` takes many. */
import { describe, expect, test } from "bun:test";
import { existsSync } from "node:fs";
import { annotated, corpusFolder } from "../eval/corpus.ts";
import { judge } from "../eval/laws/judge.ts";
import { laws } from "../eval/laws/laws.ts";
import { randomIntegers } from "../fuzz/random.ts";
import { composeSong, type Song } from "../src/midi/mod.ts";

const tune = "C4 1/4 E4 1/8 F4 1/8 G4 1/4 E4 1/4 A4 1/4 G4 1/8 F4 1/8 E4 1/2 D4 1/4 F4 1/4 E4 1/4 D4 1/4 C4 1/1 ";
const chords = "C3+E3+G3 1/1 F3+A3+C4 1/2 C3+E3+G3 1/2 G3+B3+D4 1/1 C3+E3+G3 1/1 ";
const bass = "C2 1/2 G2 1/2 F2 1/2 C2 1/2 G2 1/2 D2 1/2 C2 1/1 ";
const beat = "C2+F#2 1/8 F#2 1/8 D2+F#2 1/8 F#2 1/8 ".repeat(8);
const composed = composeSong(
  [
    { notes: tune.repeat(4), name: "lead", program: 73 },
    { notes: chords.repeat(4), channel: 1, program: 4 },
    { notes: bass.repeat(4), channel: 2, program: 33 },
    { notes: beat.repeat(4), channel: 9 },
  ],
  { bpm: 104 },
);

function differing(name: string, songs: readonly Song[]): readonly string[] {
  const law = laws.find((one) => one.name === name)!;
  return songs.flatMap((song, n) => {
    const judged = judge(law, song, randomIntegers(n + 1));
    return judged?.differences.map(({ field, before, after }) => `${n} ${field}: ${before} -> ${after}`) ?? [];
  });
}

describe("laws of invariance", () => {
  for (const { name, about } of laws.filter((law) => law.name !== "format 1")) {
    test(`${name}: ${about}`, () => {
      const law = laws.find((one) => one.name === name)!;
      expect(judge(law, composed, randomIntegers(1))?.answers).toBeGreaterThan(90);
      expect(differing(name, [composed])).toEqual([]);
    });
  }

  test("a law that is broken is noticed", () => {
    const after = composeSong([{ notes: tune.repeat(4) }], { bpm: 208 });
    const broken = { name: "broken", about: "", caseOf: () => ({ before: composed, after, moves: {} }) };
    const fields = judge(broken, composed, randomIntegers(1))!.differences.map(({ field }) => field);
    expect(fields).toEqual(expect.arrayContaining(["bpm", "instruments", "has_drums", "duration"]));
  });
});

if (!existsSync(corpusFolder)) {
  test.skip("laws over real songs (no ../shared/corpus here)", () => {});
} else {
  const songs = ["pop909", "nottingham-full", "gmd", "openscore-lieder"].flatMap((source) =>
    [...annotated(corpusFolder, [source])].slice(0, 3).map(({ song }) => song),
  );
  for (const name of ["tracks", "channels", "ticks x2", "ticks x3", "running status", "note-off", "format 0"]) {
    test(`${name} changes no answer of real songs`, () => expect(differing(name, songs)).toEqual([]));
  }
}
