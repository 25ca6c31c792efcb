import { describe, expect, test } from "bun:test";
import { parseMidi } from "midi-file";
import { randomIntegers } from "../../fuzz/random.ts";
import { parseSong } from "../../src/midi/smf.ts";
import type { Song } from "../../src/midi/song.ts";
import { packInfo } from "../../src/midi/song.ts";
import { noteSeconds } from "../../src/midi/tempo.ts";
import { writeSong } from "../../src/midi/write.ts";
import { chunk, delta, melody, meta, midi, tempo, text, timeSignature, track } from "./compose.ts";
import { notesOf, soundsOf } from "./notes-of.ts";
import { randomFile } from "./random.ts";

const on = (ticks: number, pitch = 60): number[] => [...delta(ticks), 0x90, pitch, 64];
const off = (ticks: number, pitch = 60): number[] => [...delta(ticks), 0x80, pitch, 0];

/** All that comes back from a round trip. The tempo map moves to the first track, except in format 2. */
function kept(song: Song): object {
  const { tempos, timeSignatures, ticksPerQuarter, tracks, endTick, diagnoses: _, ...same } = song;
  const first = <T extends { track: Uint16Array }>(events: T): T =>
    song.format === 2 ? events : { ...events, track: new Uint16Array(events.track.length) };
  return {
    ...same,
    tempos: first(tempos),
    timeSignatures: first(timeSignatures),
    noteCounts: tracks.map(({ noteCount }) => noteCount),
    ticksPerQuarter,
    endTick,
  };
}

/** Writes and reads; what is read has no diagnoses. */
function again(song: Song): Song {
  const read = parseSong(writeSong(song));
  expect(read.diagnoses).toEqual([]);
  return read;
}

describe("writeSong", () => {
  test("what it writes is read again as the same song", () => {
    const random = randomIntegers(1);
    for (let file = 0; file < 1000; file++) {
      const song = parseSong(randomFile(random));
      expect(kept(again(song))).toEqual(kept(song));
    }
  });

  const cases: readonly (readonly [what: string, file: Uint8Array])[] = [
    ["overlapping notes of one pitch", midi({}, track(on(0), on(5), off(5), on(0), off(5), off(5)))],
    ["notes without duration, several at one tick", midi({}, track(on(7), off(0), on(0), off(0), on(0), off(9)))],
    ["a note that ends where two begin, one of them without duration", midi({}, track(on(0), on(9), off(0), off(0)))],
    ["a program that is set behind a note of its tick", midi({}, track([0, 0xc0, 5], on(9), [0, 0xc0, 7], on(0, 61)))],
    ["two programs on one tick", midi({}, track([0, 0xc0, 5, 0, 0xc0, 6], on(0), [0, 0xc0, 5], on(0), off(4), off(4)))],
    [
      "programs that another track sets",
      midi({}, track([0, 0xc0, 5, 9, 0xc0, 6]), track(on(0), off(9), on(0), off(1))),
    ],
    ["a program without notes", midi({}, track([0, 0xc4, 5], on(0), off(3)))],
    ["a tempo at both limits", midi({}, track(tempo(0, 1), tempo(5, 0xffffff), on(0), off(3)))],
    ["controls behind the last note", midi({}, track([0, 0xb1, 7, 9]), track(on(0), off(3), [800, 0xb0, 64, 0]))],
    ["patterns with tempos of their own", midi({ format: 2 }, track(tempo(0, 9)), track(tempo(0, 8), on(0), off(3)))],
    ["a file without events", midi({}, track())],
    [
      "aftertouch, system-exclusive and other meta events",
      midi(
        {},
        track(
          [0, 0xf0, 3, 0x7e, 9, 0xf7],
          meta(0, 0x21, [1]),
          meta(0, 0x20, [3]),
          text(0, 1, "x"),
          on(0),
          [3, 0xa0, 60, 9, 2, 0xd0, 5, 1, 0xf7, 1, 2],
          off(3),
        ),
      ),
    ],
    ["drop frames", midi({ division: 0xe350 }, track(on(0), off(3), tempo(0, 7)))],
  ];
  test.each(cases)("keeps %s", (_, file) => {
    const song = parseSong(file);
    expect(kept(again(song))).toEqual(kept(song));
  });

  test("ends notes that were left on, and says nothing of the damage", () => {
    const song = parseSong(midi({ claims: 3 }, chunk("MTrk", [...on(0), ...on(50, 64), ...off(46, 64)], 999)));
    expect(song.diagnoses.length).toBeGreaterThan(1);
    expect(notesOf(again(song))).toEqual(["C4 0+96", "E4 50+46"]);
  });

  test("several tracks of format 0 become format 1", () => {
    const song = parseSong(midi({ format: 0 }, track(on(0), off(9)), track(on(0), off(8))));
    expect(again({ ...song, format: 0 })).toMatchObject({ format: 1, notes: song.notes });
  });

  test("a frame rate that does not exist becomes a tempo under which all sounds at the same second", () => {
    const song = parseSong(midi({ division: 0xef03 }, track(tempo(0, 7), on(10), off(51))));
    expect(noteSeconds(again(song))).toEqual(noteSeconds(song));
    expect(noteSeconds(song).duration[0]).toBeCloseTo(1);
  });

  test("a song that was changed keeps its programs, though its program changes say others", () => {
    const song = parseSong(midi({}, track([0, 0xc0, 5], on(0), off(9), on(0), off(9)), track(on(0), off(1))));
    const info = Int32Array.of(packInfo(60, 0, 64, 1), packInfo(61, 3, 64, 2), packInfo(60, 0, 64, 0));
    expect(soundsOf(again({ ...song, notes: { ...song.notes, info } }))).toEqual(["0:64:1", "3:64:2", "0:64:0"]);
  });

  test("bridges pauses that no single delta can hold, up to the last tick", () => {
    const pause = [0xff, 0xff, 0xff, 0x7f];
    const far = Array.from({ length: 8 }, () => [...pause, 0xb0, 1, 1]).flat();
    const song = parseSong(midi({}, track(far, on(5), off(2))));
    const silent = {
      ...song,
      controls: { tick: new Int32Array(0), track: new Uint16Array(0), info: new Int32Array(0) },
    };
    expect(again(silent).notes).toEqual(song.notes);
  });

  test("writes 5,000 tracks and 65,535 texts in linear time", () => {
    const tracks = Array.from({ length: 5000 }, () => track(text(0, 5, "la"), on(1), off(1)));
    const words = track(...Array.from({ length: 65_535 }, () => text(1, 5, "la")));
    const song = parseSong(midi({ format: 1 }, ...tracks, words));
    expect(kept(parseSong(writeSong(song)))).toEqual(kept(song));
    // Quadratic time would take minutes.
  }, 180_000);

  test("what is written, midi-file reads, in the order in which a player needs it", () => {
    const events = [[0, 0x90, 62, 1], off(9, 62), meta(0, 3, [65]), tempo(0, 9), [0, 0xb0, 0, 1, 0, 0xc0, 9], on(0)];
    const { header, tracks } = parseMidi(writeSong(parseSong(midi({}, track(...events, timeSignature(0, 3, 8))))));
    expect(header).toEqual({ format: 0, numTracks: 1, ticksPerBeat: 96 });
    expect(tracks[0]?.map(({ type, deltaTime }) => `${deltaTime} ${type}`)).toEqual([
      "0 noteOn",
      "9 trackName",
      "0 setTempo",
      "0 timeSignature",
      "0 noteOff",
      "0 controller",
      "0 programChange",
      "0 noteOn",
      "0 noteOff",
      "0 endOfTrack",
    ]);
  });

  test("controls and bends stay in their track, though another plays their channel", () => {
    const song = parseSong(midi({}, track([5, 0xb1, 7, 100, 3, 0xe1, 0, 64]), track(melody("C4 1/4", { channel: 1 }))));
    expect(parseMidi(writeSong(song)).tracks.map((events) => events.map(({ type }) => type))).toEqual([
      ["controller", "pitchBend", "endOfTrack"],
      ["noteOn", "noteOff", "endOfTrack"],
    ]);
  });
});
