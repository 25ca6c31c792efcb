import { expect, test } from "bun:test";
import { isDamage, MidiError } from "../../src/midi/diagnosis.ts";
import { parseSong } from "../../src/midi/smf.ts";
import type { Song } from "../../src/midi/song.ts";
import { randomFile, randomIntegers } from "./random.ts";

const mutants = 6000;

/** Bytes that change how a file is read, and so are worth more than their share. */
const telling = [0, 1, 0x2f, 0x4d, 0x51, 0x7f, 0x80, 0x90, 0xc0, 0xf0, 0xf7, 0xff];

/** Changes, cuts out, doubles or inserts bytes, one to eight times. */
function mutate(file: Uint8Array, random: (below: number) => number): Uint8Array {
  const bytes = Array.from(file);
  for (let change = 0; change <= random(8); change++) {
    const at = random(bytes.length);
    const byte = random(2) === 0 ? telling[random(telling.length)]! : random(256);
    const kind = random(8);
    if (kind < 4) bytes[at] = byte;
    else if (kind === 4) bytes.splice(at, 1 + random(12));
    else if (kind === 5) bytes.splice(at, 0, byte);
    else if (kind === 6) bytes.splice(at, 0, ...bytes.slice(at, at + random(40)));
    else bytes.length = Math.max(1, at);
    if (bytes.length === 0) bytes.push(0);
  }
  return Uint8Array.from(bytes);
}

/** Steps that a song tells of: every event kept and every damage met takes at least a byte. */
const work = ({ notes, tempos, timeSignatures, keySignatures, controls, pitchBends, texts, diagnoses }: Song): number =>
  notes.length +
  [tempos, timeSignatures, keySignatures, controls, pitchBends, texts].reduce((sum, { tick }) => sum + tick.length, 0) +
  diagnoses.reduce((sum, each) => sum + (isDamage(each) ? each.count : 0), 0);

test("a mutant is read or refused with a MidiError, and never costs more steps than it has bytes", () => {
  const random = randomIntegers(7);
  let read = 0;
  for (let mutant = 0; mutant < mutants; mutant++) {
    const bytes = mutate(randomFile(random), random);
    let song: Song;
    try {
      song = parseSong(bytes);
    } catch (error) {
      if (!(error instanceof MidiError)) throw new Error(`Mutant ${mutant} broke the reader`, { cause: error });
      continue;
    }
    read++;
    expect(work(song)).toBeLessThanOrEqual(bytes.length);
    for (let note = 0; note < song.notes.length; note++) {
      const end = song.notes.onset[note]! + song.notes.duration[note]!;
      expect(song.notes.duration[note]! >= 0 && end <= song.endTick && song.notes.info[note]! >>> 27 === 0).toBe(true);
    }
  }
  expect(read).toBeGreaterThan(mutants / 2);
}, 60_000);

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
