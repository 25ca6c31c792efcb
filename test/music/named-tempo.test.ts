import { expect, test } from "bun:test";
import { namedTempo } from "../../src/music/named-tempo.ts";

const unsaid = { bpm: 120, bpm_source: "default", bpm_confidence: 0.15, bpm_felt: 80, bpm_min: 120, bpm_any: [120] };

test("a name's tempo is taken with all that follows from it where the file says none", () => {
  expect(namedTempo(unsaid, 174, 0.7)).toEqual({
    bpm: 174,
    bpm_source: "filename",
    bpm_confidence: 0.7,
    bpm_felt: 116,
    bpm_min: 174,
    bpm_any: [174],
  });
});

test("a name decides the octave of a tempo that is heard, and nothing where the notes are heard at another", () => {
  const heard = { bpm: 88, bpm_source: "detected", bpm_min: 80 };
  expect(namedTempo(heard, 174, 0.7)).toMatchObject({ bpm: 174, bpm_source: "filename", bpm_min: (80 * 174) / 88 });
  expect(namedTempo(heard, 120, 0.7)).toEqual({});
});

test("a name never stands against a tempo event, nor fills what an analyzer failed to give", () => {
  expect(namedTempo({ bpm: 120, bpm_source: "event" }, 174, 0.7)).toEqual({});
  expect(namedTempo({ bpm: null, bpm_source: null }, 174, 0.7)).toEqual({});
});
