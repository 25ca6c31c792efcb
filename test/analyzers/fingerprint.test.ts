import { describe, expect, test } from "bun:test";
import { bandsOf, minHash, musicHash, notesHash, resemblance } from "../../src/hearing/likeness/fingerprint.ts";
import { parseSong } from "../../src/midi/smf.ts";
import { packInfo, type Song } from "../../src/midi/song.ts";
import { writeSong } from "../../src/midi/write.ts";
import { melody, midi, tempo, text, track } from "../midi/compose.ts";

const tune =
  "C4+E4 1/4 G4 1/8 A4 1/8 B4 1/4 C5 1/2 A4 1/8 F4 1/8 D4 3/8 E4 1/8 F4 1/4 A4 1/8 G4 1/8 E4 1/4 C4+G4 1/2 ".repeat(3);
const other = "A4 1/8 A4 1/8 D5 1/4 C5 1/8 Bb4 3/8 F4 1/4 G4 1/2 Eb4 1/4 G4 1/8 D4 1/8 C4 1/4 F4+A4 1/8 D5 1/2 ".repeat(
  3,
);
const of = (...events: readonly (readonly number[])[]): Song => parseSong(midi({}, track(...events)));
const song = of(melody(tune));

const moved = (by: number): Song => ({
  ...song,
  notes: { ...song.notes, info: song.notes.info.map((info) => packInfo((info & 127) + by, 0, 64, 0)) },
});
/** All times multiplied and rounded, as a take at another tempo. */
const slower = (by: number): Song => ({
  ...song,
  notes: {
    ...song.notes,
    onset: song.notes.onset.map((tick) => Math.round(tick * by)),
    duration: song.notes.duration.map((ticks) => Math.round(ticks * by)),
  },
});

describe("the hash of the notes", () => {
  const same: readonly (readonly [what: string, song: Song])[] = [
    ["written anew", parseSong(writeSong(song))],
    ["with texts and a tempo", of(text(0, 3, "Tune"), tempo(0, 400_000), melody(tune))],
    ["louder", of(melody(tune, { velocity: 100 }))],
    ["on another channel", of(melody(tune, { channel: 3 }))],
    ["behind an empty track", parseSong(midi({}, track(), track(melody(tune))))],
    ["in two tracks", parseSong(midi({}, track(melody("- 1/4 - 1/8 G4 1/8")), track(melody("C4 1/4 E4 1/8"))))],
  ];
  const split = of(melody("C4 1/4 E4 1/8 G4 1/8"));
  for (const [what, copy] of same) {
    test(`is the same ${what}`, () =>
      expect(notesHash(copy)).toBe(notesHash(what === "in two tracks" ? split : song) as string));
  }
  test("differs where a note, a rhythm or a key differs", () => {
    const hashes = [song, of(melody(tune.replace("B4", "Bb4"))), slower(2), moved(1), of(melody(other))].map(notesHash);
    expect(new Set(hashes).size).toBe(hashes.length);
  });
  test("is none without notes", () =>
    expect([notesHash, musicHash, minHash].map((hash) => hash(of()))).toEqual([null, null, null]));
});

describe("the hash of the music", () => {
  test("is the same in every key and at every tempo", () => {
    const copies = [moved(-5), moved(6), slower(0.7), slower(1.37), of(tempo(0, 350_000), melody(tune))];
    expect(new Set([song, ...copies].map(musicHash)).size).toBe(1);
  });
  test("differs for another tune, and for one changed note", () => {
    const hashes = [song, of(melody(other)), of(melody(tune.replace("B4", "Bb4")))].map(musicHash);
    expect(new Set(hashes).size).toBe(3);
  });
  test("of drums alone is made of the drums", () => {
    const beat = (notes: string): Song => of(melody(notes, { channel: 9 }));
    expect(musicHash(beat("C2 1/8 D2 1/8"))).not.toBe(musicHash(beat("C2 1/8 F#2 1/8")) as string);
  });
});

describe("MinHash", () => {
  const hashOf = (one: Song): Uint32Array => minHash(one) as Uint32Array;
  test("resembles itself in another key and tempo", () => {
    expect(resemblance(hashOf(song), hashOf(moved(3)))).toBe(1);
    expect(resemblance(hashOf(song), hashOf(slower(1.3)))).toBe(1);
  });
  test("resembles an edited copy more than another tune", () => {
    const edited = of(melody(tune.replace("B4", "Bb4")));
    expect(resemblance(hashOf(song), hashOf(edited))).toBeGreaterThan(0.4);
    expect(resemblance(hashOf(song), hashOf(of(melody(other))))).toBeLessThan(0.1);
  });
  test("shares bands with a copy, and none with another tune", () => {
    const shared = (a: Song, b: Song): number =>
      bandsOf(hashOf(a)).filter((band, n) => bandsOf(hashOf(b))[n] === band).length;
    expect(shared(song, moved(4))).toBe(32);
    expect(shared(song, of(melody(other)))).toBe(0);
  });
});
