/** Operators and values of a field, as candidates of completion and as help. */
import { type Comparison, kindOf } from "../../src/plugin/kinds.ts";
import type { Term } from "../check/terms.ts";
import { quoted } from "../scan/quoted.ts";
import { operatorWords } from "../tree/operators.ts";
import type { Candidate } from "./candidate.ts";

type Row = readonly [text: string, about: string];

const known: readonly Row[] = [
  ["is unknown", "the value is unknown"],
  ["is known", "the value is known"],
];

/** Operators by how a kind compares; the shell eats most symbols, so words come first. */
export const operatorTable: Readonly<Record<Comparison, readonly Row[]>> = {
  ordered: [
    ["above", "greater, also >"],
    ["below", "less, also <"],
    ["atleast", "greater or the same, also >="],
    ["atmost", "less or the same, also <="],
    ["about", "within 3 %, also ~"],
    ["feels", "within 3 % of the value, its half or its double, also ~~"],
    ["between", "between 120 and 130, also 120..130"],
    ["in", "any of a list"],
    ["is not", "known and different, also !="],
    ...known,
  ],
  equal: [["in", "any of a list"], ["is not", "known and different, also !="], ...known],
  flag: [["= no", "known and no"], ["= yes", "known and yes"], ...known],
  text: [
    ["contains", "contains the text (the default)"],
    ["=", "is the whole text"],
    ["starts", "begins with it"],
    ["ends", "ends with it"],
    ["is not", "known and different, also !="],
    ...known,
  ],
  set: [
    ["all", "all of these words, also >="],
    ["only", "only these words, also <="],
    ["none", "known, with none of these words"],
    ["contains", "a word that contains this"],
    ["is not", "known, without this word, also !="],
    ...known,
  ],
  pattern: [
    ["starts", "at the beginning"],
    ["ends", "at the end"],
    ["~", "approximately: any rotation of chords, one edit of a melody"],
    ["=", "exactly these chords"],
    ...known,
  ],
  grid: [["=", "these hits and no others"], ["~", "within two hits"], ...known],
};

/** Operators that a field understands. */
export const operatorsOf = ({ field }: Term): readonly Candidate[] =>
  operatorTable[kindOf(field.kind).comparison].map(([text, about]) => ({ text, kind: "operator", about }));

const keys: readonly string[] = "C G D A E B F# Db Ab Eb Bb F Am Em Bm F#m C#m G#m D#m Bbm Fm Cm Gm Dm".split(" ");
const meters: readonly string[] = ["4/4", "3/4", "6/8", "12/8", "2/4", "5/4", "7/8", "odd"];
const tonics: readonly string[] = "C Db D Eb E F F# G Ab A Bb B".split(" ");
const dates: readonly string[] = ["today", "yesterday", "-7d..", "-1m..", "2026-11"];

/** Values that are known without a catalogue. */
export function valuesOf({ field }: Term): readonly Candidate[] {
  const { choices, kind, examples, unit } = field;
  const { words, functions, expects } = kindOf(kind);
  const own: Readonly<Record<string, readonly string[]>> = { key: keys, meter: meters, tonic: tonics, date: dates };
  const plain =
    choices.length > 0 ? choices : (own[kind] ?? words ?? examples.flatMap(valueOfExample(field.name, field.aliases)));
  const about = choices.length > 0 ? `a value of ${field.name}` : unit ? `${expects} (${unit})` : expects;
  return [
    ...plain.map((value): Candidate => ({ text: value.startsWith('"') ? value : quoted(value), kind: "value", about })),
    ...Object.keys(functions ?? {}).map(
      (name): Candidate => ({ text: `${name}(`, kind: "function", about: `for example ${name}(Am)` }),
    ),
  ];
}

/** What follows the field in an example of it. */
const valueOfExample =
  (name: string, aliases: readonly string[]) =>
  (example: string): readonly string[] => {
    const own = [name, ...aliases].find((each) => example.startsWith(`${each} `));
    const value = own && /^(?:"[^"]*"|[^\s]+)/.exec(example.slice(own.length + 1))?.[0];
    return value && !operatorWords.has(value) ? [value] : [];
  };
