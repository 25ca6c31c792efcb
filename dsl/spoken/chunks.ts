/** The parts that a text may be cut into: conditions as the language has them, conditions as people say them, plain words. */

import type { Registry } from "../../src/plugin/registry.ts";
import { type CheckOptions, checkQuery } from "../check/check.ts";
import { termsOf } from "../check/terms.ts";
import { QueryError } from "../error.ts";
import { parseQuery } from "../grammar/parse.ts";
import { amountRules } from "./amounts.ts";
import { lengthRules } from "./lengths.ts";
import { lineRules } from "./lines.ts";
import { orderRules } from "./order.ts";
import { relatedKeyRules } from "./related-keys.ts";
import type { Rule } from "./rule.ts";
import { shapeRules } from "./shape.ts";
import { stateRules } from "./states.ts";
import { comparing, operatorOf } from "./tables.ts";
import { tagRules } from "./tag-words.ts";
import { tempoRules } from "./tempo.ts";
import { keyRules } from "./tonality.ts";
import { asks, isMusicWord, saysNothing } from "./vocabulary.ts";
import type { Word } from "./words.ts";

/** A part of the text: some words from `from` on, what they are read as, and how far-fetched that is. */
export interface Chunk {
  readonly from: number;
  readonly to: number;
  readonly text: string;
  /** As the language has it; said in words; a word that is searched; one that asks; one that says nothing; a joint. */
  readonly type: "documented" | "spoken" | "text" | "asking" | "empty" | "joint";
  readonly isSure: boolean;
  /** As in its rule. */
  readonly overrides?: true;
  /** As in its rule. */
  readonly isLast?: boolean;
  readonly cost: number;
}

const rules: readonly Rule[] = [
  ...tempoRules,
  ...keyRules,
  ...relatedKeyRules,
  ...shapeRules,
  ...stateRules,
  ...amountRules,
  ...lengthRules,
  ...lineRules,
  ...tagRules,
  ...orderRules,
];

/** Rules of what nobody means as the language has it; every query is looked at for these. */
const overriding: readonly Rule[] = rules.filter(({ overrides }) => overrides);

/** Costs of a part, so that few parts which say much win over many that say little. */
const costs = {
  documented: 1,
  spoken: 0.9,
  guess: 0.95,
  known: 1,
  unknown: 1.5,
  empty: 0.4,
  comma: 0.1,
  joint: 0,
} as const;
/** Longer conditions are hardly typed between spoken words. */
const longestCondition = 10;

/** Whether something is said that overrides what the language has for its words. */
export const isOverridden = (text: string, words: readonly Word[]): boolean =>
  words.some((_, from) => matchesAt(overriding, text, words, from).length > 0);

/** What people say from a word on. */
export const spokenAt = (text: string, words: readonly Word[], from: number): readonly Chunk[] =>
  matchesAt(rules, text, words, from);

function matchesAt(some: readonly Rule[], text: string, words: readonly Word[], from: number): readonly Chunk[] {
  const { start, type } = words[from] as Word;
  if (type !== "word") return [];
  return some.flatMap((rule): readonly Chunk[] => {
    rule.says.lastIndex = start;
    const match = rule.says.exec(text);
    const to = match ? lastOf(words, from, start + match[0].length) : undefined;
    const means = match && to !== undefined ? rule.means(match) : undefined;
    if (to === undefined || means === undefined) return [];
    const cost = rule.isSure ? costs.spoken : costs.guess;
    const { isSure, overrides, isLast = false } = rule;
    return [{ from, to, text: means, type: "spoken", isSure, cost, isLast, ...(overrides && { overrides }) }];
  });
}

const amount = new RegExp(`([\\p{L}_][\\w.]*) (?:is )?${comparing}\\s*(\\S+)(?=$|[\\s,()|])`, "iuy");

/** Any field that is compared in words: `notes more than 500`, `complexity at least 0.8`. */
export function comparedAt(
  text: string,
  words: readonly Word[],
  from: number,
  registry: Registry,
  options: CheckOptions,
): readonly Chunk[] {
  amount.lastIndex = words[from]?.start ?? 0;
  const match = amount.exec(text);
  const [said = "", field = "", comparison, value = ""] = match ?? [];
  const to = match ? lastOf(words, from, amount.lastIndex) : undefined;
  if (to === undefined || said === "" || !termsOf(registry).find(field)) return [];
  const means = `${field} ${operatorOf(comparison)}${value}`;
  if (!isCondition(means, registry, false, options)) return [];
  return [{ from, to, text: means, type: "spoken", isSure: true, cost: costs.spoken }];
}

/** The word after the last that ends at an offset; undefined where the offset lies within a word. */
function lastOf(words: readonly Word[], from: number, end: number): number | undefined {
  const last = words.findIndex((word, n) => n >= from && word.end === end);
  return last < 0 ? undefined : last + 1;
}

const leavesOut = /^(?:no|without)$/i;

/** A word as it stands: searched as text, without a meaning, or a sign that joins. */
export function plainAt(text: string, words: readonly Word[], from: number, registry: Registry): readonly Chunk[] {
  const word = words[from] as Word;
  const to = from + 1;
  const plain = { from, to, isSure: true };
  if (word.type === "joint") return [{ ...plain, text: word.text, type: "joint", cost: costs.joint }];
  // Before a word it says what `not` says.
  if (leavesOut.test(word.text) && words[to]?.type === "word")
    return [{ ...plain, text: "not", type: "joint", cost: costs.joint }];
  if (word.type === "comma") return [{ ...plain, text: "", type: "empty", cost: costs.comma }];
  if (word.type === "phrase") return [{ ...plain, text: word.text, type: "text", cost: costs.known }];
  const found: Chunk[] = [];
  for (const [type, says] of [
    ["asking", asks],
    ["empty", saysNothing],
  ] as const) {
    says.lastIndex = word.start;
    const match = says.exec(text);
    const end = match ? lastOf(words, from, word.start + match[0].length) : undefined;
    if (end !== undefined) found.push({ from, to: end, text: "", type, isSure: false, cost: costs.empty });
  }
  const isKnown = isMusicWord(word.text);
  // A field that has no value is no word to search for, but where it is a word of music: `jazz swing`.
  const term = termsOf(registry).find(word.text);
  if (term && (!isKnown || words[to]?.type === "phrase")) return found;
  const quoted = term ? `"${word.text}"` : word.text;
  found.push({ ...plain, text: quoted, type: "text", cost: isKnown ? costs.known : costs.unknown });
  return found;
}

/** Words that may begin a condition of the language, beside names of fields. */
const beginning = /^(?:has|with|no|without|any|all|none|sort|order|limit|top|sample|show|facet|group)$|^[@(-]|^\w+\(/i;

/** Conditions of the language from a word on, and the tails of the query. */
export function documentedAt(
  text: string,
  words: readonly Word[],
  from: number,
  registry: Registry,
  options: CheckOptions,
): readonly Chunk[] {
  const word = words[from] as Word;
  const name = /^[\p{L}_][\p{L}\p{N}_.-]*/u.exec(word.text)?.[0] ?? "";
  if (!beginning.test(word.text) && !termsOf(registry).find(name.replace(/\.+$/, ""))) return [];
  const found: Chunk[] = [];
  for (let to = from + 1; to <= words.length; to++) {
    if (to - from > longestCondition && to < words.length) continue;
    const part = text.slice(word.start, (words[to - 1] as Word).end);
    if (isCondition(part, registry, to === words.length, options))
      found.push({ from, to, text: part, type: "documented", isSure: true, cost: costs.documented });
  }
  return found;
}

/** Whether a text is one condition of the language; at the end of the query it may be the tails. */
function isCondition(text: string, registry: Registry, isEnd: boolean, options: CheckOptions): boolean {
  try {
    const query = parseQuery(text, registry);
    if (query.notes.length > 0) return false;
    const isOne =
      query.tails.length === 0 && query.where !== undefined && !["and", "or", "text"].includes(query.where.type);
    const isTail = isEnd && query.where === undefined && query.tails.length > 0;
    if (!isOne && !isTail) return false;
    checkQuery(query, registry, options);
    return true;
  } catch (error) {
    if (error instanceof QueryError) return false;
    throw error;
  }
}
