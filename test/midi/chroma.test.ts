import { expect, test } from "bun:test";
import { noPitch, windowChroma } from "../../src/hearing/tonality/chroma.ts";
import { parseSong } from "../../src/midi/smf.ts";
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
