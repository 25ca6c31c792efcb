import { expect, test } from "bun:test";
import { formatKey, keyOf, keysOfParent, modes, parentKey, scaleDegrees, scaleOf } from "../../src/music/keys.ts";

test("scales have seven degrees from their tonic up, minor as natural minor", () => {
  const scales = modes.map((mode) => scaleDegrees(keyOf(5, mode)).join(" "));
  expect(scales).toEqual([
    "0 2 4 5 7 9 11",
    "0 2 3 5 7 8 10",
    "0 2 3 5 7 9 10",
    "0 1 3 5 7 8 10",
    "0 2 4 6 7 9 11",
    "0 2 4 5 7 9 10",
    "0 1 3 5 6 8 10",
  ]);
});

test("the parent of a key in a mode is the major or minor key on its tonic, by its third", () => {
  const parents = modes.map((mode) => formatKey(parentKey(keyOf(2, mode))));
  const [major, minor] = ["D major", "D minor"];
  expect(parents).toEqual([major, minor, minor, minor, major, major, minor]);
  expect(keysOfParent(keyOf(2, "major")).map(formatKey)).toEqual(["D major", "D lydian", "D mixolydian"]);
  expect(keysOfParent(keyOf(2, "dorian")).map(formatKey)).toEqual(["D dorian"]);
});

test("keys with the same notes are of one scale, in every mode", () => {
  const keys = ["major", "minor", "dorian", "phrygian", "lydian", "mixolydian", "locrian"] as const;
  const tonics = [0, 9, 2, 4, 5, 7, 11];
  expect(keys.map((mode, n) => scaleOf(keyOf(tonics[n] as number, mode)))).toEqual([0, 0, 0, 0, 0, 0, 0]);
});
