import { describe, expect, test } from "bun:test";
import { createMatcher, wordsOf } from "../../src/taggers/matcher.ts";

const phrases = ["house", "deep house", "house of cards", "of", "lo-fi", "DnB", "dnb", "drum & bass", "8bit", "café"];
const find = createMatcher(phrases.map((phrase) => [phrase, phrase] as const));
const found = (text: string): readonly string[] => {
  const words = wordsOf(text);
  return find(words).map(({ value, firstWord, endWord }) => {
    const [first, last] = [words[firstWord], words[endWord - 1]];
    return `${value}: ${text.slice(first?.start, last?.end)}`;
  });
};

describe("the matcher", () => {
  test.each([
    ["house", ["house: house"]],
    ["HOUSE02", ["house: HOUSE"]],
    ["DeepHouse_02", ["deep house: DeepHouse"]],
    ["my-deep_HOUSE", ["deep house: deep_HOUSE"]],
    ["deep deep house", ["deep house: deep house"]],
    ["deep house of cards", ["deep house: deep house", "of: of"]],
    ["a house of cards", ["house of cards: house of cards"]],
    ["house of", ["house: house", "of: of"]],
    ["LoFi lo_fi LO-FI", ["lo-fi: LoFi", "lo-fi: lo_fi", "lo-fi: LO-FI"]],
    ["DnB, dnb, DNB", ["DnB: DnB", "dnb: dnb", "dnb: DNB"]],
    ["Drum&Bass", ["drum & bass: Drum&Bass"]],
    ["8-bit 8bit 18bit", ["8bit: 8-bit", "8bit: 8bit"]],
    ["CAFE\u0301 cafe", ["café: CAFE\u0301", "café: cafe"]],
    ["ｈｏｕｓｅ", ["house: ｈｏｕｓｅ"]],
    ["warehouse houses lofi offal", []],
    ["", []],
  ])("%j", (text, expected) => expect(found(text)).toEqual(expected));

  test("finds what a search for each phrase alone finds, the first and longest of those that overlap", () => {
    const letters = ["a", "b", "c"];
    let seed = 7;
    const random = (below: number): number => {
      seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31;
      return Math.floor((seed / 2 ** 31) * below);
    };
    const some = (most: number): string[] =>
      Array.from({ length: 1 + random(most) }, () => letters[random(3)] as string);
    for (let round = 0; round < 300; round++) {
      const wanted = new Set(Array.from({ length: 5 }, () => some(4).join(" ")));
      const words = some(12);
      const expected: string[] = [];
      for (let n = 0; n < words.length; ) {
        const here = [...wanted].filter((phrase) => `${words.slice(n).join(" ")} `.startsWith(`${phrase} `));
        const longest = here.sort((a, b) => b.length - a.length)[0];
        if (longest !== undefined) expected.push(`${n} ${longest}`);
        n += longest?.split(" ").length ?? 1;
      }
      const matcher = createMatcher([...wanted].map((phrase) => [phrase, phrase] as const));
      const actual = matcher(wordsOf(words.join(" "))).map(({ value, firstWord }) => `${firstWord} ${value}`);
      expect(actual).toEqual(expected);
    }
  });
});
