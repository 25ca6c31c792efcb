/** Conditions of a query as chips: taking one away leaves the rest of the text as it was typed. */
import type { Part } from "./answers.ts";

/** Where a part stands in a query; undefined for one that was said in other words. */
export interface Place {
  readonly start: number;
  readonly end: number;
}

/** Where the parts stand, one after another. */
export function placesOf(query: string, parts: readonly Part[]): readonly (Place | undefined)[] {
  let from = 0;
  return parts.map(({ text }) => {
    const start = query.indexOf(text, from);
    if (start < 0) return undefined;
    from = start + text.length;
    return { start, end: from };
  });
}

/**
 * The query without one of its parts.
 *
 * @param formatted the query in the language, which stands in for what was said in words.
 */
export function withoutPart(query: string, formatted: string, parts: readonly Part[], index: number): string {
  const kept = parts.filter((_, n) => n !== index).map(({ text }) => text);
  return [...kept, tailsOf(query, formatted, parts)].filter(Boolean).join(" ");
}

/** What stands behind the last condition: how rows are sorted, how many there are. */
function tailsOf(query: string, formatted: string, parts: readonly Part[]): string {
  for (const text of [query, formatted]) {
    const last = placesOf(text, parts).at(-1);
    if (last) return text.slice(last.end).replace(/^[\s)]+/, "");
  }
  return "";
}

/** The conditions on a field: those joined by `or` one by one. */
export function choicesOf(parts: readonly Part[], field: string): readonly string[] {
  return parts
    .filter((part) => part.field === field)
    .flatMap(({ text }) => (/^\(.*\)$/s.test(text) ? text.slice(1, -1) : text).split(" or "));
}

/** Conditions on one field of which any may hold. */
export const anyOf = (conditions: readonly string[]): string =>
  conditions.length > 1 ? `(${conditions.join(" or ")})` : (conditions[0] ?? "");
