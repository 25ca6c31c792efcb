/**
 * Tables that mir_eval 0.8.2 made of random labels. Encodings are those of `encode(label, reduce_extended_chords=False)`,
 * the root as the last digit. In comparisons, -1 stands for "not compared".
 */
import { expect, test } from "bun:test";
import { readFileSync } from "node:fs";
import { comparisons, encoded } from "../../eval/chord-rules.ts";

const rows = (name: string): readonly (readonly string[])[] =>
  readFileSync(new URL(name, import.meta.url), "utf8")
    .trimEnd()
    .split("\n")
    .slice(1)
    .map((line) => line.split("\t"));

test("encodes labels as mir_eval does", () => {
  for (const [label = "", root, semitones = "", bass] of rows("chord-encodings.tsv")) {
    const chord = encoded(label);
    const isChord = chord.root >= 0;
    expect([label, chord.root, chord.tones, isChord ? chord.bass : -1]).toEqual([
      label,
      Number(root),
      Number.parseInt(semitones, 2),
      Number(bass),
    ]);
  }
});

test("compares labels as mir_eval does", () => {
  for (const [reference = "", estimate = "", ...scores] of rows("chord-comparisons.tsv")) {
    const ours = Object.values(comparisons).map((comparison) => {
      const isSame = comparison(encoded(reference), encoded(estimate));
      return isSame === undefined ? "-1" : isSame ? "1" : "0";
    });
    expect([reference, estimate, ...ours]).toEqual([reference, estimate, ...scores]);
  }
});
