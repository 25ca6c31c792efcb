import { describe, expect, test } from "bun:test";
import { contentTerms } from "../../src/catalogue/tables/content-terms.ts";
import { bandsOf, minHash } from "../../src/hearing/likeness/fingerprint.ts";
import { parseSong } from "../../src/midi/smf.ts";
import { addTerms, bandTerm, termNumber } from "../../src/plugin/index-terms.ts";
import { type KindName, kindOf, kinds } from "../../src/plugin/kinds.ts";
import { melody, midi, track } from "../midi/compose.ts";

const song = (notation: string) => parseSong(midi({}, track(melody(notation))));
const columnOf = (kind: KindName, column: string) => ({ column, feature: column, kind, type: kindOf(kind).sql });
const termNumbers = (column: string, kind: KindName, value: unknown): readonly number[] => {
  const terms: number[] = [];
  addTerms(terms, column, kind, value);
  return terms;
};
const stored: Readonly<Partial<Record<KindName, string>>> = {
  chords: "j7j2n8j7j|0Mc7Tc9Vd5Rc0Mc",
  melody: "ooknmomkko",
  degrees: "1232343212",
  contour: "uuduuddu",
};

describe("the terms of a content", () => {
  test("are those that patterns ask for, for every kind of musical text", () => {
    const withPatterns = (Object.keys(kinds) as KindName[]).filter((kind) => kindOf(kind).pattern);
    expect(withPatterns.sort()).toEqual(Object.keys(stored).sort() as KindName[]);
    for (const kind of withPatterns) {
      const terms = [...(kindOf(kind).pattern?.termsOf(stored[kind] as string) ?? [])];
      const expected = new Set(terms.map((term) => termNumber("tune", term)));
      expect({ kind, terms: new Set(termNumbers("tune", kind, stored[kind])) }).toEqual({ kind, terms: expected });
    }
  });

  test("are sorted, each once, of all columns with patterns, and of the bands of the MinHash", () => {
    const one = song("C4 1/8 D4 1/8 E4 1/8 C4 1/8 C4 1/8 D4 1/8 E4 1/8 C4 1/8 E4 1/8 F4 1/8 G4 1/4");
    const features = { tune: "mnmnmnmnmn", chords: "j7j|0Mc7Tc", bpm: 120, "arp.line": null };
    const columns = [columnOf("melody", "tune"), columnOf("chords", "chords"), columnOf("number", "bpm")];
    const terms = [...contentTerms(one, features, [...columns, columnOf("melody", "arp.line")])];
    const hash = minHash(one) as Uint32Array;
    const expected = new Set([
      ...termNumbers("tune", "melody", features.tune),
      ...termNumbers("chords", "chords", features.chords),
      ...[...bandsOf(hash)].map(bandTerm),
    ]);
    expect(terms).toEqual([...expected].sort((a, b) => a - b));
  });

  test("are none where a song has neither texts nor enough notes", () => {
    expect([...contentTerms(song("C4 1/4"), {}, [columnOf("melody", "tune")])]).toEqual([]);
  });
});
