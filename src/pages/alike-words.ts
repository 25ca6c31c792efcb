/** Why a file is like another, in a few words: what both have, then the facets that are nearly the same. */

import type { AlikeAnswer } from "../catalogue/asking/alike.ts";
import { facetNames } from "../hearing/likeness/facets.ts";
import { parseKey, relativeKeys } from "../music/keys.ts";

/** What the other file is known for: fields as `show` tells them. */
type Known = Readonly<Record<string, unknown>>;

/** Facets as the language calls them to musicians. */
const facetWords: Readonly<Record<(typeof facetNames)[number], string>> = {
  harmony: "harmony",
  rhythm: "groove",
  melody: "melody",
  instrumentation: "instruments",
};
/** Likeness from which a facet is told: that of two songs of one style is below. */
const telling = 0.9;
/** Tempi this near are felt as the same. */
const sameTempo = 0.03;

/** The words, the most telling first. */
export function likenessWords({ facets, compared }: AlikeAnswer, known: Known): readonly string[] {
  const near = facetNames
    .filter((name) => facets[name] >= telling)
    .sort((a, b) => facets[b] - facets[a])
    .map((name) => `${facetWords[name]} ${percent(facets[name])}`);
  return [
    chordWords(compared["chord_loop"], known["chord_loop"]),
    keyWords(compared["key"], known["key"]),
    tempoWords(compared["bpm"], known["bpm"]),
    ...near,
  ].filter((words) => words !== undefined);
}

const percent = (likeness: number): string => `${Math.floor(likeness * 100)} %`;

const chordWords = (own: unknown, other: unknown): string | undefined =>
  typeof own === "string" && own === other ? own : undefined;

/** Keys are compared by their numbers; what is known of the other file is a name. */
function keyWords(own: unknown, other: unknown): string | undefined {
  if (typeof own !== "number" || typeof other !== "string") return undefined;
  const key = parseKey(other);
  if (key === undefined) return undefined;
  if (key === own) return `same key`;
  return relativeKeys(key).includes(own) ? "relative key" : undefined;
}

function tempoWords(own: unknown, other: unknown): string | undefined {
  if (typeof own !== "number" || typeof other !== "number" || other <= 0) return undefined;
  const is = (times: number): boolean => Math.abs(own / (other * times) - 1) <= sameTempo;
  if (is(1)) return "same tempo";
  if (is(0.5)) return "half the tempo";
  return is(2) ? "twice the tempo" : undefined;
}
