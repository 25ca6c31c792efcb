/** Damaged tracks of a real size: what is lost with a wrong byte, and what is not. */
import { expect, test } from "bun:test";
import { randomIntegers } from "../../fuzz/random.ts";
import { parseSong } from "../../src/midi/smf.ts";
import type { Song } from "../../src/midi/song.ts";
import { chunk as chunkOf, delta, endOfTrack, midi, text } from "./compose.ts";
import { damageOf } from "./notes-of.ts";

const notes = 400;
const eventsAt = 22;

/** A melody with an accompaniment, under running status or with each status written. */
function piece(isRunning: boolean): Uint8Array {
  const random = randomIntegers(5);
  const events: number[] = [...text(0, 3, "Piano"), 0, 0xc0, 0, 0, 0xb0, 7, 100];
  let status = 0;
  const write = (ticks: number, next: number, ...data: number[]): void => {
    events.push(...delta(ticks));
    if (!isRunning || next !== status) events.push(next);
    status = next;
    events.push(...data);
  };
  for (let note = 0; note < notes; note += 2) {
    const high = 60 + [0, 2, 4, 5, 7, 9, 11, 12][random(8)]!;
    const low = 36 + [0, 5, 7][random(3)]!;
    write(0, 0x90, high, 80 + random(3) * 8);
    write(0, 0x90, low, 64);
    write(random(2) === 0 ? 48 : 192, 0x90, high, 0);
    write(0, 0x90, low, 0);
  }
  return midi({}, chunkOf("MTrk", [...events, ...endOfTrack]));
}

/** Notes of one song that another has at the same place of its order, from the start and from the end. */
function shared(original: Song, other: Song): number {
  const keys = (song: Song): string[] => Array.from(song.notes.info, (info) => String(info & 0xfffff));
  const [a, b] = [keys(original), keys(other)];
  let head = 0;
  while (head < a.length && a[head] === b[head]) head++;
  let tail = 0;
  while (tail < a.length - head && a.at(-1 - tail) === b.at(-1 - tail)) tail++;
  return head + tail;
}

for (const isRunning of [true, false]) {
  const file = piece(isRunning);
  const original = parseSong(file);
  const style = isRunning ? "running status" : "every status written";

  test(`a wrong byte costs at most four notes of ${notes} (${style})`, () => {
    const random = randomIntegers(1);
    const losses: number[] = [];
    for (let trial = 0; trial < 300; trial++) {
      const bytes = file.slice();
      bytes[eventsAt + random(bytes.length - eventsAt - 4)] = random(256);
      losses.push(notes - shared(original, parseSong(bytes)));
    }
    // A handful of readings cost the same either way; the rest lose what the byte belonged to.
    expect(losses.filter((lost) => lost > 4).length).toBeLessThanOrEqual(12);
    expect(losses.reduce((sum, lost) => sum + lost, 0) / (losses.length * notes)).toBeLessThan(0.01);
  });

  test(`up to 20 missing bytes cost at most what they held, and a few around (${style})`, () => {
    const random = randomIntegers(2);
    for (let trial = 0; trial < 100; trial++) {
      const at = eventsAt + 20 + random(file.length - eventsAt - 60);
      const bytes = Uint8Array.from([...file.subarray(0, at), ...file.subarray(at + 1 + random(20))]);
      expect(notes - shared(original, parseSong(bytes))).toBeLessThanOrEqual(12);
    }
  });
}

test("a damage is told at the event that holds it", () => {
  const bytes = piece(false);
  // The status of a note-on half-way.
  const at = bytes.indexOf(0x90, bytes.length >> 1);
  bytes[at] = 0x10;
  expect(damageOf(parseSong(bytes))).toEqual([`bad-status@${at - 1}/0`]);
});

test("a text whose length is wrong swallows nothing", () => {
  const events = [
    ...text(0, 3, "Piano"),
    ...Array.from({ length: 200 }, (_, n) => [0, 0x90, 60 + (n % 12), 64, 24, 0x80, 60 + (n % 12), 0]).flat(),
  ];
  const bytes = midi({}, chunkOf("MTrk", [...events, ...endOfTrack]));
  bytes[eventsAt + 3] = 0x7f;
  expect(parseSong(bytes).notes.length).toBeGreaterThanOrEqual(199);
});

test("hopeless bytes are read in one pass, and refused", () => {
  const random = randomIntegers(3);
  const noise = Array.from({ length: 800_000 }, () => random(256));
  expect(() => parseSong(midi({}, chunkOf("MTrk", noise)))).toThrow(expect.objectContaining({ code: "not-midi" }));
  // Windows without bounds would take minutes.
}, 180_000);
