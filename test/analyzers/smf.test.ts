import { expect, test } from "bun:test";
import { smf } from "../../src/analyzers/smf.ts";
import { parseSong } from "../../src/midi/smf.ts";
import { melody, midi, track } from "../midi/compose.ts";

const of = (head: { readonly format?: number; readonly division?: number }, tracks = 1) =>
  smf.run(parseSong(midi(head, ...Array.from({ length: tracks }, () => track(melody("C4 1/4"))))), {});

test("format and resolution are the file's", () => {
  expect(of({})).toEqual({ format: 0, ppq: 96 });
  expect(of({ division: 480 }, 2)).toEqual({ format: 1, ppq: 480 });
  expect(of({ format: 2 }, 2)).toEqual({ format: 2, ppq: 96 });
});

test("parts of a second have no quarter", () => {
  // 25 frames a second (-25 in the upper byte) of 40 ticks.
  expect(of({ division: (256 - 25) * 256 + 40 })).toEqual({ format: 0, ppq: null });
});
