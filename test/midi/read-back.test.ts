/** What was written is read again by another author's reader, and is not kept where that one finds something else. */
import { expect, test } from "bun:test";
import { misreadOf } from "../../src/midi/read-back.ts";
import { parseSong } from "../../src/midi/smf.ts";
import { writeSong } from "../../src/midi/write.ts";
import { melody, midi, tempo, text, track } from "./compose.ts";

const bytes = midi(
  {},
  track(tempo(0, 400_000), text(0, 3, "Song")),
  track(melody("C4 1/4 E4+G4 1/4 C4 1/2")),
  // Two notes of one pitch at a time, and one that nothing ends.
  track(
    [0, 0x91, 60, 70],
    [48, 0x91, 60, 80],
    [48, 0x81, 60, 0],
    [96, 0x81, 60, 0],
    [0, 0x91, 62, 90],
    [24, 0xb1, 7, 1],
  ),
);
const song = parseSong(bytes);
const written = writeSong(song);

/** Where the first event of a status and a first data byte stands. */
const eventAt = (status: number, data: number): number =>
  written.findIndex((byte, at) => byte === status && written[at + 1] === data);
const changed = (at: number, byte: number): Uint8Array => Uint8Array.from(written, (old, n) => (n === at ? byte : old));

test("what the writer writes is read the same by another reader, notes that overlap and never end included", () => {
  expect(misreadOf(song, written)).toBeUndefined();
});

test.each([
  ["a pitch", eventAt(0x90, 64) + 1, 65],
  ["a velocity", eventAt(0x90, 64) + 2, 65],
  ["a channel", eventAt(0x91, 62), 0x92],
  ["an onset, by a delta before it", eventAt(0x90, 64) - 1, 1],
])("another reader that finds %s changed is believed, with how many notes differ", (_, at, byte) => {
  expect(misreadOf(song, changed(at, byte))).toMatch(/^another reader finds different notes in it: \d of 7 differ$/);
});

test("tempos, the division and the number of tracks are compared too", () => {
  const at = written.findIndex((byte, n) => byte === 0xff && written[n + 1] === 0x51);
  expect(misreadOf(song, changed(at + 5, 1))).toBe("another reader finds different tempos in it");
  expect(misreadOf(song, changed(13, 97))).toBe("another reader finds 97 ticks per quarter instead of 96");
  expect(misreadOf(song, changed(11, 2))).toBe("another reader finds 2 tracks instead of 3");
});

test("what another reader refuses is told in its words, and never thrown", () => {
  expect(misreadOf(song, changed(0, 0x58))).toMatch(/^another reader rejects it \(Bad MIDI file/);
  expect(misreadOf(song, new Uint8Array(0))).toMatch(/^another reader rejects it/);
});

test("a text of a million bytes, which is more than another reader takes at once, is no reason to refuse a file", () => {
  const long = parseSong(midi({}, track(text(0, 1, "la ".repeat(350_000)), melody("C4 1/4"))));
  expect(misreadOf(long, writeSong(long))).toBeUndefined();
});
