/** Random files, changed at random: for the quick and the slow test of them. */
import { expect } from "bun:test";
import { mutateBytes } from "../../fuzz/bytes.ts";
import { check } from "../../fuzz/check.ts";
import { type Random, randomIntegers } from "../../fuzz/random.ts";
import { mutateStructure } from "../../fuzz/structure.ts";
import { isDamage } from "../../src/midi/diagnosis.ts";
import type { Song } from "../../src/midi/song.ts";
import { randomFile } from "./random.ts";

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

/** Reads so many mutants. Returns how many were read; each other one was refused with a MidiError. */
export function readMutants(mutants: number): number {
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
  return read;
}
