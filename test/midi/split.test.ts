import { describe, expect, test } from "bun:test";
import { randomIntegers } from "../../fuzz/random.ts";
import { parseSong } from "../../src/midi/smf.ts";
import { channelOf, type Song } from "../../src/midi/song.ts";
import { naturalSplit, type SplitBy, splitSong } from "../../src/midi/split.ts";
import { noteSeconds } from "../../src/midi/tempo.ts";
import { texts } from "../../src/midi/text.ts";
import { writeSong } from "../../src/midi/write.ts";
import { melody, midi, tempo, text, timeSignature, track } from "./compose.ts";
import { notesOf, soundsOf } from "./notes-of.ts";
import { randomFile } from "./random.ts";

/** Each note as seconds, pitch, velocity, channel and program, sorted. */
function sounding(song: Song, keep = (_note: number): boolean => true): string[] {
  const { onset, duration } = noteSeconds(song);
  const lines = Array.from(song.notes.info, (info, note) => `${onset[note]} ${duration[note]} ${info}`);
  return lines.filter((_, note) => keep(note)).sort();
}

/** The parts as they come back from their files, which have no diagnoses. */
function partsOf(song: Song, by?: SplitBy): Song[] {
  return Array.from(splitSong(song, by), (part) => {
    const again = parseSong(writeSong(part.song));
    expect(again.diagnoses).toEqual([]);
    return again;
  });
}

const wordsOf = (song: Song): string[] => texts(song).map(({ track, text }) => `${track} ${text}`);
const left = { channel: 0 };
const right = { channel: 1 };

describe("splitSong", () => {
  test.each(["track", "channel"] as const)("every note is in one part, at its second, by %s", (by) => {
    const random = randomIntegers(7);
    for (let file = 0; file < 300; file++) {
      const bytes = randomFile(random);
      const song = parseSong(bytes);
      if (song.format === 2) continue;
      const together = partsOf(song, by).flatMap((part) => sounding(part));
      expect(together.sort()).toEqual(sounding(song));
    }
  });

  test("by track, a part has the first track, its own, and the tracks of texts", () => {
    const song = parseSong(
      midi(
        {},
        track(text(0, 3, "Title"), tempo(0, 400_000), timeSignature(0, 3, 4)),
        track(text(0, 3, "Left"), melody("C4 1/4", left), text(0, 6, "Marker")),
        track(text(0, 3, "Right"), melody("- 1/4 G4 1/4", right), text(0, 5, "la")),
        track(text(0, 3, "Words"), text(96, 1, "la-la")),
      ),
    );
    const parts = partsOf(song);
    expect(parts.map(notesOf)).toEqual([["C4 0+96"], ["G4 96+96"]]);
    expect(parts.map(wordsOf)).toEqual([
      ["0 Title", "1 Left", "1 Marker", "2 Words", "2 la-la"],
      ["0 Title", "0 Marker", "1 Right", "1 la", "2 Words", "2 la-la"],
    ]);
    expect(parts.map(({ tempos, timeSignatures }) => [tempos.tick.length, timeSignatures.tick.length])).toEqual([
      [1, 1],
      [1, 1],
    ]);
  });

  test("a part has what other tracks set on its channels, and nothing of other channels", () => {
    const song = parseSong(
      midi(
        {},
        track([0, 0xc0, 5, 0, 0xc1, 6, 0, 0xb1, 7, 99], melody("C4 1/4", left)),
        track([9, 0xe1, 0, 65], melody("G4 1/4", right)),
        track([10, 0xb1, 64, 127], melody("E4 1/4", left)),
      ),
    );
    const [first, second] = partsOf(song) as [Song, Song];
    expect([soundsOf(first), soundsOf(second)]).toEqual([["0:64:5"], ["1:64:6"]]);
    expect([first.controls.tick.length, first.programChanges.tick.length]).toEqual([0, 1]);
    expect(Array.from(second.controls.tick)).toEqual([0, 10]);
    expect(Array.from(second.controls.track)).toEqual([0, 0]);
    expect(Array.from(second.pitchBends.track)).toEqual([1]);
  });

  test("by channel, notes of several tracks stay in their tracks, so that none ends another", () => {
    const song = parseSong(midi({}, track(melody("C4 1/1")), track(melody("- 1/4 C4 1/4"), melody("E4 1/4", right))));
    const parts = [...splitSong(song, "channel")];
    expect(parts.map(({ channel, track }) => [channel, track])).toEqual([
      [0, null],
      [1, null],
    ]);
    expect(parts.map((part) => notesOf(parseSong(writeSong(part.song))))).toEqual([
      ["C4 0+384", "C4 96+96"],
      ["E4 192+96"],
    ]);
  });

  test("the first track goes on as conductor when its notes are another part's", () => {
    const song = parseSong(
      midi({}, track(text(0, 3, "Left"), text(0, 2, "(c)"), melody("C4 1/4")), track(melody("G4 1/2"))),
    );
    const [, second] = partsOf(song) as [Song, Song];
    expect([second.tracks.map(({ noteCount }) => noteCount), wordsOf(second)]).toEqual([[0, 1], ["0 (c)"]]);
  });

  test("format 2 gives pieces of their own, with their own tempo or that of the file", () => {
    const patterns = [
      track(tempo(0, 400_000), melody("C4 1/4")),
      track(melody("G4 1/4")),
      track(tempo(0, 1_000_000), melody("E4 1/4")),
    ];
    const parts = partsOf(parseSong(midi({ format: 2 }, ...patterns)));
    expect(
      parts.map(({ format, tracks, tempos }) => [format, tracks.length, ...tempos.microsecondsPerQuarter]),
    ).toEqual([
      [0, 1, 400_000],
      [0, 1, 400_000, 1_000_000],
      [0, 1, 1_000_000],
    ]);
  });

  test("one track of notes is split by channel, several by track; what has no notes gives no part", () => {
    const both = track(melody("C4 1/4", left), melody("C4 1/4", right));
    const channels = (file: Uint8Array): unknown[] =>
      partsOf(parseSong(file)).map(({ notes }) => Array.from(notes.info, channelOf));
    expect(channels(midi({}, both))).toEqual([[0], [1]]);
    expect(channels(midi({}, track(), both, both))).toEqual([
      [0, 1],
      [0, 1],
    ]);
    expect(naturalSplit(parseSong(midi({}, track(), both)))).toBe("channel");
    expect(partsOf(parseSong(midi({}, track(text(0, 1, "hello")))))).toEqual([]);
  });

  test("pressure goes with its channel, a reset with every part, other meta events with their track", () => {
    const reset = [0, 0xf0, 3, 0x7e, 9, 0xf7];
    const song = parseSong(
      midi(
        {},
        track(reset),
        track([0, 0x90, 60, 9, 1, 0xd0, 5, 1, 0x80, 60, 0], [0, 0xff, 0x7f, 1, 7]),
        track(melody("C2 1/4", right)),
      ),
    );
    const [first, second] = partsOf(song, "track");
    expect([first, second].map((part) => Array.from(part!.others.status))).toEqual([[0xf0, 0xd0, 0xff], [0xf0]]);
  });
});
