import { expect, test } from "bun:test";
import { qualityNames } from "../../src/music/chord-qualities.ts";
import { chordsOfText, chordText } from "../../src/music/chord-text.ts";
import { parseChord } from "../../src/music/chords.ts";

const chord = (name: string, tonic: string | null = "C") => ({ ...parseChord(name)!, tonic });

test("a chord is its root, its degree, its quality, and its bass where it is inverted", () => {
  expect(chordText([chord("C"), chord("Am/C"), chord("G7", null)])).toBe("j9naj|0Mc9VdA7Ze");
  expect(chordText([])).toBe("|");
});

test("every chord is read as it was written", () => {
  const tonics = [null, "C", "Db", "F#", "Gb", "G#"];
  const chords = qualityNames.flatMap((quality, n) =>
    Array.from({ length: 12 }, (_, root) => ({
      root,
      quality,
      bass: (root * 7) % 12,
      tonic: tonics[(n + root) % 6] as string | null,
    })),
  );
  expect(chordsOfText(chordText(chords))).toEqual(chords);
});
