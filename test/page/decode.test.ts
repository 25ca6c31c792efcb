/** The roll: what the server packs is what the page draws. */
import { expect, test } from "bun:test";
import { readFileSync } from "node:fs";
import { decodeRoll } from "../../page/decode.ts";
import { lanesOf, pitchesOf, xOf } from "../../page/paint.ts";
import { parseSong } from "../../src/midi/mod.ts";
import { rollOf } from "../../src/serve/roll.ts";
import { sample } from "../cli/run.ts";

const file = `${sample}/Loops/House/house_groove_C_124.mid`;
const song = decodeRoll(rollOf(parseSong(readFileSync(file)), file).buffer as ArrayBuffer);

test("notes come in their order, with their parts and drums", () => {
  expect(song.onset.length).toBe(parseSong(readFileSync(file)).notes.length);
  expect([...song.onset]).toEqual([...song.onset].sort((a, b) => a - b));
  for (const part of song.part) expect(song.parts[part]).toBeDefined();
  expect(lanesOf(song).length).toBeGreaterThan(0);
  const { low, high } = pitchesOf(song);
  song.pitch.forEach((pitch, n) => {
    if (song.isDrum[n] !== 1) expect(pitch > low - 1 && pitch < high + 1).toBe(true);
  });
});

test("seconds stand where the window has them", () => {
  expect(xOf({ width: 100, from: 10, to: 20 }, 15)).toBe(50);
});
