/**
 * Index terms: what of a content's musical texts an inverted index holds, as 32-bit numbers in one array a content. A
 * pattern looks the terms up that every match must have, so that only a few contents have to be searched.
 */
import { finishHash, mixWord } from "../word-hash.ts";
import { type KindName, kindOf } from "./kinds.ts";

/** Any number; it keeps terms apart from other uses of the same hash. */
const seed = 0x5f3759df;

/** A term of a column as a signed 32-bit number; two terms of a million share one with a chance of 2e-4. */
export const termNumber = (column: string, term: string): number =>
  finishHash(mixText(beginOf(column), term, 0, term.length)) | 0;

/** Adds the terms of one stored value, some of them twice; none for kinds that have no patterns. */
export function addTerms(terms: number[], column: string, kind: KindName, value: unknown): void {
  const { pattern } = kindOf(kind);
  if (!pattern || typeof value !== "string") return;
  const begin = beginOf(column);
  const { windows } = pattern;
  for (const term of windows ? (windows.others?.(value) ?? []) : pattern.termsOf(value)) {
    terms.push(finishHash(mixText(begin, term, 0, term.length)) | 0);
  }
  if (!windows) return;
  const end = windows.end?.(value) ?? value.length;
  for (const length of windows.lengths) {
    for (let from = 0; from + length <= end; from += windows.step) {
      terms.push(finishHash(mixText(begin, value, from, from + length)) | 0);
    }
  }
}

/** The state of the hash that all terms of a column begin with. */
const beginOf = (column: string): number => mixWord(mixText(seed, column, 0, column.length), 0);

const beginOfBands = beginOf("minhash");

function mixText(hash: number, text: string, from: number, to: number): number {
  let mixed = hash;
  for (let n = from; n < to; n++) mixed = mixWord(mixed, text.charCodeAt(n));
  return mixed;
}

/** The term of a band of a MinHash, by which near-duplicates are looked up. */
export const bandTerm = (band: number): number => {
  const text = String(band);
  return finishHash(mixText(beginOfBands, text, 0, text.length)) | 0;
};
