import { expect, test } from "bun:test";
import { checkQuery, describeCondition, describeTails, parseQuery } from "../../dsl/mod.ts";
import { core } from "../../src/core.ts";
import { createRegistry } from "../../src/plugin/registry.ts";
import { references } from "./generate-patterns.ts";

const registry = createRegistry([core]);
const words = (query: string): string => {
  const checked = checkQuery(parseQuery(query, registry), registry, { references });
  return [...describeCondition(checked.condition, registry), describeTails(checked)].filter(Boolean).join("\n");
};

const cases: readonly (readonly [query: string, words: string])[] = [
  ["bpm 120..130 key C,Gm", "bpm from 120 to 130 bpm\nkey is C major or G minor, modes included"],
  ["bpm above 160", "bpm is above 160 bpm"],
  ["bpm 120..<130", "bpm from 120 to 130 (without) bpm"],
  ["not key C", "not, unknown values included:\n  key is C major, modes included"],
  ["key != C", "key is known\nnot, unknown values included:\n  key is C major, modes included"],
  ["len 1:30..", "duration is 1:30 or more"],
  ["high ..G3", "high is G3 or less"],
  ["inst all [piano, bass]", "instruments has piano and bass"],
  ["inst only [piano]", "instruments has nothing except piano"],
  ["genre house", "tag has genre:house"],
  ["meter odd", "meter is 5/2, 5/4, 5/8 or another of 50 values"],
  ["chords ~ I-V-vi-IV", "chords has I-V-vi-IV in any rotation"],
  ["kick = x...x...x...x...", "kick has the bar x...x...x...x..."],
  [
    "any bar (kick x...x... snare ....x...)",
    "a single bar of the drums:\n  kick has a bar with the hits x.......x.......\n  snare has a bar with the hits ........x.......",
  ],
  ["key C or bpm 100..", "one of these:\n- key is C major, modes included\n- bpm is 100 bpm or more"],
  ["name intro", 'a single copy of the file:\n  name contains "intro"'],
  ["like(./ref.mid, by: groove) >= 0.8", "similarity to the file in rhythm: is 0.8 or more (0 to 1)"],
  [
    "key Am sort -bpm, name limit 5",
    "key is A minor, modes included\nsorted by bpm, highest first, then name, lowest first, unknown last; at most 5",
  ],
  ["drums sample 9 seed 7", "has_drums is yes\n9 of them at random, the same for seed 7"],
];

test("a query in words says what its SQL does", () => {
  for (const [query, expected] of cases) expect(`${query}\n${words(query)}`).toBe(`${query}\n${expected}`);
});
