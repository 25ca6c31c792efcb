/** Random musical patterns, texts to find them in, and files to compare with. */
import type { Reference, SavedQuery } from "../../dsl/mod.ts";
import { chordText } from "../../src/music/chord-text.ts";
import { parseChord } from "../../src/music/chords.ts";
import { parseGrid } from "../../src/music/patterns/grid.ts";
import type { Field } from "../../src/plugin/fields.ts";
import { bandTerm } from "../../src/plugin/index-terms.ts";
import { type Random, randomOf } from "./random.ts";

const progressions = [
  "I-V-vi-IV",
  "ii-V-I",
  "1-5-6-4",
  "i-VI-III-VII",
  "I-IV",
  "(I-V){2}",
  "I-?-vi",
  "I-*-IV",
  "vi-IV-I-V",
];
const named = ["C-G-Am-F", "Am-F", "C7-F", "Dm7-G7-Cmaj7", "C/E-F"];
const tunes = ['"C D E"', '"E D C D"', "+2,+2,+1", "2,-2,0", '"C4 D4 E4"', '"C ? E"', '"C D * G"', '"G G A G"'];
const contours = ["udu", "*rrd", "uUd?", "d*ud", "rrr"];
const degrees = ["1-2-3", "5-3-1", "1-?-3", "b3-2-1", "#4-5-*-1"];
export const bars = [
  "x...x...x...x...",
  "....x.......x...",
  "x.x.x.x.",
  "x..x..x...x.x...",
  "..x...x...x...x.",
  "xxxx",
  "x.....x.....x.....x.....",
];

/** A pattern of a field's kind as one types it, with an operator. */
export function typedPattern(field: Field, random: Random): string {
  const edge = random.pick(["", "", "starts ", "ends ", "contains "]);
  switch (field.kind) {
    case "chords":
      if (random.chance(0.2)) return `= ${random.pick([...named, "I-V-vi-IV", "ii7-V7", "vi-IV", "I6-IV"])}`;
      if (random.chance(0.2)) return `${random.pick(["~ ", "!~ "])}${random.pick(["I-V-vi-IV", "ii-V-I", "I-?-vi"])}`;
      return edge + random.pick([...progressions, ...named]);
    case "melody":
      return random.chance(0.2)
        ? `~ ${random.pick(['"E D C D"', '"C4 D4 E4 G4"', "+2,+2,-4"])}`
        : edge + random.pick(tunes);
    case "contour":
      return edge + random.pick(contours);
    case "degrees":
      return edge + random.pick(degrees);
    default:
      return (
        random.pick(["", "", "= ", "~ ", "!= "]) +
        random.pick([random.pick(bars), `${random.pick(bars)},${random.pick(bars)}`])
      );
  }
}

/** A stored text or bars of a field's kind, short enough for patterns to be found. */
export function storedPattern(field: Field, random: Random): string | readonly number[] {
  const some = (letters: string, most: number): string =>
    Array.from({ length: random.whole(0, most) }, () => random.pick([...letters])).join("");
  switch (field.kind) {
    case "chords": {
      const tonic = random.chance(0.1) ? null : random.pick(["C", "F#", "A"]);
      const words = random.chance(0.5)
        ? random.pick(["C-G-Am-F-C-G", "Dm7-G7-Cmaj7", "F-C-Dm-Bb", "C-Em-Am", "C/E-F-G7-C"]).split("-")
        : Array.from({ length: random.whole(1, 8) }, () =>
            random.pick(["C", "G", "Am", "F", "Dm", "G7", "C/E", "Am7", "Bb", "Cdim"]),
          );
      return chordText(
        words.flatMap((word) => {
          const chord = parseChord(word);
          return chord ? [{ ...chord, tonic }] : [];
        }),
      );
    }
    case "melody":
      return random.chance(0.3) ? `kkoo${some("kmo", 3)}` : some("kmoot", 14);
    case "contour":
      return some("rudUD", 12);
    case "degrees":
      return some("12355u", 12);
    default:
      return Array.from({ length: random.whole(1, 3) }, () => parseGrid(random.pick(bars)));
  }
}

const someFacets = (random: Random): number[] =>
  Array.from({ length: 155 }, (_, n) => (n >= 104 && n < 138 && random.chance(0.2) ? 0 : random.whole(0, 255)));

/** Files that random queries compare with. */
export const references: ReadonlyMap<string, Reference> = new Map(
  ["./ref.mid", "./other.mid"].map((file, n) => {
    const random = randomOf(900 + n);
    const minhash = new Uint32Array(Array.from({ length: 128 }, () => random.whole(0, 3)));
    const reference: Reference = {
      hash: n.toString().repeat(64),
      notesHash: random.pick(["aa", "bb"]),
      musicHash: "cc",
      facets: Uint8Array.from(someFacets(random)),
      minhash,
      bandTerms: [1, 2, 3, 4].map((band) => bandTerm(band + n)),
    };
    return [file, reference];
  }),
);

/** Facets, MinHash and terms of a row, now and then like those of a file to compare with. */
export function storedVectors(random: Random): { facets: number[]; minhash: number[] | null; bands: number[] } {
  const near = random.chance(0.3) ? random.pick([...references.values()]) : undefined;
  const facets = near
    ? Array.from(near.facets, (byte) => (random.chance(0.2) ? random.whole(0, 255) : byte))
    : someFacets(random);
  const minhash = random.chance(0.2) ? null : Array.from({ length: 128 }, () => random.whole(0, 3));
  return { facets, minhash, bands: [bandTerm(random.whole(1, 5))] };
}

/** Saved queries that random queries use. */
export const saved: ReadonlyMap<string, SavedQuery> = new Map(
  [
    { name: "club", parameters: [], query: "bpm 100.. or genre house" },
    { name: "fast", parameters: ["min"], query: "bpm $min.. @club" },
    { name: "named", parameters: ["word"], query: "name $word folder drums" },
    { name: "round", parameters: [], query: "key C @about" },
    { name: "about", parameters: [], query: "bpm 120.. @round" },
    { name: "tailed", parameters: [], query: "bpm 120.. limit 5" },
  ].map((each) => [each.name, each]),
);

/** A condition that is no field's. */
export const otherConditions: readonly string[] = [
  "like(./ref.mid)",
  "like(./ref.mid, by: groove) >= 0.8",
  "like(./other.mid, by: melody) above 0.75",
  "like(./ref.mid, by: instrumentation) < 0.7",
  "dupes(./ref.mid)",
  "dupes(./other.mid, level: music)",
  "dupes(./ref.mid, level: bytes)",
  "@club",
  "@fast(120)",
  "@named(house)",
  "key near(Am)",
  "key ~C",
  "key rel(C),par(C)",
  "meter odd",
];
