/** Patterns whose symbols are single letters: a sequence of sets of letters, with gaps, as expression and terms. */
import { longestPattern, PatternError } from "./pattern.ts";

/** One place of a pattern: the letters that may stand there, or a gap of any length. */
export type Place = string | typeof gap;
/** Anything between, or nothing. */
export const gap: unique symbol = Symbol("gap");

/** More terms than this cost more to look up than they save. */
const mostTerms = 3000;

/** The expression of some places; `any` is the class of all letters. */
export function sourceOf(places: readonly Place[], any: string): string {
  return places.map((place) => (place === gap ? `${any}*` : place.length === 1 ? place : `[${place}]`)).join("");
}

/**
 * Terms of some places: for each window of `size` places in a row the texts that may stand there. Places that may hold
 * any letter end a window.
 */
export function groupsOf(places: readonly Place[], size: number, all: number): readonly (readonly string[])[] {
  const groups: (readonly string[])[] = [];
  for (let from = 0; from + size <= places.length; from++) {
    const texts = textsOf(places.slice(from, from + size), all);
    if (texts.length > 0) groups.push(texts);
  }
  // A few groups say it all; the shortest ones are the cheapest.
  return groups.sort((a, b) => a.length - b.length).slice(0, 4);
}

/** One group for alternatives: a term of each; none where one of them has no term. */
export function anyGroupOf(alternatives: readonly (readonly Place[])[], size: number, all: number) {
  const terms = new Set<string>();
  for (const places of alternatives) {
    const [best] = groupsOf(places, size, all);
    if (!best || terms.size + best.length > mostTerms) return [];
    for (const term of best) terms.add(term);
  }
  return [[...terms]];
}

function textsOf(places: readonly Place[], all: number): readonly string[] {
  let texts = [""];
  for (const place of places) {
    if (place === gap || place.length >= all) return [];
    texts = texts.flatMap((text) => [...place].map((letter) => text + letter));
    if (texts.length > mostTerms) return [];
  }
  return texts;
}

/** @throws PatternError when there are too many or too few places. */
export function checkLength(count: number, fewest: number, what: string, text: string, hint: string): void {
  if (count < fewest) throw new PatternError(`a ${what} needs at least ${fewest} notes`, 0, text.length, hint);
  if (count > longestPattern) {
    throw new PatternError(`a ${what} has at most ${longestPattern} notes, this has ${count}`, 0, text.length);
  }
}
