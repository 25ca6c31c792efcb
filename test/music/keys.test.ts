import { expect, test } from "bun:test";
import { keyOf, modes, scaleDegrees } from "../../src/music/keys.ts";

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
