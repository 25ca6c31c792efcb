/** Scores of triads: the loop in WebAssembly and the one in TypeScript say the same, and the bytes are those of the source. */
import { expect, test } from "bun:test";
import { readFileSync } from "node:fs";
import { randomIntegers } from "../../fuzz/random.ts";
import { classes } from "../../src/hearing/harmony/chord-features.ts";
import { preparedWeights, scoreInTurn } from "../../src/hearing/harmony/emissions.ts";
import { scoreBeats } from "../../src/hearing/harmony/kernel/kernel.ts";
import { chordWeights } from "../../src/music/chord-weights.ts";

test("vectors and TypeScript give the same scores, over the borders of the kernel's memory too", () => {
  const random = randomIntegers(11);
  const length = 2500;
  const row = (): Float32Array => Float32Array.from({ length: length * 12 }, () => (random(5) < 3 ? 0 : random(9) / 8));
  const beats = { length, chroma: row(), bass: row() };
  // The first and the last beat of a part of the memory, in silence and in full.
  beats.chroma.fill(0, 1023 * 12, 1024 * 12);
  beats.chroma.fill(1, 1024 * 12, 1025 * 12);
  const weights = preparedWeights(chordWeights);
  const [fast, slow] = [new Float32Array(length * classes), new Float32Array(length * classes)];
  expect(scoreBeats(beats, weights, fast)).toBe(true);
  scoreInTurn(beats, weights, slow);
  let furthest = 0;
  for (let n = 0; n < slow.length; n++) furthest = Math.max(furthest, Math.abs(fast[n]! - slow[n]!));
  expect(furthest).toBeLessThan(1e-4);
  expect(Math.max(...slow)).toBeGreaterThan(-0.7);
});

test("the bytes of the kernel are those of its source", () => {
  const { stdout, exitCode } = Bun.spawnSync([process.execPath, "tools/make-kernel.ts", "--print", "emissions"]);
  expect(exitCode).toBe(0);
  expect(stdout.toString()).toBe(readFileSync("src/hearing/harmony/kernel/bytes.ts", "utf8"));
});
