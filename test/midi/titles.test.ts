import { describe, expect, test } from "bun:test";
import { textsAbout } from "../../src/hearing/about/texts.ts";
import { lyrics } from "../../src/midi/lyrics.ts";
import { isPlaceholder } from "../../src/midi/placeholders.ts";
import { parseSong } from "../../src/midi/smf.ts";
import type { Song } from "../../src/midi/song.ts";
import { textEncoding, title, trackNames } from "../../src/midi/text.ts";
import { melody, meta, midi, text, track } from "./compose.ts";

const tune = melody("C4 1/4 D4 1/4");
const latin = (words: string): number[] => Array.from(words, (letter) => letter.charCodeAt(0));
const little = (size: number): number[] => [size & 255, (size >> 8) & 255, size >> 16, 0];
/** A chunk of a RIFF file: little-endian length, padded to an even offset. */
const riffChunk = (id: string, data: readonly number[]): number[] => [
  ...latin(id),
  ...little(data.length),
  ...data,
  ...(data.length % 2 === 1 ? [0] : []),
];

/** A file in a RIFF wrapper with an INFO list. */
function wrapped(info: Readonly<Record<string, string>>, file: Uint8Array, isBefore = true): Song {
  const texts = Object.entries(info).flatMap(([id, words]) => riffChunk(id, [...new TextEncoder().encode(words), 0]));
  const list = riffChunk("LIST", [...latin("INFO"), ...texts]);
  const data = riffChunk("data", [...file]);
  return parseSong(
    Uint8Array.from(riffChunk("RIFF", [...latin("RMID"), ...(isBefore ? [...list, ...data] : [...data, ...list])])),
  );
}

describe("a placeholder is no title", () => {
  test.each([
    "untitled",
    "Untitled Song",
    "Untitled 2",
    "(untitled)",
    "Track 1",
    "Track1",
    "1-MIDI",
    "MIDI 01",
    "Tempo Track",
    "Conductor",
    "New Song",
    "Sequence 1",
    "Staff-1",
    "Unbenannt",
    "Sans titre",
    "Sin título",
    "Senza titolo",
    "Sem título",
    "Bez tytułu",
    "Без названия",
    "Дорожка 1",
    "無題",
    "トラック 1",
    "音轨 1",
    "音軌 2",
    "未命名",
    "제목 없음",
    "트랙 1",
    "---",
    "",
  ])("%s", (words) => {
    expect(isPlaceholder(words)).toBe(true);
  });
  test.each([
    "Evening Rain",
    "Song of Songs",
    "New York",
    "Track of Tears",
    "Piano",
    "Unknown Pleasures",
    "7",
    "1999",
    "Untitled Blues in C",
    "Midnight",
    "Conductor of Dreams",
    "さくら",
    "Тёмная ночь",
    "사랑",
  ])("%s is one", (words) => {
    expect(isPlaceholder(words)).toBe(false);
  });
  test("and a file that has only that has none", () => {
    expect(title(parseSong(midi({}, track(text(0, 3, "untitled"), tune))))).toBeNull();
    expect(title(parseSong(midi({}, track(text(0, 3, "Evening Rain"), tune))))).toBe("Evening Rain");
  });
});

describe("the INFO list of a RIFF wrapper", () => {
  test.each([true, false])("names title, artist and copyright; before the music: %p", (isBefore) => {
    const info = { INAM: "A tune", IART: "Anna Ünlü", ICOP: "(c) 1999", IXXX: "x" };
    const song = wrapped(info, midi({}, track(tune)), isBefore);
    expect(textsAbout(song)).toMatchObject({ title: "A tune", artist: "Anna Ünlü", copyright: "(c) 1999" });
    expect(song.notes.length).toBe(2);
  });
  test("a placeholder there leaves the title of the file", () => {
    expect(title(wrapped({ INAM: "Untitled" }, midi({}, track(text(0, 3, "Evening Rain"), tune))))).toBe(
      "Evening Rain",
    );
  });
});

describe("texts of two and more bytes a letter", () => {
  const utf16 = (words: string): number[] =>
    Array.from(words, (letter) => letter.charCodeAt(0)).flatMap((code) => [code & 255, code >> 8]);
  test("kana in UTF-16 without a mark are read as such beside a text that has one", () => {
    const syllables = [..."さくらのうた"].map((kana) => meta(24, 5, utf16(kana)));
    const song = parseSong(
      midi({}, track(meta(0, 3, [0xff, 0xfe, ...utf16("歌")]), text(0, 1, "Piano"), ...syllables, tune)),
    );
    expect(textEncoding(song).name).toBe("utf-16le");
    expect(trackNames(song)).toEqual(["歌"]);
    expect(lyrics(song).map((line) => line.text)).toEqual(["さくらのうた"]);
  });
  test("a mark alone makes no UTF-16 of plain words", () => {
    const song = parseSong(
      midi({}, track(meta(0, 3, [0xff, 0xfe, ...utf16("歌")]), text(0, 1, "Piano!"), text(0, 1, "Bass"), tune)),
    );
    expect(textsAbout(song).encoding).toBe("utf-8");
  });
  test.each([
    ["gb18030", "音轨 2", [0xd2, 0xf4, 0xb9, 0xec, 0x20, 0x32]],
    ["euc-kr", "트랙 2", [0xc6, 0xae, 0xb7, 0xa2, 0x20, 0x32]],
    ["big5", "音軌 2", [0xad, 0xb5, 0xad, 0x79, 0x20, 0x32]],
    ["windows-1251", "Дорожка 2", [0xc4, 0xee, 0xf0, 0xee, 0xe6, 0xea, 0xe0, 0x20, 0x32]],
  ])("names that a sequencer of the country writes itself: %s", (encoding, words, bytes) => {
    const song = parseSong(midi({}, track(meta(0, 3, bytes), tune)));
    expect(textEncoding(song).name).toBe(encoding);
    expect(trackNames(song)).toEqual([words]);
  });
  test("syllables of scripts without spaces join, others are words", () => {
    const sung = (...words: string[]): string[] =>
      lyrics(
        parseSong(midi({}, track(...words.map((word) => meta(24, 5, [...new TextEncoder().encode(word)])), tune))),
      ).map((line) => line.text);
    expect(sung("さ", "く", "ら")).toEqual(["さくら"]);
    expect(sung("月", "亮", "OK")).toEqual(["月亮 OK"]);
    expect(sung("row", "your", "boat")).toEqual(["row your boat"]);
  });
});
