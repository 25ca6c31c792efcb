import { expect, test } from "bun:test";
import { parseMidi } from "midi-file";
import { parseSong } from "../../src/midi/smf.ts";
import type { Song } from "../../src/midi/song.ts";
import { writeSong } from "../../src/midi/write.ts";
import { melody, midi, track } from "./compose.ts";
import { randomFile, randomIntegers } from "./random.ts";

/** All that comes back from a round trip. */
const kept = ({ format, division, notes, tempos, timeSignatures, keySignatures, texts, endTick }: Song): object => ({
  format,
  division,
  notes,
  tempos,
  timeSignatures,
  keySignatures,
  texts,
  endTick,
});

test("a song comes back from its file with the same notes, programs, tempos, signatures and texts", () => {
  const random = randomIntegers(1);
  for (let file = 0; file < 500; file++) {
    const song = parseSong(randomFile(random));
    const again = parseSong(writeSong(song));
    expect(kept(again)).toEqual(kept(song));
    expect(again.diagnoses).toEqual([]);
  }
});

test("controls and pitch bends come back in the first track of their channel", () => {
  const song = parseSong(midi({}, track([5, 0xb1, 7, 100, 3, 0xe1, 0, 64]), track(melody("C4 1/4", { channel: 1 }))));
  const again = parseSong(writeSong(song));
  expect([again.controls, again.pitchBends]).toEqual([song.controls, song.pitchBends]);
  expect(parseMidi(writeSong(song)).tracks[1]?.map(({ type }) => type)).toContain("controller");
});

test("what is written, midi-file reads", () => {
  const { header, tracks } = parseMidi(writeSong(parseSong(midi({}, track(melody("C4 1/4"))))));
  expect(header).toEqual({ format: 0, numTracks: 1, ticksPerBeat: 96 });
  expect(tracks[0]?.map(({ type, deltaTime }) => `${deltaTime} ${type}`)).toEqual([
    "0 programChange",
    "0 noteOn",
    "96 noteOff",
    "0 endOfTrack",
  ]);
});

test("bridges a pause that no single delta can hold", () => {
  const pause = [0xff, 0xff, 0xff, 0x7f];
  const song = parseSong(midi({}, track([...pause, 0xb0, 1, 1], [...pause, 0x90, 60, 1], [5, 0x80, 60, 0])));
  const silent = { ...song, controls: { tick: new Int32Array(0), info: new Int32Array(0) } };
  expect(parseSong(writeSong(silent)).notes).toEqual(song.notes);
});
