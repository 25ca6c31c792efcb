import { expect, test } from "bun:test";
import {
  channelOf,
  composeSong,
  parseSong,
  pitchOf,
  programOf,
  tempoMap,
  trackNames,
  velocityOf,
  writeSong,
} from "../../src/midi/mod.ts";

test("a composed song has the notes, lengths and rests that its notation says", () => {
  const { notes, ticksPerQuarter } = composeSong("C4 1/4 - 1/8 E4+G4 1/2 Bb-1 3/8");
  const quarters = (ticks: Int32Array): number[] => Array.from(ticks, (tick) => tick / ticksPerQuarter);
  expect(Array.from(notes.info, pitchOf)).toEqual([60, 64, 67, 10]);
  expect(quarters(notes.onset)).toEqual([0, 1.5, 1.5, 3.5]);
  expect(quarters(notes.duration)).toEqual([1, 2, 2, 1.5]);
});

test("parts begin together, each on its channel, and the tempo is that of the song", () => {
  const song = composeSong(
    [
      { notes: "C4 1/1", program: 24, name: "Guitar" },
      { notes: "C2 1/4", channel: 9, velocity: 99 },
    ],
    { bpm: 90 },
  );
  expect(trackNames(song)).toEqual(["Guitar", null]);
  expect(Array.from(song.notes.info, channelOf)).toEqual([0, 9]);
  expect(Array.from(song.notes.info, programOf)[0]).toBe(24);
  expect(Array.from(song.notes.info, velocityOf)).toEqual([80, 99]);
  expect(song.tempos.microsecondsPerQuarter[0]).toBe(666_667);
  expect(tempoMap(song)).toBeDefined();
  expect(parseSong(writeSong(song)).notes).toEqual(song.notes);
});

test("what cannot be read is said", () => {
  for (const [notation, message] of [
    ["H4 1/4", 'Cannot read "H4" as a pitch'],
    ["C4", 'Cannot read "" as a length'],
    ["C4 1/0", 'Cannot read "1/0" as a length'],
    ["C9 1/4 A9 1/4", 'Cannot read "A9" as a pitch'],
  ] as const) {
    expect(() => composeSong(notation)).toThrow(message);
  }
});
