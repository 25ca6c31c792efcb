/**
 * Index terms of what a motion does not tell: how the quality changes over one root (C-C7), and basses of inversions
 * (C/E), each alone and with the triad before or behind. They are the same in every key. A pattern that has such a place
 * is looked for in few contents by them; without them its expression, in twelve keys, would be tried on all that have
 * the triads.
 */
import { bassLetter, eachLetter, qualityLetter, rootLetter, triadLetter } from "../chord-text.ts";
import type { ChordItem } from "./progression.ts";

/** Chords in a row with the same triad on the same root. */
interface Run {
  readonly root: number;
  /** Letter of the triad. */
  readonly triad: string;
  /** Letters of the qualities, none twice in a row; null where a pattern takes any of the triad. */
  readonly qualities: (string | null)[];
  /** Letters of the basses above the root, none twice in a row; empty for the root, null where a pattern takes any. */
  readonly basses: (string | null)[];
}

/** Terms of a stored progression. */
export function termsOfText(stored: string): ReadonlySet<string> {
  const runs: Run[] = [];
  eachLetter(stored, (root, quality, bass) => {
    addTo(runs, root, quality, quality, bass < 0 ? "" : bassLetter(bass - root));
  });
  return termsOfRuns(runs);
}

/** Terms that a match of chords in a row must have, whatever is written of them. */
export function termsOfItems(items: readonly ChordItem[]): ReadonlySet<string> {
  const runs: Run[] = [];
  for (const { root, quality, isStep, bass } of items) {
    const letter = qualityLetter(quality);
    const low = bass === undefined ? null : bass === root ? "" : bassLetter(bass - root);
    addTo(runs, root, letter, isStep ? letter : null, low);
  }
  return termsOfRuns(runs);
}

function addTo(runs: Run[], root: number, letter: string, quality: string | null, bass: string | null): void {
  const triad = triadLetter(letter);
  const run = runs[runs.length - 1];
  if (run?.root !== root || run.triad !== triad) {
    runs.push({ root, triad, qualities: [quality], basses: [bass] });
    return;
  }
  if (quality === null || run.qualities.at(-1) !== quality) run.qualities.push(quality);
  if (bass === null || run.basses.at(-1) !== bass) run.basses.push(bass);
}

function termsOfRuns(runs: readonly Run[]): ReadonlySet<string> {
  const terms = new Set<string>();
  const add = (n: number, term: string, isFirst: boolean, isLast: boolean): void => {
    const [before, { root }, behind] = [runs[n - 1], runs[n] as Run, runs[n + 1]];
    terms.add(term);
    if (isFirst && before) terms.add(`${before.triad}${rootLetter(root - before.root)}${term}`);
    if (isLast && behind) terms.add(`${term}${rootLetter(behind.root - root)}${behind.triad}`);
  };
  for (let n = 0; n < runs.length; n++) {
    const { triad, qualities, basses } = runs[n] as Run;
    for (let at = 1; at < qualities.length; at++) {
      const [from, to] = [qualities[at - 1], qualities[at]];
      if (from && to) add(n, `${from}>${to}`, at === 1, at === qualities.length - 1);
    }
    for (let at = 0; at < basses.length; at++) {
      const bass = basses[at];
      if (bass) add(n, `${triad}/${bass}`, at === 0, at === basses.length - 1);
    }
  }
  return terms;
}
