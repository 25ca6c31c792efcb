import { describe, expect, test } from "bun:test";
import { parseSong } from "../../src/midi/smf.ts";
import { textEncoding, texts, title, trackNames } from "../../src/midi/text.ts";
import { melody, meta, midi, text, track } from "./compose.ts";

const utf8 = (words: string): number[] => [...new TextEncoder().encode(words)];
const read = (...events: readonly (readonly number[])[]): ReturnType<typeof parseSong> =>
  parseSong(midi({}, track(...events)));

describe("texts", () => {
  test("come with their tick, track and type", () => {
    const song = read(text(0, 3, "Piano"), text(10, 5, "la "), text(0, 12, "x"));
    expect(texts(song)).toEqual([
      { tick: 0, track: 0, type: "track-name", text: "Piano" },
      { tick: 10, track: 0, type: "lyric", text: "la " },
      { tick: 10, track: 0, type: "other", text: "x" },
    ]);
  });

  test("are UTF-8 when all of the file are valid UTF-8", () => {
    expect(texts(read(meta(0, 1, utf8("Füße 音楽"))))[0]?.text).toBe("Füße 音楽");
  });

  test("are all windows-1252 when one is not valid UTF-8", () => {
    const song = read(text(0, 1, "caf\xe9"), text(0, 1, "\x93ok\x94"));
    expect(textEncoding(song).name).toBe("windows-1252");
    expect(texts(song).map((each) => each.text)).toEqual(["café", "“ok”"]);
  });

  test("a byte-order mark decides for its own text alone", () => {
    const song = read(
      meta(0, 1, [0xff, 0xfe, 0x41, 0, 0x3c, 0x04]),
      meta(0, 1, [0xef, 0xbb, 0xbf, ...utf8("é")]),
      text(0, 1, "\xe9"),
    );
    expect(texts(song).map((each) => each.text)).toEqual(["Aм", "é", "é"]);
  });

  test("hold no U+0000", () => {
    expect(texts(read(text(0, 1, "a\0b\0")))[0]?.text).toBe("ab");
  });
});

describe("trackNames and title", () => {
  test("the first name of each track that is not empty, trimmed", () => {
    const song = parseSong(midi({}, track(text(0, 3, " "), text(0, 3, " Song ")), track(), track(text(0, 3, "Bass"))));
    expect(trackNames(song)).toEqual(["Song", null, "Bass"]);
  });

  test("the first track names the sequence", () => {
    expect(title(parseSong(midi({}, track(text(0, 3, "Song")), track(text(0, 3, "Bass"), melody("C2 1/4")))))).toBe(
      "Song",
    );
    expect(title(read(text(0, 3, "Solo"), melody("C4 1/4")))).toBe("Solo");
  });

  test("but not where it is an instrument among others", () => {
    const named = (name: string): number[] => track(text(0, 3, name), melody("C4 1/4"));
    expect(title(parseSong(midi({}, named("Piano"), named("Bass"))))).toBeNull();
  });

  test("karaoke files say it in an @T text", () => {
    expect(
      title(read(text(0, 3, "Soft Karaoke"), text(0, 1, "@LENGL"), text(0, 1, "@TYesterday"), text(0, 1, "@TBeatles"))),
    ).toBe("Yesterday");
  });

  test("null without texts", () => {
    expect(title(read())).toBeNull();
  });
});

describe("the encoding of all texts together", () => {
  const bytes = (hex: string): number[] => hex.split(" ").map((byte) => Number.parseInt(byte, 16));
  const cases: readonly (readonly [encoding: string, words: string, hex: string])[] = [
    ["windows-1251", "Калинка малинка", "ca e0 eb e8 ed ea e0 20 ec e0 eb e8 ed ea e0"],
    ["koi8-r", "Калинка малинка", "eb c1 cc c9 ce cb c1 20 cd c1 cc c9 ce cb c1"],
    ["shift_jis", "さくらの空", "82 b3 82 ad 82 e7 82 cc 8b f3"],
    ["euc-jp", "さくらの空", "a4 b5 a4 af a4 e9 a4 ce b6 f5"],
    ["utf-16le", "Wide word", "57 00 69 00 64 00 65 00 20 00 77 00 6f 00 72 00 64 00"],
    ["utf-16be", "Wide word", "00 57 00 69 00 64 00 65 00 20 00 77 00 6f 00 72 00 64"],
    ["windows-1252", "Là-bas, señor", "4c e0 2d 62 61 73 2c 20 73 65 f1 6f 72"],
  ];
  for (const [encoding, words, hex] of cases) {
    test(`${encoding}: ${words}`, () => {
      const song = read(text(0, 3, "Piano"), meta(0, 1, bytes(hex)), text(0, 2, "(C) 1998"));
      expect(textEncoding(song).name).toBe(encoding);
      expect(textEncoding(song).confidence).toBeGreaterThan(0.5);
      expect(texts(song).map((each) => each.text)).toEqual(["Piano", words, "(C) 1998"]);
    });
  }

  test("ASCII is sure", () => {
    expect(textEncoding(read(text(0, 3, "Piano")))).toEqual({ name: "utf-8", confidence: 1 });
  });
});
