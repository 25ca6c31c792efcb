import { expect, test } from "bun:test";
import { chordsOfText, chordText } from "../../src/music/chord-text.ts";
import { parseChord, qualityNames } from "../../src/music/chords.ts";

const chord = (name: string, tonic: number | null = 0) => ({ ...parseChord(name)!, tonic });

test("a chord is its root, its degree, its quality, and its bass where it is inverted", () => {
  expect(chordText([chord("C"), chord("Am/C"), chord("G7", null)])).toBe("j9naj|0Mc9VdA7Ze");
  expect(chordText([])).toBe("|");
});

test("every chord is read as it was written", () => {
  const chords = qualityNames.flatMap((quality) =>
    Array.from({ length: 12 }, (_, root) => ({ root, quality, bass: (root * 7) % 12 })),
  );
  const text = chordText(chords.map((one) => ({ ...one, tonic: one.root % 5 > 0 ? one.root % 5 : null })));
  expect(chordsOfText(text)).toEqual(chords);
});
