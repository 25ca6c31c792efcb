import { expect, test } from "bun:test";
import { parseSong } from "../../src/midi/smf.ts";
import type { Song } from "../../src/midi/song.ts";
import { readMutants } from "./mutants.ts";

test("a mutant is read or refused with a MidiError, and never costs more steps than it has bytes", () => {
  expect(readMutants(1000)).toBeGreaterThan(500);
}, 180_000);

/** Reads a file in less than two seconds of CPU: on a busy machine its end comes late, and its cost is the same. */
function parseSoon(bytes: Uint8Array): Song {
  const before = process.cpuUsage();
  const song = parseSong(bytes);
  const { user, system } = process.cpuUsage(before);
  expect((user + system) / 1e6).toBeLessThan(2);
  return song;
}

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
  const song = parseSoon(bytes);
  expect(song.tracks.length).toBe(count);
  expect(song.diagnoses.map(({ code, count: times }) => [code, times])).toContainEqual([
    "wrong-chunk-length",
    count - 1,
  ]);
}, 180_000);

test("60,000 notes on one key are paired in one pass", () => {
  const on = Array.from({ length: 60_000 }, () => [0, 0x90, 60, 1]).flat();
  const off = Array.from({ length: 60_000 }, () => [1, 0x80, 60, 0]).flat();
  const head = [0x4d, 0x54, 0x68, 0x64, 0, 0, 0, 6, 0, 0, 0, 1, 0, 96, 0x4d, 0x54, 0x72, 0x6b, 0x7f, 0xff, 0xff, 0xff];
  const song = parseSoon(Uint8Array.from([...head, ...on, ...off, 0, 0xff, 0x2f, 0]));
  expect(song.notes.length).toBe(60_000);
  expect(song.notes.duration[59_999]).toBe(60_000);
}, 180_000);
