/** Random queries and rows. */

import type { MatchRow, Stored } from "../../dsl/mod.ts";
import type { Field } from "../../src/plugin/fields.ts";
import { addTerms } from "../../src/plugin/index-terms.ts";
import { kindOf } from "../../src/plugin/kinds.ts";
import { otherConditions, storedPattern, storedVectors, typedPattern } from "./generate-patterns.ts";
import type { Random } from "./random.ts";
import { registry } from "./registry.ts";

const words = [
  "House",
  "techno",
  "Éxtasis",
  "piano",
  "Take 5",
  "intro_2",
  "100% real",
  "it's",
  "O\\o",
  "bass",
  "MOTÖRHEAD",
];
const tags = [
  "genre:house",
  "genre:techno",
  "genre:deep-house",
  "mood:dark",
  "feel:swing",
  "demo",
  "style:house",
  "a:b:c",
];
const keys = ["C", "Am", "F#m", "8A", "1m", '"D dorian"', "Bb"];
const dates = ["2026", "2026-11", "2026-11-20", "today", "-7d", "-2w"];

/** The time that queries of these tests count from. */
export const now = Date.UTC(2026, 10, 20, 12);

/** Values of a field's kind as one types them. */
function typed(field: Field, random: Random): string {
  const { kind, choices } = field;
  if (choices.length > 0) return quote(random.pick(choices));
  if (kind === "key") return random.pick(keys);
  if (kind === "tonic") return random.pick(["C", "F#", "Bb"]);
  if (kind === "mode") return random.pick(["major", "minor", "dorian"]);
  if (kind === "meter") return random.pick(["4/4", "3/4", "6/8"]);
  if (kind === "date") return random.pick(dates);
  if (kind === "pitch") return random.pick(["C4", "60", "E1", "Bb3"]);
  if (kind === "duration") return random.pick(["0:30", "90s", "2m", "45.5", "1:02"]);
  if (kind === "bytes") return random.pick(["20kb", "2000", "1.5kb"]);
  if (kind === "numbers") return random.pick(["120", "90.5", "128"]);
  if (kind === "integers") return String(random.whole(1, 9));
  if (kind === "integer") return String(random.whole(0, 9));
  if (kind === "number") return random.pick(["0.5", "1", "128", "127.5", "3", ".25", "128.0"]);
  if (field.name === "hash") return random.pick(["0", "3f", "a", "ff", "7"]);
  if (field.name === "tag")
    return random.pick(["house", "techno", "genre:house", "*house*", "demo", "b:c", "genre:*", "/^gen/"]);
  if (field.name === "path")
    return random.pick(["Packs/**", "~/Packs/*.mid", "/home/**/*.mid", "house", '"take 5"', "**/House/*"]);
  if (kind === "set") return random.pick(["lead", "house", "*a*", '"take 5"', "/^ho/i", '"100% real"']);
  return random.pick([
    "house",
    "o\\o",
    "*e*",
    "t?ke*",
    '"100%"',
    "/\\btake\\b/i",
    "/[0-9]+/",
    "extasis",
    "_",
    '"it\'s"',
    '"*"',
  ]);
}

const quote = (text: string): string => (/^[\w-]+$/.test(text) ? text : `"${text}"`);

/** Lanes whose bars stand at the same places. */
const lanes = ["kick", "snare", "hat"];

/** A condition on one and the same track, section, bar or copy. */
function scopedCondition(random: Random): string {
  const { track, section } = registry.scopes;
  const copy = registry.fields.filter(({ table }) => table === "copy");
  const bar = registry.fields.filter(({ name }) => lanes.includes(name));
  const scopes = { track, section, copy, bar };
  const scope = random.pick((["track", "section", "copy", "bar"] as const).filter((each) => scopes[each].length > 0));
  const one = (): string => (random.chance(0.2) ? "not " : "") + fieldCondition(random, scopes[scope]);
  const inner = Array.from({ length: random.whole(1, 2) }, one).join(random.pick([" ", " or "]));
  return `${random.pick(["any", "all", "none"])} ${scope} (${inner})`;
}

function fieldCondition(random: Random, fields: readonly Field[] = registry.fields): string {
  const field = random.pick(fields);
  const name = random.chance(0.3) ? random.pick([field.name, ...field.aliases]) : field.name;
  const isPattern = ["pattern", "grid"].includes(kindOf(field.kind).comparison);
  if (random.chance(0.08))
    return random.pick(
      isPattern
        ? [`${name} is unknown`, `${name} is known`]
        : [`has ${name}`, `no ${name}`, `${name} is unknown`, `${name} is known`],
    );
  const { comparison } = kindOf(field.kind);
  const value = (): string => typed(field, random);
  // A comma belongs to a path that has no quotes.
  const list = (): string => Array.from({ length: field.name === "path" ? 1 : random.whole(1, 3) }, value).join(",");
  switch (comparison) {
    case "flag":
      return random.pick([name, `${name} = no`, `no ${name}`, `${name} is yes`, `${name} is not yes`]);
    case "equal":
      return random.pick([
        `${name} ${list()}`,
        `${name} in [${list()}]`,
        `${name} != ${value()}`,
        `${name} not in [${list()}]`,
        `${name} none [${list()}]`,
      ]);
    case "set": {
      const plain = field.choices.length > 0 || field.name === "tag" ? list : list;
      const ops = [
        `${name} ${plain()}`,
        `${name} all [${list()}]`,
        `${name} only [${list()}]`,
        `${name} none [${list()}]`,
      ];
      return random.pick([
        ...ops,
        `${name} is not ${value()}`,
        `${name} >= [${list()}]`,
        `${name} contains ${value()}`,
      ]);
    }
    case "text":
      if (field.name === "hash") return random.pick([`hash ${list()}`, `hash != ${value()}`]);
      return random.pick([
        `${name} ${list()}`,
        `${name} = ${value()}`,
        `${name} != ${value()}`,
        `${name} starts ${value()}`,
        `${name} ends ${value()}`,
        `${name} contains ${value()}`,
      ]);
    case "ordered": {
      const ops = [
        `${name} ${value()}..`,
        `${name} ..${value()}`,
        `${name} ..<${value()}`,
        `${name} ${value()}..${value()}`,
      ];
      const more = [
        `${name} ${list()}`,
        `${name} > ${value()}`,
        `${name} below ${value()}`,
        `${name} >= ${value()}`,
        `${name} atmost ${value()}`,
        `${name} != ${value()}`,
      ];
      const scaled =
        field.kind === "date"
          ? []
          : [
              `${name} ~${value()}`,
              `${name} feels ${value()}`,
              `${name} ${value()}+-10%`,
              `${name} ${value()}±1`,
              `${name} !~ ${value()}`,
            ];
      return random.pick([...ops, ...more, ...scaled, `${name} between ${value()} and ${value()}`]);
    }
    case "pattern":
    case "grid":
      return `${name} ${typedPattern(field, random)}`;
  }
}

/** A query that is valid for the test registry. */
export function randomQuery(random: Random, depth = 2): string {
  const part = (): string => {
    if (depth > 0 && random.chance(0.25)) return `(${randomQuery(random, depth - 1)})`;
    if (random.chance(0.08)) return scopedCondition(random);
    if (random.chance(0.06)) return random.pick(otherConditions);
    if (random.chance(0.12)) return random.pick(["house", '"take 5"', "-piano", "éxtasis", "no dark", "/ho?use/i"]);
    if (random.chance(0.1))
      return random.pick([
        "genre house",
        "genre *house*",
        "mood none [dark]",
        "genre only [house]",
        "under ~/Packs",
        "under Packs/House",
        "no genre",
      ]);
    return fieldCondition(random);
  };
  const parts = Array.from({ length: random.whole(1, 3) }, () => (random.chance(0.2) ? `not ${part()}` : part()));
  return parts.reduce((query, next) => `${query}${random.pick([" ", " and ", " or "])}${next}`);
}

/** A row of the test registry: columns typed as the store types them, a fifth of them unknown. */
export function randomRow(random: Random): MatchRow {
  const hash = Array.from({ length: 64 }, () => random.pick([..."0123456789abcdef"])).join("");
  const columns: Record<string, Stored> = { id: String(BigInt(`0x${hash.slice(0, 16)}`) >> 1n), hash };
  columns["analyzer_set"] = random.whole(1, 3);
  for (const field of registry.fields) {
    if (field.table !== "content" || field.expression || field.column === "hash") continue;
    columns[field.column] = random.chance(0.2) ? null : stored(field, random);
  }
  // Bars of the lanes stand at the same places.
  const bars = random.whole(1, 3);
  for (const lane of lanes) {
    const own = columns[lane];
    if (typeof own === "object" && own)
      columns[lane] = Array.from({ length: bars }, (_, n) => Number(own[n % own.length]));
  }
  const copies = Array.from({ length: random.whole(1, 3) }, () => {
    const name = random.pick(words);
    const folder = random.pick(["Packs/House", "drums", "Éxtasis", "/home/me/Packs", ""]);
    const more = registry.fields.filter(
      ({ table, column }) => (table === "copy" && column === "archive") || column.startsWith("name_"),
    );
    const facts = more.map((field) => [field.column, random.chance(0.4) ? null : stored(field, random)] as const);
    const path = `${folder}/${name}${random.pick([".mid", ".MID"])}`;
    return { name, folder, path, ...Object.fromEntries(facts) };
  });
  const { facets, minhash, bands } = storedVectors(random);
  const terms = [...bands];
  for (const { column, kind } of registry.fields) addTerms(terms, column, kind, columns[column]);
  Object.assign(columns, { facets, minhash, terms: [...new Set(terms)] });
  const rowsOf = (fields: readonly Field[]): Record<string, Stored>[] =>
    Array.from({ length: random.whole(0, 3) }, () =>
      Object.fromEntries(
        fields
          .filter(({ expression }) => !expression)
          .map((field) => [field.column, random.chance(0.15) ? null : stored(field, random)]),
      ),
    );
  return { columns, copies, tracks: rowsOf(registry.scopes.track), sections: rowsOf(registry.scopes.section) };
}

function stored(field: Field, random: Random): Stored {
  const { kind, choices } = field;
  const some = (from: readonly string[]): readonly string[] => from.filter(() => random.chance(0.3));
  if (kind === "set") return some(choices.length > 0 ? choices : field.name === "tag" ? tags : words);
  if (choices.length > 0) return random.pick(choices);
  if (["pattern", "grid"].includes(kindOf(kind).comparison)) return storedPattern(field, random);
  if (kind === "numbers") return [random.pick([90, 120, 128]), random.whole(60, 180)];
  if (kind === "integers") return [random.whole(1, 9), random.whole(1, 128)];
  if (field.name.endsWith("_hash")) return random.pick(["aa", "bb", "cc", "dd"]);
  if (kind === "flag") return random.chance(0.5);
  if (kind === "key") return random.whole(0, 47);
  if (kind === "meter") return random.pick([4 * 256 + 4, 3 * 256 + 4, 6 * 256 + 8]);
  if (kind === "date") return now - random.whole(0, 40) * 86_400_000;
  if (kind === "pitch") return random.whole(20, 90);
  if (kind === "bytes") return random.pick([1500, 2000, 19_600, 20_000, 30_000]);
  if (kind === "integer") return random.whole(0, 9);
  if (kind === "text") return random.chance(0.1) ? "" : random.pick(words);
  return Math.fround(
    random.pick([0.25, 0.5, 1, 1.03, 3, 30, 45.5, 90, 127.5, 128, 128.04, 131.84, random.number() * 130]),
  );
}
