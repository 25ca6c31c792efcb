/**
 * Queries as people say them, in the language: `house loops in Am around 124 bpm` is `house loop key Am bpm about 124`.
 *
 * Only words that would be searched as text are read anew, or a text that is no query at all: what the language has a
 * meaning for keeps it. Of all ways to cut the text into parts the cheapest wins (chunks.ts has the costs).
 */
import type { Registry } from "../../src/plugin/registry.ts";
import type { CheckOptions } from "../check/check.ts";
import type { Expression, Query } from "../tree/ast.ts";
import type { Piece, Rewritten } from "../tree/rewrite.ts";
import { type Chunk, comparedAt, documentedAt, isOverridden, plainAt, spokenAt } from "./chunks.ts";
import { isMusicWord } from "./vocabulary.ts";
import { type Word, wordsIn } from "./words.ts";

/** A longer text is no question that somebody types. */
const mostWords = 40;

/**
 * A text that was meant in words, in the language; undefined where its words are best searched as text.
 *
 * @param asTyped the query that the text is without this; undefined where it is none.
 */
export function spoken(
  text: string,
  registry: Registry,
  options: CheckOptions,
  asTyped: Query | undefined,
): Spoken | undefined {
  const words = wordsIn(text);
  if (words.length === 0 || words.length > mostWords) return undefined;
  const fixed = asTyped && fixedParts(asTyped, words);
  if (fixed?.every((part) => part !== undefined) && !isOverridden(text, words)) return undefined;
  const chunksAt = (from: number): readonly Chunk[] =>
    fixed
      ? fixedAt(text, words, from, fixed, registry)
      : [
          ...documentedAt(text, words, from, registry, options),
          ...spokenAt(text, words, from),
          ...comparedAt(text, words, from, registry, options),
          ...plainAt(text, words, from, registry),
        ];
  const all = cheapest(words.length, chunksAt);
  if (!all) return undefined;
  const isTitle = asTyped !== undefined && all.some((chunk) => isUnknown(chunk));
  // Beside words that nobody uses of music only what is said plainly is read: `Am I wrong` is a title.
  const chosen = isTitle ? cheapest(words.length, (from) => chunksAt(from).filter(({ isSure }) => isSure)) : all;
  if (!chosen || !saysMore(chosen, asTyped === undefined)) return undefined;
  return { read: joined(text, words, chosen), words: searching(text, words, chosen) };
}

/** A text that is read as it was said, and the query that searches its words instead. */
export interface Spoken {
  readonly read: Rewritten;
  readonly words: string;
}

/** Whether a way to cut a text says more than its words do: something is read, or only asked with. */
function saysMore(chunks: readonly Chunk[], isRefused: boolean): boolean {
  const has = (wanted: Chunk["type"]): boolean => chunks.some(({ type }) => type === wanted);
  if (has("spoken")) return true;
  return has("asking") ? has("text") || has("documented") : has("text") && isRefused;
}

const isUnknown = ({ type, text }: Chunk): boolean => type === "text" && !isMusicWord(text.replaceAll('"', ""));

/** Words that belong to a condition of the language, each with the first and the word after the last of it. */
type Fixed = readonly [from: number, to: number] | undefined;

function fixedParts({ where, tails }: Query, words: readonly Word[]): readonly Fixed[] {
  const parts: Fixed[] = words.map(() => undefined);
  const spans = [...(where ? conditions(where) : []), ...tails].map(({ span }) => span);
  for (const { start, end } of spans) {
    const from = words.findIndex((word) => word.end > start);
    const after = words.findIndex((word) => word.start >= end);
    const to = after < 0 ? words.length : after;
    for (let n = from; n < to; n++) parts[n] = [from, to];
  }
  // What joins conditions, and a quoted phrase, stays too.
  return parts.map((part, n) => part ?? (words[n]?.type === "word" ? undefined : [n, n + 1]));
}

/** Conditions that are no free words. */
function conditions(node: Expression): readonly Expression[] {
  if (node.type === "and" || node.type === "or") return node.parts.flatMap(conditions);
  if (node.type === "not") return node.of.type === "text" ? [] : conditions(node.of).length > 0 ? [node] : [];
  return node.type === "text" ? [] : [node];
}

/** What begins at a word of a text that is a query: its conditions stay, or are said more fully by the words after them. */
function fixedAt(
  text: string,
  words: readonly Word[],
  from: number,
  fixed: readonly Fixed[],
  registry: Registry,
): readonly Chunk[] {
  const own = fixed[from];
  const isFree = (n: number): boolean => fixed[n] === undefined;
  const spokenHere = spokenAt(text, words, from).filter(({ to, overrides }) => {
    const covered = Array.from({ length: to - from }, (_, n) => from + n);
    // Whole conditions only, and at least one word that is free, unless nobody means the conditions.
    return (
      (overrides || covered.some(isFree)) &&
      covered.every((n) => isFree(n) || ((fixed[n]?.[0] ?? 0) >= from && (fixed[n]?.[1] ?? 0) <= to))
    );
  });
  if (!own) return [...spokenHere, ...plainAt(text, words, from, registry)];
  const [first, to] = own;
  if (first !== from) return [];
  const part = text.slice((words[from] as Word).start, (words[to - 1] as Word).end);
  const type = words[from]?.type === "joint" && to === from + 1 ? "joint" : "documented";
  return [...spokenHere, { from, to, text: part, type, isSure: true, cost: type === "joint" ? 0 : 1 }];
}

/** The cheapest way through all words; undefined where there is none. */
function cheapest(length: number, chunksAt: (from: number) => readonly Chunk[]): readonly Chunk[] | undefined {
  const best: ({ readonly cost: number; readonly chunk?: Chunk } | undefined)[] = [];
  best[length] = { cost: 0 };
  for (let from = length - 1; from >= 0; from--) {
    for (const chunk of chunksAt(from)) {
      const rest = best[chunk.to];
      const cost = rest && rest.cost + chunk.cost;
      if (cost !== undefined && cost < (best[from]?.cost ?? Number.POSITIVE_INFINITY)) best[from] = { cost, chunk };
    }
  }
  const path: Chunk[] = [];
  for (let at = 0; at < length; ) {
    const chunk = best[at]?.chunk;
    if (!chunk) return undefined;
    path.push(chunk);
    at = chunk.to;
  }
  return path;
}

/** The typed text with what was read anew in quotes, together with the words beside it. */
function searching(typed: string, words: readonly Word[], chunks: readonly Chunk[]): string {
  const said: (readonly [isFree: boolean, from: number, to: number])[] = [];
  for (const { from, to, type } of chunks) {
    const isFree = type !== "documented" && type !== "joint" && words[from]?.type !== "phrase";
    const last = said.at(-1);
    if (last?.[0] && isFree) said[said.length - 1] = [true, last[1], to];
    else said.push([isFree, from, to]);
  }
  return said
    .map(([isFree, from, to]) => {
      const part = typed.slice((words[from] as Word).start, (words[to - 1] as Word).end);
      return isFree ? `"${part.replace(/["\\]/g, "\\$&")}"` : part;
    })
    .join(" ");
}

/** The parts in order, with one space between them; what the language wants last comes last. */
function joined(typed: string, words: readonly Word[], chunks: readonly Chunk[]): Rewritten {
  const pieces: Piece[] = [];
  const ordered = [...chunks.filter(({ isLast }) => !isLast), ...chunks.filter(({ isLast }) => isLast)];
  for (const { from, to, text } of ordered) {
    if (text === "") continue;
    const [start, end] = [(words[from] as Word).start, (words[to - 1] as Word).end];
    const before = pieces.at(-1);
    if (before) pieces.push({ text: " ", from: before.to, to: Math.max(before.to, start) });
    pieces.push({ text, from: start, to: end });
  }
  return { typed, text: pieces.map(({ text }) => text).join(""), pieces };
}
