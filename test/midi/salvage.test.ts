import { describe, expect, test } from "bun:test";
import { isDamage } from "../../src/midi/diagnosis.ts";
import { parseSong } from "../../src/midi/smf.ts";
import { chunk, delta, endOfTrack, melody, meta, midi, tempo, track } from "./compose.ts";
import { damageOf, notesOf } from "./notes-of.ts";

const on = [0, 0x90, 60, 64];
const off = [96, 0x80, 60, 0];
const note = [...on, ...off];
const whole = midi({}, track(note));
const bytes = (...parts: readonly (ArrayLike<number> | string)[]): Uint8Array =>
  Uint8Array.from(
    parts.flatMap((part) => (typeof part === "string" ? [...new TextEncoder().encode(part)] : Array.from(part))),
  );
const little = (value: number): number[] => [value & 255, (value >> 8) & 255, (value >> 16) & 255, value >>> 24];

const one = ["C4 0+96"];
const two = ["C4 0+96", "C4 96+96"];
/** Offset of the first track chunk, and of its first event. */
const chunkAt = 14;
const eventsAt = 22;

type Case = readonly [what: string, file: Uint8Array, notes: readonly string[], damage: readonly string[]];

const wrappers: readonly Case[] = [
  ["junk before the header", bytes("hello", whole), one, ["junk-before-header@0"]],
  ["a MacBinary header", bytes(new Uint8Array(128), whole), one, ["junk-before-header@0"]],
  [
    "a RIFF/RMID wrapper",
    bytes("RIFF", little(12 + whole.length), "RMIDdata", little(whole.length), whole),
    one,
    ["riff-wrapper@0"],
  ],
  [
    "chunks before and behind the data of an RMID, and a length of 0",
    bytes("RIFF....RMIDDISP", little(3), "abc\0data", little(whole.length), whole, "LIST", little(2), "xx"),
    one,
    ["riff-wrapper@0"],
  ],
];

const chunks: readonly Case[] = [
  ["a longer header, which is legal", bytes("MThd", [0, 0, 0, 8, 0, 0, 0, 1, 0, 96, 1, 2], track(note)), one, []],
  [
    "a header that is longer than the file",
    bytes("MThd", [127, 0, 0, 0, 0, 0, 0, 1, 0, 96], track(note)),
    one,
    ["bad-header-length@4"],
  ],
  ["a header whose id has a wrong byte", bytes("MT0d", whole.subarray(4)), one, ["bad-chunk-id@0"]],
  [
    "a track whose id has a wrong byte",
    bytes(whole.subarray(0, 14), "MTrj", whole.subarray(18)),
    one,
    ["bad-chunk-id@14"],
  ],
  ["a track without a header", bytes(track(note)), one, ["missing-header@0"]],
  ["a header without fields", bytes("MThd", [0, 0, 0, 0], track(note)), one, ["missing-header@8"]],
  ["a division of 0, as 96 ticks", midi({ division: 0 }, track(note)), one, ["bad-division@12"]],
  ["frames of 0 ticks, as 1", midi({ division: 0xe700 }, track(note)), one, ["bad-division@12"]],
  ["several tracks in format 0", midi({ format: 0 }, track(note), track(note)), [...one, ...one], ["bad-format@8"]],
  ["a format above 2", midi({ format: 5 }, track(note)), one, ["bad-format@8"]],
  ["a frame rate that does not exist", midi({ division: 0xef01 }, track(note)), one, ["bad-division@12"]],
  ["an alien chunk", midi({ claims: 1 }, chunk("XFIH", [1, 2, 3]), track(note)), one, [`alien-chunk@${chunkAt}`]],
  [
    "an alien chunk whose length swallows the track",
    bytes(midi({ format: 1, claims: 1 }, chunk("ABCD", [1, 2], 9), track(note)), [0]),
    one,
    ["junk-between-chunks@14", "trailing-garbage@44"],
  ],
  [
    "more tracks than the header counts",
    midi({ format: 1, claims: 1 }, track(note), track(note)),
    [...one, ...one],
    ["wrong-track-count@10"],
  ],
  ["fewer tracks than the header counts", midi({ claims: 7 }, track(note)), one, ["wrong-track-count@10"]],
  [
    "junk between tracks",
    bytes(midi({ format: 1, claims: 2 }, track(note)), [1, 2, 3], track(note)),
    [...one, ...one],
    ["junk-between-chunks@34"],
  ],
  ["garbage behind the last track", bytes(whole, new Uint8Array(80)), one, [`trailing-garbage@${whole.length}`]],
  ["a few bytes behind the last track", bytes(whole, [1, 2]), one, [`trailing-garbage@${whole.length}`]],
];

const body = [...note, ...endOfTrack];
const lengths: readonly Case[] = [
  ["a length of 0 before events", midi({}, chunk("MTrk", body, 0)), one, ["wrong-chunk-length@18/0"]],
  [
    "a length that is too short, inside an event",
    midi({}, chunk("MTrk", [...note, ...note, ...endOfTrack], 10), track(note)),
    [...two, ...one],
    ["wrong-chunk-length@18/0"],
  ],
  [
    "a length that is too long, past the file",
    midi({}, chunk("MTrk", body, 0x7fffffff)),
    one,
    ["wrong-chunk-length@18/0"],
  ],
  ["a length of -1", midi({}, chunk("MTrk", body, 0xffffffff)), one, ["wrong-chunk-length@18/0"]],
  [
    "a length that reaches into the next track",
    midi({}, chunk("MTrk", body, body.length + 5), track(note), track(note)),
    [...one, ...one, ...one],
    ["wrong-chunk-length@18/0"],
  ],
  [
    "a length that swallows the next track up to a chunk",
    midi({}, chunk("MTrk", body, body.length + 20), track(note), track(note)),
    [...one, ...one, ...one],
    ["wrong-chunk-length@18/0"],
  ],
  ["events behind the end-of-track", midi({}, chunk("MTrk", [...body, ...body])), one, ["data-after-eot@34/0"]],
];

const endings: readonly Case[] = [
  ["no end-of-track", midi({}, chunk("MTrk", note), track(note)), [...one, ...one], ["missing-eot@30/0"]],
  [
    "a file that ends inside an event",
    whole.subarray(0, 29),
    one,
    ["truncated@26/0", "note-left-on@29/0", "missing-eot@29/0"],
  ],
  ["a file that ends between events", whole.subarray(0, 30), one, ["truncated@30/0", "missing-eot@30/0"]],
  [
    "a text that is longer than its track",
    midi({}, chunk("MTrk", [...note, 0, 0xff, 1, 0x8f, 0x7f, 65])),
    one,
    ["truncated@30/0", "missing-eot@36/0"],
  ],
  ["a note that is never released", midi({}, track(on, meta(50, 1, []))), ["C4 0+50"], ["note-left-on@34/0"]],
  ["releases without notes", midi({}, track(off, off)), [], []],
];

const statuses: readonly Case[] = [
  [
    "data before any status",
    midi({}, track([0, 60, 64, 0], on.slice(1), off)),
    one,
    [`data-without-status@${eventsAt}/0`],
  ],
  [
    "running status across a text and a system-exclusive event",
    midi({}, track(on, meta(0, 1, [65]), [96, 60, 0], [0, 0xf0, 1, 0xf7], [0, 60, 64, 96, 60, 0])),
    two,
    ["running-status-after-meta@32/0*2"],
  ],
  [
    "system bytes and their data",
    midi({}, track([0, 0xf8, 0, 0xf2, 1, 2, 0, 0xf4], note)),
    one,
    ["system-byte@23/0*3"],
  ],
  ["a pitch over 127, as a flipped bit", midi({}, track([0, 0x90, 60 | 128, 64], off)), one, ["bad-data-byte@22/0"]],
  ["a velocity over 127, as 127", midi({}, track([0, 0x90, 60, 128], off)), one, ["bad-data-byte@22/0"]],
];

const values: readonly Case[] = [
  [
    "a padded delta of 5 bytes",
    midi({}, track(on, [0x80, 0x80, 0x80, 0x80, 96], off.slice(1))),
    one,
    ["long-variable-length@26/0"],
  ],
  [
    "a delta past the legal maximum, as 0",
    midi({}, track([0x81, 0x80, 0x80, 0x80, 0], note.slice(1))),
    one,
    ["long-variable-length@22/0"],
  ],
  [
    "a delta that never ends",
    midi({}, track(note, Array(40).fill(0x80))).subarray(0, 60),
    one,
    ["data-without-status@30/0*4", "truncated@60/0", "missing-eot@60/0"],
  ],
  ["a tempo of 2 bytes", midi({}, track(meta(0, 0x51, [7, 8]), note)), one, ["bad-tempo@26/0"]],
  ["a tempo of 0", midi({}, track(tempo(0, 0), note)), one, ["bad-tempo@26/0"]],
  ["a time signature of 0/4", midi({}, track(meta(0, 0x58, [0, 2, 24, 8]), note)), one, ["bad-time-signature@26/0"]],
  ["a denominator of 2^255", midi({}, track(meta(0, 0x58, [4, 255, 24, 8]), note)), one, ["bad-time-signature@26/0"]],
  ["nine sharps", midi({}, track(meta(0, 0x59, [9, 0]), note)), one, ["bad-key-signature@26/0"]],
  ["a key signature of mode 7", midi({}, track(meta(0, 0x59, [1, 7]), note)), one, ["bad-key-signature@26/0"]],
];

for (const [group, cases] of Object.entries({ wrappers, chunks, lengths, endings, statuses, values })) {
  describe(`parseSong salvages ${group}:`, () => {
    for (const [what, file, notes, damage] of cases) {
      test(what, () => {
        const song = parseSong(file);
        expect(notesOf(song)).toEqual([...notes]);
        expect(damageOf(song)).toEqual([...damage]);
      });
    }
  });
}

test("a tempo of 4 bytes counts by its first three", () => {
  const song = parseSong(midi({}, track(meta(0, 0x51, [7, 0xa1, 0x20, 9]))));
  expect(Array.from(song.tempos.microsecondsPerQuarter)).toEqual([500_000]);
  expect(damageOf(song)).toEqual(["bad-tempo@26/0"]);
});

test("time stands still past the last tick of 31 bits", () => {
  const long = delta(0x0fffffff);
  const song = parseSong(midi({}, track(...Array.from({ length: 9 }, () => [...long, 0xb0, 1, 1]), [5, 0x90, 60, 1])));
  expect(song.endTick).toBe(0x7fffffff);
  expect(notesOf(song)).toEqual([`C4 ${0x7fffffff}+0`]);
  expect(damageOf(song)).toEqual(["tick-overflow@78/0*2", "note-left-on@93/0"]);
});

test("a wrapper, a foreign chunk and a note left on are no damage", () => {
  const song = parseSong(midi({ claims: 1 }, chunk("XFIH", [1]), track(on)));
  expect(song.diagnoses.map(({ code }) => code)).toEqual(["alien-chunk", "note-left-on"]);
  expect(song.diagnoses.some(isDamage)).toBe(false);
});

test("every end of a file is salvaged or refused, and notes only grow with it", () => {
  const file = midi({}, track(melody("C4 1/4 E4+G4 1/4")), track(melody("C2 1/2 D2 1/2")));
  let known = 0;
  for (let length = 23; length <= file.length; length++) {
    const count = parseSong(file.subarray(0, length)).notes.length;
    expect(count).toBeGreaterThanOrEqual(known);
    known = count;
  }
  expect(known).toBe(5);
});
