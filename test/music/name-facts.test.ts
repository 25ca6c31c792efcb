import { expect, test } from "bun:test";
import { formatKey } from "../../src/music/keys.ts";
import { nameFacts } from "../../src/music/name-facts.ts";

const cases: readonly (readonly [name: string, bpm: number | null, key: string | null])[] = [
  ["Bass_128_Am", 128, "A minor"],
  ["Loop 120bpm F#m", 120, "F# minor"],
  ["BPM 174 amen", 174, null],
  ["pad_Bbm_90 BPM", 90, "Bb minor"],
  ["Lead C#min 140", 140, "C# minor"],
  ["Sonata in A minor", null, "A minor"],
  ["Prelude in Eb major", null, "Eb major"],
  ["chords 8A 124", 124, "A minor"],
  ["chords 12B", null, "E major"],
  ["drums 92.5bpm", 92.5, null],
  // What only looks like a fact.
  ["I Am Legend", null, null],
  ["117_afrocuban-bembe_122_fill_4-4", null, null],
  ["1999", null, null],
  ["Plan B", null, null],
  ["A Day in the Life", null, null],
  ["Track 101", null, null],
  ["Loop 120bpm or 128bpm", null, null],
  ["Am or C#m 120", 120, null],
  ["Summer of 69", null, null],
  ["Bb King", null, "Bb major"],
];
for (const [name, bpm, key] of cases) {
  test(`"${name}" says ${bpm ?? "no tempo"}, ${key ?? "no key"}`, () => {
    const found = nameFacts(name);
    expect([found.bpm, found.key === null ? null : formatKey(found.key)]).toEqual([bpm, key]);
  });
}
