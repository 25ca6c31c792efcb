import { describe, expect, test } from "bun:test";
import { MidiError, type MidiErrorCode } from "../../src/midi/diagnosis.ts";
import type { ParseOptions } from "../../src/midi/limits.ts";
import { parseSong } from "../../src/midi/smf.ts";
import { melody, meta, midi, tempo, text, timeSignature, track } from "./compose.ts";
import { damageOf, notesOf, soundsOf } from "./notes-of.ts";

describe("parseSong", () => {
  test("reads a melody into notes, track by track", () => {
    const song = parseSong(midi({}, track(melody("C4 1/4 E4+G4 1/2 - 1/8 D4 1/8")), track(melody("C2 1/1"))));
    expect(notesOf(song)).toEqual(["C4 0+96", "E4 96+192", "G4 96+192", "D4 336+48", "C2 0+384"]);
    expect(song.tracks).toEqual([
      { firstNote: 0, noteCount: 4, endTick: 384 },
      { firstNote: 4, noteCount: 1, endTick: 384 },
    ]);
    expect(song).toMatchObject({ format: 1, ticksPerQuarter: 96, endTick: 384, diagnoses: [] });
  });

  test("follows running status, and takes a note-on of velocity 0 for a note-off", () => {
    const song = parseSong(midi({}, track([0, 0x90, 60, 64, 10, 60, 0, 0, 62, 64, 20, 62, 0])));
    expect(notesOf(song)).toEqual(["C4 0+10", "D4 10+20"]);
  });

  test("pairs overlapping notes first in first out", () => {
    const events = [0, 0x90, 60, 1, 10, 60, 2, 10, 60, 3, 5, 60, 0, 5, 60, 0, 5, 60, 0];
    const song = parseSong(midi({}, track(events)));
    expect(notesOf(song)).toEqual(["C4 0+25", "C4 10+20", "C4 20+15"]);
    expect(soundsOf(song)).toEqual(["0:1:0", "0:2:0", "0:3:0"]);
  });

  test("pairs the same pitch apart by channel and by track", () => {
    const off = [5, 0x80, 60, 0];
    const song = parseSong(midi({}, track([0, 0x90, 60, 9, 0, 0x91, 60, 9], off, [5, 0x81, 60, 0]), track(off)));
    expect(notesOf(song)).toEqual(["C4 0+5", "C4 0+10"]);
  });

  test("reads deltas of one to four bytes", () => {
    const song = parseSong(
      midi({}, track([0x7f, 0x90, 60, 1, 0x81, 0, 60, 0, 0x81, 0x80, 0, 60, 1, 0x81, 0x80, 0x80, 0, 60, 0])),
    );
    expect(notesOf(song)).toEqual(["C4 127+128", `C4 ${255 + 16_384}+2097152`]);
  });

  test("gives a note the program that its channel had when it began", () => {
    const song = parseSong(midi({}, track([0, 0xc0, 5], melody("C4 1/4"), [0, 0xc0, 7], melody("C4 1/4"))));
    expect(soundsOf(song)).toEqual(["0:64:5", "0:64:7"]);
  });

  test("falls back to the program that another track had set on the channel by then", () => {
    const programs = track([0, 0xc0, 5, 96, 0xc0, 6, 0, 0xc1, 9]);
    const song = parseSong(midi({}, programs, track(melody("C4 1/4 C4 1/4")), track(melody("C4 1/4", { channel: 1 }))));
    expect(soundsOf(song)).toEqual(["0:64:5", "0:64:6", "1:64:0"]);
  });

  test("keeps the tracks of format 2 apart", () => {
    const song = parseSong(midi({ format: 2 }, track([0, 0xc0, 5]), track(melody("C4 1/4"))));
    expect(song.format).toBe(2);
    expect(soundsOf(song)).toEqual(["0:64:0"]);
  });

  test("merges tempos and signatures of every track in order of tick", () => {
    const song = parseSong(
      midi(
        {},
        track(tempo(0, 500_000), tempo(96, 400_000), timeSignature(0, 3, 4)),
        track(tempo(48, 450_000), tempo(48, 300_000), meta(0, 0x59, [0xfd, 1])),
      ),
    );
    expect(Array.from(song.tempos.tick)).toEqual([0, 48, 96, 96]);
    expect(Array.from(song.tempos.track)).toEqual([0, 1, 0, 1]);
    expect(Array.from(song.tempos.microsecondsPerQuarter)).toEqual([500_000, 450_000, 400_000, 300_000]);
    expect(song.timeSignatures).toEqual({
      tick: Int32Array.of(96),
      track: Uint16Array.of(0),
      numerator: Uint8Array.of(3),
      denominator: Uint16Array.of(4),
    });
    expect(song.keySignatures).toEqual({
      tick: Int32Array.of(96),
      track: Uint16Array.of(1),
      fifths: Int8Array.of(-3),
      minor: Uint8Array.of(1),
    });
  });

  test("keeps controls, pitch bends, programs and texts as columns, with their tracks", () => {
    const song = parseSong(
      midi(
        {},
        track([4, 0xc3, 7]),
        track([0, 0xb2, 64, 127, 5, 0xe2, 1, 65], text(0, 1, "hello"), text(3, 5, "la"), [0, 0xd0, 1, 0, 0xa0, 1, 1]),
      ),
    );
    const ofTrack = (index: number, tick: number, info: number): object => ({
      tick: Int32Array.of(tick),
      track: Uint16Array.of(index),
      info: Int32Array.of(info),
    });
    expect(song.controls).toEqual(ofTrack(1, 0, 2 | (64 << 4) | (127 << 11)) as typeof song.controls);
    expect(song.pitchBends).toEqual(ofTrack(1, 5, 2 | (8321 << 4)) as typeof song.controls);
    expect(song.programChanges).toEqual(ofTrack(0, 4, 3 | (7 << 4)) as typeof song.controls);
    expect(Array.from(song.texts.tick)).toEqual([5, 8]);
    expect(Array.from(song.texts.type)).toEqual([1, 5]);
    expect(Array.from(song.texts.end)).toEqual([5, 7]);
    expect(new TextDecoder().decode(song.texts.bytes)).toBe("hellola");
  });

  test("reads SMPTE divisions, 29 as 29.97 frames a second", () => {
    expect(parseSong(midi({ division: 0xe728 }, track())).division).toEqual({
      kind: "smpte",
      framesPerSecond: 25,
      ticksPerFrame: 40,
    });
    const drop = parseSong(midi({ division: 0xe350 }, track()));
    expect(drop.ticksPerQuarter).toBeCloseTo(1198.8, 1);
  });

  test("keeps a song when the next file is read", () => {
    const song = parseSong(midi({}, track(melody("C4 1/4"))));
    parseSong(midi({}, track(melody("G4 1/2 G4 1/2"))));
    expect(notesOf(song)).toEqual(["C4 0+96"]);
  });

  test("reads a file in any view of bytes", () => {
    const file = midi({}, track(melody("C4 1/4")));
    const shifted = new Uint8Array(file.length + 3);
    shifted.set(file, 3);
    expect(notesOf(parseSong(shifted.subarray(3)))).toEqual(["C4 0+96"]);
    expect(notesOf(parseSong(Buffer.from(file)))).toEqual(["C4 0+96"]);
  });

  test("tells nothing wrong of a file without notes", () => {
    const song = parseSong(midi({}, track()));
    expect(notesOf(song)).toEqual([]);
    expect(damageOf(song)).toEqual([]);
  });
});

describe("parseSong refuses", () => {
  const ascii = (words: string): Uint8Array => new TextEncoder().encode(words);
  const twoNotes = midi({}, track(melody("C4 1/4 D4 1/4")));
  const manyTexts = midi({}, track(Array.from({ length: 999 }, () => text(0, 1, "x")).flat()));
  const refused: readonly (readonly [what: string, code: MidiErrorCode, bytes: Uint8Array, options?: ParseOptions])[] =
    [
      ["an empty file", "empty", new Uint8Array(0)],
      ["an HTML page", "not-midi", ascii("<!DOCTYPE html><html>404</html>")],
      ["a zip archive, even with a MIDI file stored inside", "not-midi", Uint8Array.of(0x50, 0x4b, 3, 4, ...twoNotes)],
      ["noise", "not-midi", new Uint8Array(4096)],
      ["a RIFF file that is no RMID", "not-midi", ascii("RIFF....WAVEfmt ................")],
      ["a header without tracks", "no-tracks", midi({})],
      ["a header that is cut off", "no-tracks", twoNotes.subarray(0, 13)],
      ["a file above maxBytes", "too-large", twoNotes, { maxBytes: 20 }],
      ["a file above maxNotes", "too-many-notes", twoNotes, { maxNotes: 1 }],
      ["a file above maxTracks", "too-many-tracks", midi({}, track(), track()), { maxTracks: 1 }],
      ["a file above maxEvents", "too-many-events", manyTexts, { maxEvents: 300 }],
      ["a file above maxTicks", "too-long", twoNotes, { maxTicks: 191 }],
      ["a file above maxSeconds", "too-long", twoNotes, { maxSeconds: 0.5 }],
    ];
  for (const [what, code, bytes, options] of refused) {
    test(`${what}: ${code}`, () => {
      let thrown: unknown;
      try {
        parseSong(bytes, options);
      } catch (error) {
        thrown = error;
      }
      expect(thrown).toBeInstanceOf(MidiError);
      expect((thrown as MidiError).code).toBe(code);
    });
  }

  test("no file that holds just maxNotes", () => {
    expect(parseSong(twoNotes, { maxNotes: 2 }).notes.length).toBe(2);
  });
});
