import { describe, expect, test } from "bun:test";
import { songOf } from "../../eval/drums/files.ts";
import { bassLine, drumLoop, eightOhEight, struckLine } from "../../eval/drums/made-lines.ts";
import { randomIntegers } from "../../fuzz/random.ts";
import { drums } from "../../src/analyzers/drums.ts";
import { instruments } from "../../src/analyzers/instruments.ts";
import { key } from "../../src/analyzers/key.ts";
import { oddsOfName } from "../../src/hearing/drums/drum-names.ts";
import { parseSong } from "../../src/midi/smf.ts";
import { delta, melody, midi, text, track } from "../midi/compose.ts";

/** Eight bars of kick, snare and hat. */
const beat = "C2+F#2 1/8 F#2 1/8 D2+F#2 1/8 F#2 1/8 ".repeat(16);
/** A tune in C major over its chords. */
const tune = "C4+E4+G4 1/4 E4 1/4 F4+A4+C5 1/4 A4 1/4 G4+B4+D5 1/4 B4 1/4 C4+E4+G4 1/4 C5 1/4 ".repeat(4);
const bass = "C2 1/4 C2 1/4 F2 1/4 F2 1/4 G2 1/4 G2 1/4 C2 1/4 E2 1/4 ".repeat(4);

const hex = (bytes: string): number[] => bytes.split(" ").map((byte) => Number.parseInt(byte, 16));
const exclusive = (bytes: string): number[] => {
  const data = hex(bytes);
  return [0, 0xf0, ...delta(data.length + 1), ...data, 0xf7];
};
const control = (channel: number, controller: number, value: number): number[] => [
  0,
  0xb0 | channel,
  controller,
  value,
];
const program = (channel: number, number: number): number[] => [0, 0xc0 | channel, number];
const name = (words: string): number[] => text(0, 3, words);

const gs = exclusive("41 10 42 12 40 00 7f 00 41");
const xg = exclusive("43 10 4c 00 00 7e 00");
const gm2 = exclusive("7e 7f 09 03");

/** What the analyzers say of a file of one track for each list of events. */
function heard(...tracks: readonly (readonly (readonly number[])[])[]) {
  const song = parseSong(midi({}, ...tracks.map((events) => track(...events))));
  const { has_drums: hasDrums, drum_share: share } = drums.run(song, {});
  return { hasDrums, share, instruments: instruments.run(song, {}).instruments, key: key.run(song, {}).key };
}

describe("a file declares its drums", () => {
  test.each([
    ["GS: part 11 is used for rhythm", 10, [gs, exclusive("41 10 42 12 40 1a 15 02 0f"), program(10, 25)]],
    ["GS: part 10 hears channel 3", 2, [gs, exclusive("41 10 42 12 40 10 02 02 2c"), program(2, 0)]],
    [
      "GS in two packets",
      10,
      [gs, [0, 0xf0, 5, ...hex("41 10 42 12 40"), 0, 0xf7, 5, ...hex("1a 15 02 0f f7")], program(10, 48)],
    ],
    ["XG: the mode of part 12 is drums", 11, [xg, exclusive("43 10 4c 08 0b 07 02"), program(11, 16)]],
    ["XG: bank 127", 4, [xg, control(4, 0, 127), control(4, 32, 0), program(4, 25)]],
    ["XG: bank 126, effects", 4, [xg, control(4, 0, 126), program(4, 1)]],
    ["GM2: bank 120", 6, [gm2, control(6, 0, 120), program(6, 40)]],
    ["MT-32: the rhythm part hears channel 9", 8, [exclusive("41 10 16 12 10 00 0d 00 01 02 03 04 05 06 07 08 4f")]],
  ] as const)("%s", (_, channel, setUp) => {
    for (const tracks of [
      [[...setUp, melody(tune)], [melody(beat, { channel })]],
      [[melody(tune)], [name("Guitar"), ...setUp, melody(beat, { channel })]],
    ]) {
      const all = heard(...tracks);
      expect(all).toMatchObject({ hasDrums: true, share: 96 / 160 });
      expect(all.instruments).toContain("acoustic grand piano");
      expect(all.instruments).not.toContain("guitar");
      expect(all.key).toBe(heard([melody(tune)]).key);
    }
  });

  test.each([
    ["GS: part 10 is not used for rhythm", [gs, exclusive("41 10 42 12 40 10 15 00 1b"), program(9, 48)]],
    ["XG: the mode of part 10 is normal", [xg, exclusive("43 10 4c 08 09 07 00"), program(9, 48)]],
    ["GM2: bank 121", [gm2, control(9, 0, 121), program(9, 48)]],
    ["MPE: a zone of channels 2 to 16", [control(0, 101, 0), control(0, 100, 6), control(0, 6, 15), program(9, 48)]],
  ])("channel 10 plays an instrument. %s", (_, setUp) => {
    const all = heard([...setUp, melody(tune, { channel: 9 })]);
    expect(all).toMatchObject({ hasDrums: false, share: 0, key: heard([melody(tune)]).key });
    expect(all.instruments).toContain("string ensemble 1");
  });

  test("bank 127 is another sound of an instrument in GS", () => {
    expect(heard([gs, control(4, 0, 127), program(4, 33), melody(tune, { channel: 4 })]).hasDrums).toBe(false);
  });

  test("a reset undoes what was declared before", () => {
    const declared = exclusive("41 10 42 12 40 1a 15 02 0f");
    expect(heard([gs, declared, gs, program(10, 33), melody(bass, { channel: 10 })]).hasDrums).toBe(false);
  });

  test("a declaration holds for its port", () => {
    const port = (number: number): number[] => [0, 0xff, 0x21, 1, number];
    const first = [port(0), xg, control(4, 0, 127), program(4, 0), melody(beat, { channel: 4 })];
    const second = [port(1), program(4, 33), melody(bass, { channel: 4 })];
    expect(heard(first, second)).toMatchObject({ hasDrums: true, share: 96 / 128 });
  });
});

describe("a name speaks for drums and against them", () => {
  test.each([
    ["Drums", 1],
    ["KickDrum_2", 1],
    ["Bass Drum", 1],
    ["808 Kick", 1],
    ["Große Trommel", 1],
    ["Batería", 1],
    ["Ударные", 1],
    ["ドラムス", 1],
    ["架子鼓", 1],
    ["드럼", 1],
    ["Piano Drums", 1],
    ["SynthBass", -1],
    ["808", -1],
    ["Reese", -1],
    ["Drum n Bass Reese", -1],
    ["Steel Drums", -1],
    ["Hang Drum", -1],
    ["Kontrabass", -1],
    ["Basse", -1],
    ["Бас-гитара", -1],
    ["ベース", -1],
    ["贝斯", -1],
    ["베이스", -1],
    ["Piano", -1],
    ["Strummed", 0],
    ["Track 1", 0],
    ["Hatch", 0],
    ["", 0],
  ])("%s", (words, sign) => {
    expect(Math.sign(oddsOfName(words))).toBe(sign);
  });

  test("a bass by its name is no drums", () => {
    expect(heard([name("Bass"), melody(bass)]).hasDrums).toBe(false);
  });

  test("a drum loop on channel 1 is drums with a name, and without one", () => {
    expect(heard([name("Drums"), melody(beat)])).toMatchObject({ hasDrums: true, key: null });
    expect(heard([melody(beat)])).toMatchObject({ hasDrums: true, key: null });
  });
});

describe("notes without a name or a program on channel 1", () => {
  // A sample of `bun run eval drum-parts`, which has the exact shares.
  test.each([
    ["bass lines", bassLine, 0, 0.05],
    ["808s", eightOhEight, 0, 0.05],
    ["struck and repeated notes", struckLine, 0, 0.08],
    ["drum loops", drumLoop, 0.95, 1],
  ] as const)("made %s are told from each other", (_, make, least, most) => {
    const random = randomIntegers(81);
    let [files, found] = [0, 0];
    while (files < 100) {
      const { notes } = make(random);
      if (notes.length < 4) continue;
      files++;
      if (drums.run(songOf([{ notes, channel: 0 }]), {}).has_drums) found++;
    }
    expect(found / files).toBeWithin(least, most + 1e-9);
  });

  test("one note over and over is no drums without a name", () => {
    expect(heard([melody("F#2 1/16 ".repeat(64))]).hasDrums).toBe(false);
    expect(heard([name("Hats"), melody("F#2 1/16 ".repeat(64))]).hasDrums).toBe(true);
  });

  test("the hi-hat edges of an electronic kit are hats", () => {
    const song = parseSong(midi({}, track(melody("C2+A#0 1/8 D1 1/8 D2+A#0 1/8 D1 1/8 ".repeat(8), { channel: 9 }))));
    expect(drums.run(song, {}).kit).toEqual(["hat", "kick", "openhat", "snare"]);
  });
});
