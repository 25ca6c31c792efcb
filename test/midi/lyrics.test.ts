import { expect, test } from "bun:test";
import { karaoke, lyrics } from "../../src/midi/lyrics.ts";
import { parseSong } from "../../src/midi/smf.ts";
import type { Song } from "../../src/midi/song.ts";
import { midi, text, track } from "./compose.ts";

const texts = 1;
const lyric = 5;
/** A track of texts, a tick apart. */
const words = (type: number, ...syllables: readonly string[]): number[] =>
  syllables.flatMap((word) => text(1, type, word));
const song = (...events: readonly (readonly number[])[]): Song => parseSong(midi({}, track(...events)));
/** Each line with the tick where it begins, and a sign before a verse. */
const lines = (of: Song): string[] =>
  lyrics(of).map(({ tick, text: line, startsVerse }) => `${startsVerse ? "*" : ""}${tick} ${line}`);

const cases: readonly (readonly [what: string, song: Song, lines: readonly string[]])[] = [
  [
    "lyric events: a carriage return ends a line, a line feed a verse",
    song(words(lyric, "Twin", "kle ", "star\r", "How ", "I\n", "Up ", "there")),
    ["*1 Twinkle star", "4 How I", "*6 Up there"],
  ],
  [
    "line ends as events of their own",
    song(words(lyric, "Take ", "a ", "bow", "\r", "o", "ver")),
    ["*1 Take a bow", "5 over"],
  ],
  [
    "karaoke texts: / begins a line, \\ a verse",
    song(words(texts, "@KMIDI KARAOKE FILE", "@TSong", "\\Ma", "ry ", "had", "/a ", "lamb", "\\Its ", "fleece")),
    ["*3 Mary had", "6 a lamb", "*8 Its fleece"],
  ],
  [
    "a slash behind a syllable ends a line as well",
    song(words(texts, "@KMIDI KARAOKE FILE", "you ", "are./ ", "When ", "he/", "goes")),
    ["*2 you are.", "4 When he", "6 goes"],
  ],
  [
    "a hyphen says that the word goes on",
    song(words(lyric, "Hal-", "le-", "lu-", "jah ", "-- ", "so")),
    ["*1 Hallelujah -- so"],
  ],
  [
    "bare syllables of notation programs stand alone",
    song(words(lyric, "Au", "clair", "de", "la")),
    ["*1 Au clair de la"],
  ],
  [
    "the texts of a track named Words",
    parseSong(
      midi(
        {},
        track(text(0, 3, "Soft"), words(texts, "a remark")),
        track(text(0, 3, "Words"), words(texts, "one ", "two ", "three ", "four")),
      ),
    ),
    ["*1 one two three four"],
  ],
  ["texts that nobody sings are none", song(words(texts, "made ", "with ", "care ", "by ", "me")), []],
  ["a remark in a lyric event is none", song(words(lyric, "(c) 1998", "\r")), []],
];
for (const [what, of, expected] of cases) {
  test(what, () => {
    expect(lines(of)).toEqual([...expected]);
  });
}

test("every syllable keeps its tick", () => {
  const [line] = lyrics(song(words(lyric, "Twin", "kle ", "star")));
  expect(line?.syllables).toEqual([
    { tick: 1, text: "Twin" },
    { tick: 2, text: "kle " },
    { tick: 3, text: "star" },
  ]);
});

test("a karaoke file says its titles, language, version and more", () => {
  const said = ["@KMIDI KARAOKE FILE", "@V0100", "@LENGL", "@TSong", "@TSinger", "@I Entered by me"];
  expect(karaoke(song(words(texts, ...said)))).toEqual({
    isKaraoke: true,
    titles: ["Song", "Singer"],
    language: "ENGL",
    info: ["Entered by me"],
    version: "0100",
  });
  expect(karaoke(song(words(texts, "me@home", "@ home"))).isKaraoke).toBe(false);
});
