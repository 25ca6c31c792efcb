import { describe, expect, test } from "bun:test";
import { chordText } from "../../src/music/chord-text.ts";
import { parseChord } from "../../src/music/chords.ts";
import { chordsPattern } from "../../src/music/patterns/chords.ts";
import { type Manner, type Pattern, PatternError } from "../../src/music/patterns/pattern.ts";
import { randomOf } from "../dsl/random.ts";

const stored = (names: string, tonic = "C"): string =>
  chordText(names.split("-").map((name) => ({ ...parseChord(name)!, tonic })));
const manners: Readonly<Record<string, Manner>> = { "=": "exactly", "~": "nearly" };
const read = (typed: string) => {
  const [, sign = "", text = ""] = /^([=~]?) *(.*)$/.exec(typed) ?? [];
  return chordsPattern.read(text, manners[sign] ?? "contains");
};
const finds = (typed: string, names: string): boolean => new RegExp(read(typed).source).test(stored(names));

describe("progressions keep what is written", () => {
  const cases: readonly (readonly [typed: string, names: string, isFound: boolean])[] = [
    ["C-C/E-F", "C-C/E-F-G", true],
    ["C-C/E-F", "C-F-G", false],
    ["D-D/F#-G", "C-C/E-F-G", true],
    ["I-I6-IV", "C-C/E-F-G", true],
    ["I-I6-IV", "C-C7-F/C-G/B", false],
    ["I-IV-V", "C-C/E-F-G", true],
    ["= C-C7-F-G", "C-C7-F/C-G/B", true],
    ["= C-C7-F-G", "C-C/E-F-G", false],
    ["C-C7-F", "C-Cmaj7-F", false],
    ["= C-F", "C-C/E-F", true],
    ["= C-F", "C-C7-F", false],
    ["IV/V-I", "F/G-C", true],
    ["IV/V-I", "F-C", false],
    ["V/V-V-I", "D-G-C", true],
    ["V7/vi-vi", "E7-Am", true],
    ["1-1/3-4", "C-C/E-F", true],
    ["C/C-F", "C-F", true],
    ["C/C-F", "C/E-F", false],
    ["= C5-F5", "C5-F5", true],
    ["C-F", "C5-F5", false],
    ["= G7(b9)-Cm6", "G7b9-Cm6", true],
    ["~ I-I6-IV", "C/E-F-C", true],
    ["I-?-vi", "C-G-G7-Am", true],
    ["C/E-?-Am", "C/E-G-G7-Am", true],
  ];
  for (const [typed, names, isFound] of cases) {
    test(`${typed} ${isFound ? "finds" : "does not find"} ${names}`, () => expect(finds(typed, names)).toBe(isFound));
  }
  test("and say what they cannot keep", () => {
    const notes = (typed: string): string => (read(typed).notes ?? []).join("; ");
    expect(notes("C-G-Am-F")).toBe("");
    expect(notes("= Dm9-G13-Cmaj7")).toBe("");
    expect(notes("ii7-V7-I")).toContain("`ii7`, `V7`: without `=`");
    expect(notes("= C-N.C.-F")).toContain("`N.C.` is passed over");
    expect(notes("= C7b9b13-F")).toContain("is left out");
    expect(notes("IV/V-I")).toContain("IV over the root of V");
  });
  test("and refuse what is no chord, at its place", () => {
    for (const [typed, start] of [
      ["C-Hm-F", 2],
      ["I-xi-V", 2],
      ["C-Gxyz", 2],
    ] as const) {
      try {
        read(typed);
        expect.unreachable();
      } catch (error) {
        expect(error).toBeInstanceOf(PatternError);
        expect((error as PatternError).start).toBe(start);
      }
    }
  });
  test("and tell which chords of a text they found", () => {
    const text = stored("C-C7-F-G");
    const match = new RegExp(read("I-IV").source).exec(text)!;
    expect(chordsPattern.symbolsOf(text, match.index, match.index + match[0].length)).toEqual([0, 2]);
  });
  test("and a rotation tells a step apart where its chords stand beside each other", () => {
    expect(finds("~ C-C7-F-G", "F-G-C-C7")).toBe(true);
    expect(finds("~ C-C7-F-G", "G-C-Cmaj7-F")).toBe(false);
    expect(finds("~ C-C7-F-G", "C-F-G-C")).toBe(true);
  });
});

/** What is found has the terms that the index is asked for; else it would never be looked at. */
describe("index terms of progressions", () => {
  const chords = ["C", "C7", "Cmaj7", "C/E", "C7/G", "F", "Fm", "F/A", "G", "G7", "Am", "Am7", "Am/C", "Bdim", "Csus4"];
  const random = randomOf(11);
  const some = (count: number): readonly string[] => Array.from({ length: count }, () => random.pick(chords));
  const hasAll = (groups: Pattern["groups"], terms: ReadonlySet<string>): boolean =>
    groups.every((group) => group.some((term) => terms.has(term)));

  test("are in every text that a pattern finds", () => {
    let found = 0;
    for (let turn = 0; turn < 1500; turn++) {
      const names = some(12);
      const from = random.whole(0, 7);
      const typed = names.slice(from, from + random.whole(2, 5));
      if (random.chance(0.25)) typed[random.whole(0, typed.length - 1)] = "?";
      if (typed.every((name) => name === "?")) continue;
      const sign = random.pick(["", "=", "~"]);
      const pattern = read(`${sign}${typed.join("-")}`);
      const text = stored(names.join("-"));
      const matches = (source: string): boolean => new RegExp(source).test(text);
      const terms = chordsPattern.termsOf(text);
      const isFound = matches(pattern.source);
      if (pattern.ways) {
        const met = pattern.ways.filter(({ source }) => matches(source));
        expect(met.length > 0).toBe(isFound);
        for (const { groups } of met) expect(hasAll(groups, terms)).toBe(true);
      }
      if (!isFound) continue;
      found++;
      expect([typed.join("-"), names.join("-"), hasAll(pattern.groups, terms)]).toEqual([
        typed.join("-"),
        names.join("-"),
        true,
      ]);
    }
    expect(found).toBeGreaterThan(1200);
  });
  test("tell a step and an inversion from the same triads without them", () => {
    const lacking = (typed: string, names: string): boolean =>
      !hasAll(read(typed).groups, chordsPattern.termsOf(stored(names)));
    expect(lacking("C-C7-F", "C-F-G")).toBe(true);
    expect(lacking("G-C/E-F", "G-C-F")).toBe(true);
    expect(lacking("G-C/E-F", "D-G/B-C")).toBe(false);
  });
});
