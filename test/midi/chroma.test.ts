import { expect, test } from "bun:test";
import { noPitch, windowChroma } from "../../src/hearing/tonality/chroma.ts";
import { noTriad } from "../../src/hearing/tonality/window-triads.ts";
import { parseSong } from "../../src/midi/smf.ts";
import { channelOf, packInfo, pitchOf, programOf, velocityOf } from "../../src/midi/song.ts";
import { delta, melody, midi, track } from "./compose.ts";

test("windowed chroma holds how long each pitch class sounds in each half second, without drums", () => {
  const song = parseSong(
    midi({}, track(melody("- 1/4 C3+G4 1/4 E4 1/4 - 1/4 C4 1/8")), track(melody("D2 2/1", { channel: 9 }))),
  );
  const { length, start, seconds, chroma, bass, top } = windowChroma(song);
  expect([length, start, seconds]).toEqual([4, 0.5, 0.5]);
  const rows = Array.from({ length }, (_, n) =>
    [...chroma.subarray(n * 12, n * 12 + 12)].map((share) => Number(share.toFixed(2))),
  );
  expect(rows).toEqual([
    [1, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0],
    [0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0],
    [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0],
    [0.5, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0],
  ]);
  expect([...bass]).toEqual([48, 64, noPitch, 60]);
  expect([...top]).toEqual([67, 64, 0, 60]);
});

test("windowed chroma of a file of weeks stays small, and of one without notes is empty", () => {
  const far = parseSong(midi({}, track(melody("C4 1/4"), [...delta(0x0fffffff), 0x90, 62, 64, 1, 0x80, 62, 0])));
  expect(windowChroma(far).length).toBeLessThanOrEqual(7201);
  expect(windowChroma(parseSong(midi({}, track())))).toMatchObject({ length: 0 });
});

test("triads move along with a transposition, also where no note lasts long enough to be a bass", () => {
  // A sixteenth of a second each, and two pitch classes that are equally loud: only the bass before can order them.
  const steps = "B4+C5 1/32 - 1/4 E5+F5 1/32 - 1/4 C4 1/2 G#4+A4 1/32 - 1/4 D5+Eb5 1/32 - 1/4";
  const song = parseSong(midi({}, track(melody(steps))));
  const triads = (by: number): readonly number[] => {
    const info = song.notes.info.map((packed) =>
      packInfo(pitchOf(packed) + by, channelOf(packed), velocityOf(packed), programOf(packed)),
    );
    return [...windowChroma({ ...song, notes: { ...song.notes, info } }).triad];
  };
  const bass = [...windowChroma(song).bass];
  expect(bass.filter((low) => low === noPitch).length).toBeGreaterThan(2);
  for (let by = 1; by < 12; by++) {
    expect(triads(by)).toEqual(
      triads(0).map((triad) => (triad === noTriad ? noTriad : (triad < 12 ? 0 : 12) + ((triad + by) % 12))),
    );
  }
});
