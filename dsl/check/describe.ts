/** Conditions in words: what a query asks, as exactly as the SQL does. */
import { drawGrid } from "../../src/music/patterns/grid.ts";
import type { PatternKind } from "../../src/music/patterns/pattern.ts";
import type { Field } from "../../src/plugin/fields.ts";
import { type Kind, kindOf } from "../../src/plugin/kinds.ts";
import type { Registry } from "../../src/plugin/registry.ts";
import type { Value } from "../../src/plugin/value.ts";
import type { Scope } from "../tree/ast.ts";
import { fieldIn } from "../tree/scope.ts";
import type { Bound, Condition, Elements, ElementTest, TextPattern } from "./condition.ts";
import type { Tails } from "./tails.ts";

/** Values that are listed; of more, how many there are. */
const mostListed = 8;

/** A condition as lines, what belongs together indented by two. */
export const describeCondition = (condition: Condition, registry: Registry): readonly string[] =>
  lines(condition, registry, undefined);

/** What is done with what is found, as one line; empty where nothing is said. */
export function describeTails({ sort, limit, sample, facet, group }: Tails): string {
  const keys = sort.map(({ field, descending }) => `${field}, ${descending ? "highest" : "lowest"} first`);
  return [
    ...(sample ? [`${sample.count} of them at random, the same for seed ${sample.seed}`] : []),
    ...(keys.length > 0 ? [`sorted by ${keys.join(", then ")}, unknown last`] : []),
    ...(limit !== undefined ? [`at most ${limit}`] : []),
    ...(facet.length > 0 ? [`counted by ${facet.join(", by ")}`] : []),
    ...(group.length > 0 ? [`counted by each ${group.join(" and ")}`] : []),
  ].join("; ");
}

const scopeWords: Readonly<Record<Scope, string>> = {
  track: "track",
  section: "section",
  bar: "bar of the drums",
  copy: "copy of the file",
};

function lines(condition: Condition, registry: Registry, scope: Scope | undefined): readonly string[] {
  const inner = (of: Condition, within = scope): readonly string[] =>
    lines(of, registry, within).map((line) => `  ${line}`);
  switch (condition.type) {
    case "and":
      if (condition.parts.length === 0) return ["everything"];
      return condition.parts.flatMap((part) => lines(part, registry, scope));
    case "or":
      if (condition.parts.length === 0) return ["nothing"];
      return ["one of these:", ...condition.parts.flatMap((part) => alternative(part, registry, scope))];
    case "not":
      return ["not, unknown values included:", ...inner(condition.of)];
    case "words":
      return lines(condition.of, registry, scope);
    case "scope": {
      const what = scopeWords[condition.scope];
      const head = condition.quantifier === "any" ? `a single ${what}:` : `every ${what}, at least one:`;
      return [head, ...inner(condition.of, condition.scope)];
    }
    case "like": {
      const what = condition.facet === "all" ? "in all" : `in ${condition.facet}`;
      return [`similarity to the file ${what}: ${ends(condition, String) || "any"} (0 to 1)`];
    }
    case "resembles":
      return ["shares enough of its melody with the file to be the same music"];
    default: {
      const field = fieldIn(registry, scope, condition.field);
      return [`${field.name} ${leaf(condition, field)}`];
    }
  }
}

/** Kinds that print their own unit, or have none that is said. */
const ownUnit: ReadonlySet<string> = new Set(["pitch", "duration", "date"]);

/** Unit of a field's numbers, after a space. */
const unitOf = ({ kind, unit }: Field): string =>
  kindOf(kind).comparison === "ordered" && unit && !ownUnit.has(kind) ? ` ${unit}` : "";

/** Several conditions of one alternative stay together. */
function alternative(part: Condition, registry: Registry, scope: Scope | undefined): readonly string[] {
  const [first = "", ...rest] = lines(part, registry, scope);
  return [`- ${first}`, ...rest.map((line) => `  ${line}`)];
}

type Leaf = Exclude<Condition, { type: "and" | "or" | "not" | "scope" | "like" | "resembles" | "words" }>;

function leaf(condition: Leaf, field: Field): string {
  const { format, pattern, wider } = kindOf(field.kind);
  switch (condition.type) {
    case "known":
      return "is known";
    case "one-of":
      return oneOf(condition.values, format, wider) + unitOf(field);
    case "interval":
      return ends(condition, format, unitOf(field)) || "is known";
    case "text":
      return textWords(condition.pattern);
    case "hash":
      return `begins with ${condition.digits}`;
    case "pattern":
      return `${manners[condition.manner]} ${condition.text} ${meaning(condition.manner, pattern)}`.trimEnd();
    case "grid":
      return `${gridWords[condition.manner]} ${listed(condition.bars.map(drawGrid), "or")}`;
    case "elements":
      return elementsWords(condition);
  }
}

/** Values; those that another one stands for are not listed: C major with its modes. */
function oneOf(values: readonly Value[], format: Kind["format"], wider: Kind["wider"]): string {
  const implied = new Set(wider === undefined ? [] : values.flatMap((value) => wider(value).slice(1)));
  const named = values.filter((value) => !implied.has(value));
  const all = `is ${listed(named.map(format), "or")}`;
  return named.length < values.length ? `${all}, modes included` : all;
}

const manners = { contains: "has", exactly: "has", nearly: "has", starts: "starts with", ends: "ends with" } as const;
const meaning = (manner: keyof typeof manners, pattern: PatternKind | undefined): string =>
  manner === "exactly" || manner === "nearly" ? (pattern?.meanings[manner] ?? "") : "";

const gridWords = {
  holds: "has a bar with the hits",
  is: "has the bar",
  resembles: "has a bar within two hits of",
} as const;

function ends(
  { low, high }: { readonly low?: Bound; readonly high?: Bound },
  format: (value: Value) => string,
  unit = "",
): string {
  const [from, to] = [low && format(low.value), high && format(high.value)];
  if (from !== undefined && from === to) return `is ${from}${unit}`;
  if (low && high)
    return `from ${from}${low.inclusive ? "" : " (without)"} to ${to}${high.inclusive ? "" : " (without)"}${unit}`;
  if (low) return low.inclusive ? `is ${from}${unit} or more` : `is above ${from}${unit}`;
  if (high) return high.inclusive ? `is ${to}${unit} or less` : `is below ${to}${unit}`;
  return "";
}

function textWords(pattern: TextPattern): string {
  switch (pattern.type) {
    case "equals":
      return `is "${pattern.text}"`;
    case "contains":
      return `contains "${pattern.text}"`;
    case "starts":
      return `starts with "${pattern.text}"`;
    case "ends":
      return `ends with "${pattern.text}"`;
    case "glob":
      return `looks like "${pattern.glob}"`;
    case "regex":
      return `matches /${pattern.source}/${pattern.ignoreCase ? "i" : ""}`;
  }
}

function elementsWords({ quantifier, tests, namespace, named }: Elements): string {
  const words = tests.slice(0, named).map(testWords);
  if (quantifier === "all") return `has ${listed(words, "and")}`;
  const within = namespace ? ` among ${namespace}:` : "";
  return quantifier === "only" ? `has nothing${within} except ${listed(words, "or")}` : `has ${listed(words, "or")}`;
}

function testWords(test: ElementTest): string {
  if (test.type === "stored") return test.word;
  const { pattern, namespace } = test;
  const text = pattern.type === "equals" ? pattern.text : `a word that ${textWords(pattern)}`;
  return namespace ? `${namespace}:${text}` : text;
}

function listed(words: readonly string[], joint: string): string {
  if (words.length > mostListed) return `${words.slice(0, 3).join(", ")} ${joint} another of ${words.length} values`;
  return words.length < 2 ? (words[0] ?? "") : `${words.slice(0, -1).join(", ")} ${joint} ${words.at(-1)}`;
}
