import { expect, test } from "bun:test";
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { mutateBytes } from "../../fuzz/bytes.ts";
import { check } from "../../fuzz/check.ts";
import { type Random, randomIntegers } from "../../fuzz/random.ts";
import { mutateStructure } from "../../fuzz/structure.ts";
import { isDamage } from "../../src/midi/diagnosis.ts";
import { parseSong } from "../../src/midi/smf.ts";
import type { Song } from "../../src/midi/song.ts";
import { randomFile } from "./random.ts";

const mutants = 6000;
/** Each so many is also analyzed, written and read again. */
const thoroughEach = 20;

/** A random file, changed in its bytes, its structure, or both. */
function mutant(random: Random): Uint8Array {
  const bytes = mutateBytes(randomFile(random), random);
  return random(2) === 0 ? bytes : mutateStructure(bytes, randomFile(random), random);
}

/** Steps that a song tells of: every event kept and every damage met takes at least a byte. */
const work = ({ notes, tempos, timeSignatures, keySignatures, controls, pitchBends, texts, diagnoses }: Song): number =>
  notes.length +
  [tempos, timeSignatures, keySignatures, controls, pitchBends, texts].reduce((sum, { tick }) => sum + tick.length, 0) +
  diagnoses.reduce((sum, each) => sum + (isDamage(each) ? each.count : 0), 0);

test("a mutant is read or refused with a MidiError, and never costs more steps than it has bytes", () => {
  const random = randomIntegers(7);
  let read = 0;
  for (let number = 0; number < mutants; number++) {
    const bytes = mutant(random);
    let song: Song | undefined;
    try {
      song = check(bytes, number % thoroughEach === 0);
    } catch (error) {
      throw new Error(`Mutant ${number} broke the reader`, { cause: error });
    }
    if (!song) continue;
    read++;
    expect(work(song)).toBeLessThanOrEqual(bytes.length);
  }
  expect(read).toBeGreaterThan(mutants / 2);
}, 180_000);

test("the fuzzer runs over a folder, and nothing breaks", () => {
  const root = join(import.meta.dir, "../..");
  const words = ["run", "fuzz", "--inputs", "3000", "--seconds", "60", "--seed", "5", "examples/sample"];
  const run = spawnSync("bun", words, { cwd: root, encoding: "utf8" });
  expect(run.stdout).toMatch(/^seed 5: 3,000 inputs in .* 0 broken$/m);
  expect(run.status).toBe(0);
}, 180_000);

test("a file made to be searched again and again is read in one pass", () => {
  // 20,000 tracks whose lengths point far ahead to where nothing stands.
  const count = 20_000;
  const bytes = new Uint8Array(14 + count * 12 + 1_000_000).fill(1);
  bytes.set([0x4d, 0x54, 0x68, 0x64, 0, 0, 0, 6, 0, 1, 0, 0, 0, 96]);
  const view = new DataView(bytes.buffer);
  for (let track = 0; track < count; track++) {
    const at = 14 + track * 12;
    view.setUint32(at, 0x4d54726b);
    view.setUint32(at + 4, bytes.length - at - 1000 - track);
    view.setUint32(at + 8, 0x00ff2f00);
  }
  const song = parseSong(bytes);
  expect(song.tracks.length).toBe(count);
  expect(song.diagnoses.map(({ code, count: times }) => [code, times])).toContainEqual([
    "wrong-chunk-length",
    count - 1,
  ]);
}, 2_000);

test("60,000 notes on one key are paired in one pass", () => {
  const on = Array.from({ length: 60_000 }, () => [0, 0x90, 60, 1]).flat();
  const off = Array.from({ length: 60_000 }, () => [1, 0x80, 60, 0]).flat();
  const head = [0x4d, 0x54, 0x68, 0x64, 0, 0, 0, 6, 0, 0, 0, 1, 0, 96, 0x4d, 0x54, 0x72, 0x6b, 0x7f, 0xff, 0xff, 0xff];
  const song = parseSong(Uint8Array.from([...head, ...on, ...off, 0, 0xff, 0x2f, 0]));
  expect(song.notes.length).toBe(60_000);
  expect(song.notes.duration[59_999]).toBe(60_000);
}, 2_000);
